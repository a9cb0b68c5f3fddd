from __future__ import annotations

from datetime import date

import pytest

from minhbach.vi.dates import find_dates, find_periods, parse_date, parse_period, period_days


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 05 tháng 01 năm 2024", date(2024, 1, 5)),
        ("5 tháng 1 năm 2024", date(2024, 1, 5)),
        ("03/01/2024", date(2024, 1, 3)),
        ("ngày 9/01/2023", date(2023, 1, 9)),
        ("3-1-2024", date(2024, 1, 3)),
        ("03.01.2024", date(2024, 1, 3)),
        ("30/02/2024", None),
        ("03/01", None),
        ("12/2024", None),
    ],
)
def test_parse_date_reads_whole_dates_only(text: str, value: date | None) -> None:
    assert parse_date(text) == value


def test_find_dates_gives_them_in_reading_order() -> None:
    text = "ngày 18/10/2023 và ngày 05 tháng 3 năm 2020; số 12/2020/NĐ-CP"

    assert [(d.value, text[d.start : d.end]) for d in find_dates(text)] == [
        (date(2023, 10, 18), "18/10/2023"),
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tháng 3/2026", "2026-M03"),
        ("tháng 12 năm 2025", "2025-M12"),
        ("quý I/2026", "2026-Q1"),
        ("quý IV năm 2025", "2025-Q4"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("năm 2026", "2026"),
        ("quý I", None),
    ],
)
def test_parse_period_names_the_period(text: str, name: str | None) -> None:
    assert parse_period(text) == name


def test_find_periods_takes_the_longest_words() -> None:
    text = "kết quả quý II năm 2024 và 6 tháng đầu năm 2024"

    assert [p.name for p in find_periods(text)] == ["2024-Q2", "2024-H1"]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("2024-M02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-Q4", (date(2024, 10, 1), date(2024, 12, 31))),
        ("2025-H2", (date(2025, 7, 1), date(2025, 12, 31))),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_period_days_gives_first_and_last(name: str, days: tuple[date, date]) -> None:
    assert period_days(name) == days


def test_period_days_refuses_another_form() -> None:
    with pytest.raises(ValueError, match="quý 1"):
        period_days("quý 1")
