from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.vi.numbers import find_numbers, parse_number, parse_words

_UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905 - one line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("05", "5"),
        ("1.250", "1250"),
        ("1.234.567,89", "1234567.89"),
        ("12,5", "12.5"),
        ("98.3", "98.3"),
        ("0,125", "0.125"),
        ("1,340", "1340"),
        ("1.25O", "1250"),
        ("05 (năm)", "5"),
        ("1,2 nghìn", "1200"),
        ("3 triệu", "3000000"),
        ("mười hai", "12"),
        ("hai mươi ba", "23"),
        ("sáu mươi tư", "64"),
        ("ba mươi lăm", "35"),
        ("một trăm linh hai", "102"),
        ("hai nghìn không trăm hai mươi tư", "2024"),
        ("hai mươi lăm nghìn ba trăm linh hai", "25302"),
        ("một triệu rưỡi", "1500000"),
        ("Không", "0"),
    ],
)
def test_parse_number_reads_as_meant(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.2.3", "08-BC/CB", "12 buổi", "quý I", "mươi hai"])
def test_parse_number_refuses_what_is_no_number(text: str) -> None:
    assert (
        parse_number(text) in (None, Decimal(0)) if text == "Không" else parse_number(text) is None
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("03 buổi với gần 70 lượt", [("3", "03"), ("70", "70")]),
        ("mười hai buổi, bảy câu", [("12", "mười hai"), ("7", "bảy")]),
        ("trong năm, không tổ chức; tư nhân", []),
        ("một năm qua", [("1", "một")]),
        ("mười năm", [("10", "mười")]),
        ("hơn 1,2 nghìn lượt", [("1200", "1,2 nghìn")]),
        ("12 (mười hai) hội nghị", [("12", "12 (mười hai)")]),
        ("COVID19 và H5N1", []),
    ],
)
def test_find_numbers_gives_value_and_words(text: str, found: list[tuple[str, str]]) -> None:
    assert [(str(n.value), n.text) for n in find_numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1.25O", "letter-o"),
        ("1,340", "comma-thousands"),
        ("98.3", "dot-decimal"),
        ("12 (mười ba)", "words-differ"),
        ("1.250", ""),
    ],
)
def test_find_numbers_notes_what_was_mended(text: str, note: str) -> None:
    assert [n.note for n in find_numbers(text)] == [note]


def _words(value: int) -> str:
    hundreds, tens, unit = value // 100, value // 10 % 10, value % 10
    parts = [_UNITS[hundreds], "trăm"] if hundreds else []
    if not tens and hundreds and unit:
        parts.append("linh")
    if tens:
        parts.extend(["mười"] if tens == 1 else [_UNITS[tens], "mươi"])
    if unit:
        parts.append("lăm" if tens and unit == 5 else _UNITS[unit])
    return " ".join(parts)


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999))
def test_parse_words_reads_every_number_back(thousands: int, rest: int) -> None:
    text = f"{_words(thousands)} nghìn {'không trăm ' if rest < 100 else ''}"
    linked = f"linh {_words(rest)}" if rest < 10 else _words(rest)

    assert parse_words(text + linked) == thousands * 1000 + rest
