from __future__ import annotations

from minhbach.vi.collate import sort_key


def test_letters_come_before_tones() -> None:
    names = ["Đan", "Dân", "Dan", "Dăng", "Ê", "E", "Ơ", "O", "Ô"]

    assert sorted(names, key=sort_key) == ["Dan", "Dăng", "Dân", "Đan", "E", "Ê", "O", "Ô", "Ơ"]


def test_tones_decide_last() -> None:
    assert sorted(["má", "mà", "ma", "mạ", "mả", "mã"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]


def test_numbers_sort_by_value() -> None:
    assert sorted(["Tổ 10", "Tổ 9", "Tổ 9 A"], key=sort_key) == ["Tổ 9", "Tổ 9 A", "Tổ 10"]
