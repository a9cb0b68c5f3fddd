"""The shape of the code: sizes, reasons beside every exception, layers, locks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("src", "tests", "tools", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)
HOUSE = [path for path in SOURCES if "migrations" not in path.parts]
# The codes, then at least a word of why: “S101 -- tells the type checker”.
CODES = r"[A-Z]+\d+(?:, ?[A-Z]+\d+)*+"
WITHOUT_REASON = re.compile(
    rf"#\s*noqa\b(?!:\s*{CODES}\W+[A-Za-z])|#\s*type:\s*ignore\b(?!\[[^]]+\]\W+[A-Za-z])"
)


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in [*HOUSE, *(ROOT / "src").rglob("*.html"), *(ROOT / "src").rglob("*.css")]
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }

    assert long == {}


def test_templates_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in (ROOT / "src").rglob("*.html")
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 120
    }

    assert long == {}


def test_every_exception_to_a_rule_has_its_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{n}: {line.strip()}"
        for path in HOUSE
        if "tests" not in path.parts
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WITHOUT_REASON.search(line)
    ]

    assert found == []


def test_pattern_for_reasons_knows_good_from_bad() -> None:
    noqa, ignore = "x  # noqa", "x  # type: ignore"
    lines = {
        noqa: True,
        f"{noqa}: S101": True,
        f"{noqa}: S101, F401": True,
        f"{noqa}: S101, F401 -- tells the type checker": False,
        f"{noqa}: PLC0415 (start-up time)": False,
        ignore: True,
        f"{ignore}[misc]": True,
        f"{ignore}[misc, arg-type]  # no types": False,
    }

    assert {line: bool(WITHOUT_REASON.search(line)) for line in lines} == lines


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "misc", "common", "manager", "util", "helper"}

    assert [p for p in HOUSE if p.stem in vague or vague & set(p.parts)] == []


def test_layers_hold() -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program, "import-linter is not installed"

    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_locks_name_no_address() -> None:
    locks = sorted((ROOT / "requirements").glob("*.lock"))

    assert [path.name for path in locks] == ["base.lock", "bench.lock", "dev.lock"]
    assert [path.name for path in locks if "://" in path.read_text()] == []


def test_apps_keep_their_internals() -> None:
    """``X.models``, ``X.views``, ``X.forms``, ``X.rules`` are imported inside app X only."""
    apps = "core|units|programme|activities|briefing|reporting|reminders|operations|accounts|rights"
    inner = re.compile(rf"(?:from|import) minhbach_web\.({apps})\.(\w+)")
    closed = {"models", "views", "forms", "rules"}
    open_to_all = {("core", "forms")}  # the renderer and ``sent``
    found = []
    for path in (ROOT / "src/minhbach_web").rglob("*.py"):
        app = path.relative_to(ROOT / "src/minhbach_web").parts[0]
        checking = False
        for line in path.read_text(encoding="utf-8").splitlines():
            checking = line.startswith("if TYPE_CHECKING") or (
                (checking and line.startswith((" ", "\t"))) or (checking and not line)
            )
            for other, module in inner.findall(line):
                fine = other == app or checking or (other, module) in open_to_all
                if module in closed and not fine:
                    found.append(f"{path.relative_to(ROOT)}: {line.strip()}")

    assert found == []
