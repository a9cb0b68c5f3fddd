"""``minhbach demo`` from nothing, twice at once: the same bytes, and what the examples expect."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.flow.server import PROGRAM, environment, served

from minhbach_web.demo.people import PASSWORD

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples/quy-1-2024"
FILES = ["bao-cao-tong-hop.docx", "bao-cao-tong-hop.pdf", "ra-soat.xlsx", "tong-hop.json"]
# Nothing of the machine may reach the files: neither its order of sets, zone nor language.
MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"},
)


@dataclass(frozen=True)
class Run:
    """One demonstration: what it printed and the folder of its four files."""

    printed: str
    out: Path

    def bytes_of(self, name: str) -> bytes:
        return (self.out / name).read_bytes()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Run]]:
    folder = tmp_path_factory.mktemp("demo")
    started = [(folder / str(n), start(folder / str(n), env)) for n, env in enumerate(MACHINES)]
    yield [Run(printed_by(process), place / "out") for place, process in started]
    shutil.rmtree(folder)


def start(place: Path, machine: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [PROGRAM, "demo", "--out", str(place / "out"), "--examples", str(ROOT / "examples")],
        cwd=place.parent,
        env=environment(**machine, MINHBACH_VAR=str(place / "var")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def printed_by(process: subprocess.Popen[str]) -> str:
    printed, _nothing = process.communicate(timeout=240)
    assert process.returncode == 0, printed
    return printed


def test_demo_gives_the_same_bytes_every_time(runs: list[Run]) -> None:
    first, second = runs

    assert sorted(path.name for path in first.out.iterdir()) == FILES
    assert {n: first.bytes_of(n) == second.bytes_of(n) for n in FILES} == dict.fromkeys(FILES, True)


def test_demo_holds_no_day_of_its_making(runs: list[Run]) -> None:
    today = datetime.now(UTC).date()
    days = [f"{today:%Y-%m-%d}", f"{today:%Y%m%d}", f"{today:%d/%m/%Y}"]
    content = runs[0].bytes_of("bao-cao-tong-hop.pdf") + runs[0].bytes_of("tong-hop.json")
    for name in ("bao-cao-tong-hop.docx", "ra-soat.xlsx"):
        with zipfile.ZipFile(runs[0].out / name) as archive:
            content += b"".join(archive.read(part) for part in archive.namelist())

    assert [day for day in days if day.encode() in content] == []


def expected() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / "tong-hop.expected.json").read_text("utf-8"))
    return data


def test_demo_totals_are_the_expected_ones(runs: list[Run]) -> None:
    wanted = {
        code: {
            "value": each["sum"],
            "n_reported": each["reporting"],
            "n_expected": each["expected"],
            "missing": each["missing_units"],
            "not_given": each["not_given"],
            "estimates": each["estimates"],
            "unconfirmed": 0,
            "conflicts": len(each["conflicts"]),
        }
        for code, each in expected()["indicators"].items()
    }

    assert json.loads(runs[0].bytes_of("tong-hop.json"))["elements"] == wanted


def test_demo_accounts_for_every_unit(runs: list[Run]) -> None:
    elements = json.loads(runs[0].bytes_of("tong-hop.json"))["elements"]

    counted = {
        code: e["n_reported"] + e["unconfirmed"] + len(e["not_given"]) + len(e["missing"])
        for code, e in elements.items()
    }
    assert counted == dict.fromkeys(elements, expected()["units_expected"])


def test_demo_says_what_it_did(runs: list[Run]) -> None:
    lines = runs[0].printed.splitlines()

    assert lines[0].endswith("và 14 đơn vị trực thuộc.")
    assert lines[2] == "Báo cáo: đã đọc 12 báo cáo Word của 14 đơn vị phải báo cáo."
    assert lines[3].endswith("chưa xác nhận 0.")
    assert [Path(line.strip()).name for line in lines[5:9]] == FILES


def trace(run: Run, *arguments: str) -> subprocess.CompletedProcess[str]:
    report = str(run.out / "bao-cao-tong-hop.docx")
    return subprocess.run(
        [PROGRAM, "trace", report, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def test_demo_report_agrees_with_its_sources(runs: list[Run]) -> None:
    done = trace(runs[0], "--verify", str(FOLDER), "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["differences"] == []


def test_demo_report_betrays_one_changed_byte(runs: list[Run], tmp_path: Path) -> None:
    changed = "bao-cao-dang-bo-cuc-thue.docx"
    shutil.copytree(FOLDER, tmp_path / "sources")
    data = bytearray((FOLDER / changed).read_bytes())
    data[-1] ^= 1
    (tmp_path / "sources" / changed).write_bytes(data)

    done = trace(runs[0], "--verify", str(tmp_path / "sources"), "--json")

    assert done.returncode == 1
    assert {d["source"] for d in json.loads(done.stdout)["differences"]} == {changed}


def test_demo_number_leads_to_units_and_sentences(runs: list[Run]) -> None:
    numbers = json.loads(trace(runs[0], "--json").stdout)["numbers"]

    total = next(n for n in numbers if n["element"] == "hoi_nghi" and n["value"] == 119)
    values = {part["unit"]: part["value"] for part in total["parts"]}
    assert values == expected()["indicators"]["hoi_nghi"]["values"]
    assert all(part["quote"] and part["sha256"] for part in total["parts"])


def test_demo_site_lets_its_accounts_in(runs: list[Run]) -> None:
    with served(runs[1].out.parent / "var") as site:
        coordinator = site.visitor()
        home = coordinator.sign_in("dieu-phoi", PASSWORD)
        periods = coordinator.get("/ky-bao-cao/")
        link = re.search(r'href="(/ky-bao-cao/\d+/)"', periods.text)
        assert link, periods.text
        total = link[1].replace("ky-bao-cao", "tong-hop")
        paper = coordinator.get(total)
        word = coordinator.get(total + "tai-ve/docx/")
        reporter = site.visitor()
        unit = reporter.sign_in("cb-hvhnt", PASSWORD)
        foreign = reporter.get(total)

    assert (home.url, unit.url) == (site.url + "/", site.url + "/")
    assert "--setup" not in site.printed
    assert 'class="paper__number"' in paper.text
    assert word.body == runs[1].bytes_of("bao-cao-tong-hop.docx")
    assert foreign.status == 404
