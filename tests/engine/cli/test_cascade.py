"""``minhbach compare`` and ``minhbach cascade``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.programme.amended_plans import PLAN, REPLACING

from minhbach.cli import main
from minhbach.readers import read


@pytest.fixture
def plans(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("cu.txt", PLAN), ("moi.txt", REPLACING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "cu.txt"), str(tmp_path / "moi.txt")


def test_compare_as_json(plans: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["compare", *plans, "--json"])

    found = json.loads(capsys.readouterr().out)
    assert status == 0
    assert found["amends"]["mode"] == "replace"
    assert [row["change"] for row in found["pairs"]] == [
        "same", "changed", "same", "same", "new", "same", "same", "gone",
    ]  # fmt: skip
    assert found["pairs"][1]["fields"][0] == {
        "name": "deadline",
        "old": "trước ngày 15/3/2024",
        "new": "trước ngày 30/6/2024",
    }


def test_compare_for_people(plans: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", *plans])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Văn bản mới thay thế kế hoạch cũ: thay thế Kế hoạch số 15/KH-UBND")
    assert "  deadline: trước ngày 15/3/2024 → trước ngày 30/6/2024" in lines
    assert lines[-1] == "- task Bố trí kinh phí thực hiện Kế hoạch theo quy định."


def test_cascade_drafts_and_then_covers_its_own_draft(
    plans: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "du-thao.docx"

    first = main(["cascade", plans[0], "-o", str(draft), "--unit", "Sở Nội vụ"])
    said = capsys.readouterr().out
    second = main(["cascade", plans[0], str(draft), "--json"])
    found = json.loads(capsys.readouterr().out)

    assert (first, second) == (0, 0)
    assert "  … Bộ phận chủ trì trong đơn vị: 05 nhiệm vụ" in said.splitlines()
    document = read(draft.read_bytes(), "du-thao.docx")
    assert (document.header.kind, document.header.number) == ("ke-hoach", None)
    states = {item["text"][:12]: item["state"] for item in found["items"] if item["kind"] == "task"}
    assert set(states.values()) == {"covered"}
    assert found["references"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ([], "--unit"),
        (["-o", "x.docx"], "--unit"),
        (["-o", "x.docx", "--unit", "A", "--date", "hôm nay"], "2024"),
        (["khong-co.txt"], "khong-co.txt"),
    ],
)
def test_cascade_says_what_is_missing(
    plans: tuple[str, str], more: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["cascade", plans[0], *more])

    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    assert words in captured.err
    assert not Path("x.docx").exists()
