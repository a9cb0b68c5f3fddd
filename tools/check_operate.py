"""Are the examples of docs/operate right? Units start commands that exist, settings are read.

    python -m tools.check_operate

systemd's own check (``systemd-analyze verify``) runs where it is installed.
"""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from minhbach_web.site.settings.variables import variables

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/operate"
ENVIRONMENT = FOLDER / "minhbach.env"
PROGRAM = "/opt/minhbach/.venv/bin/minhbach"
VARIABLE = re.compile(r"\b(?:MINHBACH_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL)\b")


def problems() -> list[str]:
    """What is wrong with the examples, in sentences."""
    units = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")])
    return [*_settings(), *[line for path in units for line in _unit(path)], *_systemd(units)]


def _settings() -> list[str]:
    """Every setting that the site reads is in the file, and no other."""
    read = {name for name, line in variables().items() if not line.inner}
    lines = ENVIRONMENT.read_text(encoding="utf-8").splitlines()
    given = {found[1] for line in lines if (found := re.match(r"#?([A-Z0-9_]+)=", line))}
    return [
        *(f"{name} is read, but not in minhbach.env" for name in sorted(read - given)),
        *(f"{name} in minhbach.env is read by nothing" for name in sorted(given - read)),
    ]


def _unit(path: Path) -> list[str]:
    """The unit starts a command of the program, as the service's account, with the settings."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # keys keep their capitals
    parser.read_string(path.read_text(encoding="utf-8"))
    if path.suffix == ".timer":
        service = path.with_suffix(".service")
        return [] if service.exists() else [f"{path.name}: there is no {service.name}"]
    section = parser["Service"]
    program, _, rest = section["ExecStart"].partition(" ")
    found = []
    if program != PROGRAM:
        found.append(f"{path.name}: starts {program}")
    if rest.split()[0] not in commands():
        found.append(f"{path.name}: “minhbach {rest}” is no command")
    if section.get("User") != "minhbach":
        found.append(f"{path.name}: does not run as minhbach")
    if section.get("EnvironmentFile") != "/etc/minhbach/minhbach.env":
        found.append(f"{path.name}: reads other settings")
    return found


def commands() -> set[str]:
    """The site's commands, as the project declares them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return set(project["entry-points"]["minhbach.commands"])


def _systemd(units: list[Path]) -> list[str]:
    """What systemd says of copies in which the program is one that is there."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        copies = []
        for path in units:
            copy = Path(name) / path.name
            text = path.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
            copy.write_text(text, encoding="utf-8")
            copies.append(str(copy))
        done = subprocess.run(
            [program, "verify", "--man=no", "--recursive-errors=no", *copies],
            capture_output=True,
            text=True,
            check=False,
        )
    lines = [line for line in done.stderr.splitlines() if "minhbach-" in line]
    return [line.replace(name, "").lstrip("/") for line in lines] if done.returncode else []


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = problems()
    print("\n".join(found) or "The examples of docs/operate are right.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
