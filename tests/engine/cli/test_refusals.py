"""Files that can't or must not be read: one sentence, exit code 2, nothing written."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from tests.hostile import REFUSED, docx_bytes

from minhbach.cli import main

CODES = {
    "rong.docx": "file-empty",
    "doi-ten.docx": "file-is-program",
    "bom.docx": "file-too-big-inside",
    "mat-khau.docx": "file-protected",
    "dong-dau.docx": "file-secret",
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_outline_refuses_with_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name]())

    begun = time.perf_counter()
    code = main(["outline", str(path), "--json"])
    took = time.perf_counter() - begun

    said = capsys.readouterr()
    row = json.loads(said.out)
    assert code == 2
    assert row["error"]["code"] == CODES[name]
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert took < 1


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_convert_of_a_refused_file_writes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name]())

    code = main(["convert", str(path), "-o", str(tmp_path / "out.txt")])

    assert code == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == [name]


def test_prose_about_secrecy_is_no_stamp(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(
        docx_bytes(
            "ỦY BAN NHÂN DÂN TỈNH SƠN KHÊ",
            "Số: 12/KH-UBND",
            "KẾ HOẠCH",
            "Tuyên truyền Luật Bảo vệ bí mật nhà nước",
            "I. MỤC ĐÍCH",
            "Tài liệu có dấu MẬT, TỐI MẬT phải được bảo quản theo quy định.",
        )
    )

    assert main(["outline", str(path), "--json"]) == 0


def test_a_bad_file_among_good_ones_does_not_stop_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("BÁO CÁO\nkết quả\nI. KẾT QUẢ\nĐã làm.", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"")
    (tmp_path / "c.txt").write_text("BÁO CÁO\nkết quả\nI. KẾT QUẢ\nĐã làm.", encoding="utf-8")

    code = main(["outline", str(tmp_path), "--json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 2
    assert [Path(row["file"]).name for row in rows] == ["a.txt", "b.docx", "c.txt"]
    assert ["error" in row for row in rows] == [False, True, False]


def test_a_missing_file_and_an_unknown_type_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "anh.heic").write_bytes(b"\0\0\0\x18ftypheic")

    code = main(["cite", str(tmp_path / "khong-co.docx"), str(tmp_path / "anh.heic"), "--json"])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 2
    assert [row["error"]["code"] for row in rows] == ["file-not-found", "file-unknown-type"]
