"""Number phrases in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.figures.candidate import plain
from minhbach.figures.numbers import find_numbers, parse_figure, parse_words
from minhbach.figures.phrases import prepare

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spoken(number: int) -> str:
    """Number words of 1–999,999 as they are read out."""
    if number >= 1000:
        rest = number % 1000
        head = f"{spoken(number // 1000)} nghìn"
        if not rest:
            return head
        return f"{head} {spoken(rest)}" if rest >= 100 else f"{head} không trăm {_below(rest)}"
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} trăm" + (f" {_below(rest)}" if rest else "")
    return _below(number) if number >= 10 else ONES[number]


def _below(number: int) -> str:
    tens, one = divmod(number, 10)
    if not tens:
        return f"linh {ONES[one]}"
    head = "mười" if tens == 1 else f"{ONES[tens]} mươi"
    tails = {0: "", 1: " một" if tens == 1 else " mốt", 5: " lăm"}
    return head + tails.get(one, f" {ONES[one]}")


@given(st.integers(0, 999_999_999), st.sampled_from([".", ",", " "]))
def test_whole_numbers_round_trip_with_any_thousand_mark(number: int, mark: str) -> None:
    assert parse_figure(f"{number:,}".replace(",", mark)) == number


@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from([",", "."]))
def test_decimals_round_trip_with_either_mark(whole: int, part: int, mark: str) -> None:
    assert parse_figure(f"{whole}{mark}{part:02d}") == Decimal(f"{whole}.{part:02d}")


@given(st.integers(1, 999).flatmap(lambda n: st.sampled_from([n, n * 1000 + 100 + n % 900])))
def test_number_words_round_trip(number: int) -> None:
    assert parse_words(spoken(number)) == number


@given(st.text(alphabet="0123456789.,/ oO%()-–buổitừđến", max_size=60))
def test_any_text_is_read_without_error_and_spans_do_not_overlap(text: str) -> None:
    numbers = find_numbers(prepare(text))

    ends = [0, *(n.end for n in numbers)]
    assert all(end <= n.start < n.end for end, n in zip(ends, numbers, strict=False))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gần 70 lượt", [("gần", "70")]),
        ("ước đạt 1.200 lượt", [("khoảng", "1200")]),
        ("05 (năm) buổi", [(None, "5")]),
        ("mười hai (12) buổi", [(None, "12")]),
        ("1,2 nghìn lượt", [(None, "1200")]),
        ("1.25o lượt", [(None, "1250")]),
        ("hai tư tin", [(None, "24")]),
        ("9buổi", [(None, "9")]),
        ("16 buổi/720 lượt", [(None, "16"), (None, "720")]),
        ("tổng số 14 câu", [(None, "14")]),
        ("trong tháng 412 lượt", [(None, "412")]),
        ("ngày 07/3/2024, tháng 3, quý i, năm 2024", []),
        ("kế hoạch số 21-kh/btgđuk", []),
        ("tháng ba, nông trường số 4", []),
        ("cả năm 2024", []),
        ("giai đoạn 2021 - 2030", []),
    ],
)
def test_sentence_gives_its_numbers(text: str, found: list[tuple[str | None, str]]) -> None:
    numbers = find_numbers(prepare(text))

    assert [(n.qualifier, str(plain(n.value))) for n in numbers] == found


@pytest.mark.parametrize("text", ["từ 60 đến 90", "5 - 6 buổi", "không dưới 30", "05 (bốn) buổi"])
def test_ranges_bounds_and_contradictions_are_not_exact(text: str) -> None:
    assert [n.exact for n in find_numbers(prepare(text))] == [False]
