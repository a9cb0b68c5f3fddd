"""The loop without a server: extract, decide in the workbook, consolidate, trace, verify."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.engine.cli.conftest import FORM, REPORTS, UNITS, Json

from minhbach.cli import main
from minhbach.model.report import SourceRef
from minhbach.reports import read_manifest

PERIOD = ("--form", str(FORM), "--period", "2024-Q1", "--due", "2024-03-29")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A consolidated report for which every found figure was decided "right" in the workbook."""
    folder = tmp_path_factory.mktemp("report")
    review = folder / "review.xlsx"
    assert main(["figures", str(REPORTS), "--form", str(FORM), "-o", str(review)]) == 0
    _decide_everything(review)
    out = folder / "report.docx"
    assert main(["consolidate", str(review), *PERIOD, "--units", str(UNITS), "-o", str(out)]) == 0
    return out


def _decide_everything(review: Path) -> None:
    book = load_workbook(review)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    found = next(at for at, name in enumerate(head) if name and "đọc được" in str(name).lower())
    decision = next(
        at for at, name in enumerate(head) if name and "quyết định" in str(name).lower()
    )
    for row in sheet.iter_rows(min_row=2):
        given = row[found].value not in (None, "", "…")
        row[decision].value = "đúng" if given else "không có trong báo cáo"
    book.save(review)


def test_totals_are_the_sums_of_what_was_confirmed(report: Path, json_of: Json) -> None:
    expected = json.loads((REPORTS / "tong-hop.expected.json").read_text(encoding="utf-8"))

    (row,) = json_of("trace", report)

    totals = {number["id"]: number for number in row["numbers"] if number["rule"] == "sum"}
    for code, wanted in expected["indicators"].items():
        if not wanted["additive"]:
            assert code not in totals
            continue
        confirmed = [part for part in totals[code]["parts"] if part["state"] == "confirmed"]
        assert totals[code]["value"] == sum(part["value"] for part in confirmed)
        assert totals[code]["missing"] == wanted["missing_units"]
        if len(confirmed) == wanted["reporting"]:
            assert totals[code]["value"] == wanted["sum"]


def test_verify_agrees_with_the_source_files(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", str(report), "--verify", str(REPORTS)]) == 0
    assert capsys.readouterr().err == ""


def test_verify_answers_no_when_one_byte_of_a_report_changed(
    report: Path, tmp_path: Path, json_of: Json
) -> None:
    copies = tmp_path / "reports"
    shutil.copytree(REPORTS, copies)
    victim = copies / "bao-cao-dang-bo-cuc-thue.docx"
    data = bytearray(victim.read_bytes())
    data[-1] ^= 1
    victim.write_bytes(data)

    (row,) = json_of("trace", report, "--verify", copies, code=1)

    assert {each["source"] for each in row["differences"]} == {victim.name}
    assert "diff-source-changed" in {each["code"] for each in row["differences"]}


def test_trace_of_one_number_names_unit_file_and_sentence(report: Path, json_of: Json) -> None:
    (row,) = json_of("trace", report, "luot_nguoi.CB-BDT")

    (number,) = row["numbers"]
    (part,) = number["parts"]
    assert (part["value"], part["qualifier"]) == (70, "gần")
    assert part["file"] == "bao-cao-chi-bo-ban-dan-toc.docx"
    assert "gần 70 lượt người dự" in part["quote"]


def test_trace_of_an_unknown_number_is_told(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", str(report), "khong_co"]) == 2
    assert "khong_co" in capsys.readouterr().err


def test_without_decisions_nothing_is_totalled(tmp_path: Path, json_of: Json) -> None:
    out = tmp_path / "report.docx"
    assert main(["consolidate", str(REPORTS), *PERIOD, "--units", str(UNITS), "-o", str(out)]) == 0

    (row,) = json_of("trace", out)

    assert {number["rule"] for number in row["numbers"]} == {"value"}
    assert {part["state"] for number in row["numbers"] for part in number["parts"]} == {
        "unconfirmed"
    }


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_same_reports_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    written = []
    for name in ("a", "b"):
        out = tmp_path / (name + suffix)
        words = ["consolidate", str(REPORTS), *PERIOD, "--units", str(UNITS), "-o", str(out)]
        assert main(words) == 0
        written.append(out.read_bytes())

    assert written[0] == written[1]


def test_reports_of_another_period_stay_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], json_of: Json
) -> None:
    out = tmp_path / "report.docx"
    words = ["--form", str(FORM), "--period", "2024-Q2", "--units", str(UNITS), "-o", str(out)]

    assert main(["consolidate", str(REPORTS), *words]) == 0

    assert capsys.readouterr().err.count("2024-Q1") == 12
    (row,) = json_of("trace", out)
    assert row["numbers"] == []


def test_several_processes_give_the_same_rows(json_of: Json) -> None:
    alone = json_of("figures", REPORTS, "--form", FORM)
    together = json_of("figures", REPORTS, "--form", FORM, "--jobs", "2")

    assert together == alone
    assert len(alone) == 12


def test_verify_never_reads_outside_the_folder(
    report: Path, tmp_path: Path, json_of: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forged manifest names ../secret.docx: it counts as absent and is not opened."""
    (tmp_path / "secret.docx").write_bytes(b"outside")
    (tmp_path / "inside").mkdir()
    forged = replace(
        read_manifest(report.read_bytes()), sources=(SourceRef("../secret.docx", "0" * 64),)
    )
    monkeypatch.setattr("minhbach.reports.read_manifest", lambda *_: forged)
    # The function `trace` hides the module of that name from a dotted path.
    monkeypatch.setattr(sys.modules["minhbach.reports.trace"], "read_manifest", lambda *_: forged)

    (row,) = json_of("trace", report, "--verify", tmp_path / "inside", code=1)

    codes = {each["code"] for each in row["differences"] if each["source"] == "../secret.docx"}
    assert codes == {"diff-source-absent"}
