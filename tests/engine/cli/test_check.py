"""``minhbach check`` and ``minhbach rules`` as a person calls them."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as new_docx

from minhbach.cli import main
from minhbach.readers import read

_TEXT = "Bổ xung nội dung. Thực hiện từ ngày 31/4/2024."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "a.docx"
    document = new_docx()
    document.add_paragraph(_TEXT)
    out = BytesIO()
    document.save(out)
    path.write_bytes(out.getvalue())
    return path


def test_check_json_has_the_keys_of_the_contract(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", str(text), "--json", "--select", "CX-18", "--fail-on", "warning"])

    row = json.loads(capsys.readouterr().out)
    assert code == 1
    assert list(row)[:4] == ["file", "profile", "rules_date", "findings"]
    assert row["findings"] == [
        {
            "code": "CX-18",
            "severity": "warning",
            "message": "“Bổ xung” viết sai chính tả.",
            "needed": "Bổ sung",
            "actual": "Bổ xung",
            "quote": "Bổ xung",
            "start": 0,
            "end": 7,
            "paragraph": "p1",
            "fix": {"safe": True, "replacement": "Bổ sung"},
            "source": "Thực hành: chính tả tiếng Việt (Từ điển tiếng Việt)",
        }
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--select", "NT-01"], 1),
        (["--select", "CX-18"], 0),
        (["--ignore", "NT,CX,TT,CT"], 0),
        (["--select", "XX"], 2),
        (["--date", "hôm nay"], 2),
        (["--annotate", "out.docx"], 2),
    ],
)
def test_check_exit_codes(
    text: Path, options: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(text), *options]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_check_sarif_is_one_log(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(text), "--sarif", "--select", "NT-01", "--lang", "en"])

    log = json.loads(capsys.readouterr().out)
    result = log["runs"][0]["results"][0]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "NT-01", "error")
    assert result["message"]["text"].startswith("There is no day 31/4/2024.")


def test_check_annotate_and_fix_write_copies(word: Path, tmp_path: Path) -> None:
    marked, mended = tmp_path / "marked.docx", tmp_path / "mended.docx"

    chosen = ["--select", "CX-18,NT-01"]
    main(["check", str(word), *chosen, "--annotate", str(marked), "--fix", str(mended)])

    assert [c.text.split("]")[0] for c in read(marked.read_bytes(), "m.docx").comments] == [
        "[CX-18",
        "[NT-01",
    ]
    assert read(mended.read_bytes(), "m.docx").text == _TEXT.replace("xung", "sung")


def test_check_says_whose_word_left_findings_out(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(text), "--ignore", "CX-18", "--lang", "en"])

    assert "1 findings of CX-18 left out as this run was asked to" in capsys.readouterr().out


def test_rules_lists_all_or_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert "CX-18" in capsys.readouterr().out
    assert main(["rules", "ct-01", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("# CT-01")
    assert main(["rules", "XX-99"]) == 2
