"""Periods: codes, labels, days under a cut-off rule."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.errors import UsageError
from minhbach.model.form import PeriodKind
from minhbach.model.period import CALENDAR, DECREE_09, CutOff, Period, parse_period, period_of

KINDS = st.sampled_from(["month", "quarter", "half-year", "year"])
CUT_OFFS = st.builds(CutOff, st.integers(1, 28), st.sampled_from([0, 1]))
DAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))


@pytest.mark.parametrize(
    ("code", "period", "label"),
    [
        ("2024-M04", Period(2024, "month", 4), "tháng 4 năm 2024"),
        ("2024-Q1", Period(2024, "quarter", 1), "quý I năm 2024"),
        ("2025-Q4", Period(2025, "quarter", 4), "quý IV năm 2025"),
        ("2024-H2", Period(2024, "half-year", 2), "6 tháng cuối năm 2024"),
        ("2024", Period(2024, "year"), "năm 2024"),
    ],
)
def test_period_code_and_label(code: str, period: Period, label: str) -> None:
    assert (parse_period(code), str(period), period.label()) == (period, code, label)


@pytest.mark.parametrize(
    "code", ["", "2024-Q5", "2024-M13", "2024-M4", "24-Q1", "2024-q1", "Q1", "２０２４"]
)
def test_period_code_unknown_is_refused(code: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_period(code)

    assert refused.value.code == "period-unknown"


def test_period_number_out_of_range_is_refused() -> None:
    with pytest.raises(UsageError):
        Period(2024, "quarter", 5)


def test_cut_off_after_day_28_is_refused() -> None:
    with pytest.raises(UsageError):
        CutOff(first_day=29)


@pytest.mark.parametrize(
    ("code", "start", "last"),
    [
        ("2026-M03", date(2026, 2, 15), date(2026, 3, 14)),
        ("2026-M01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_period_days_close_on_the_14th(code: str, start: date, last: date) -> None:
    period = parse_period(code)

    assert (period.start(DECREE_09), period.last_day(DECREE_09)) == (start, last)


def test_period_days_follow_the_calendar_by_default() -> None:
    period = parse_period("2024-Q1")

    assert (period.start(), period.end()) == (date(2024, 1, 1), date(2024, 4, 1))
    assert (period.contains(date(2024, 3, 31)), period.contains(date(2024, 4, 1))) == (True, False)


def test_day_15_december_belongs_to_next_year() -> None:
    assert period_of(date(2025, 12, 15), "year", DECREE_09) == Period(2026, "year")
    assert period_of(date(2025, 12, 14), "year", DECREE_09) == Period(2025, "year")


@given(DAYS, KINDS, CUT_OFFS)
def test_each_day_is_in_exactly_its_period(day: date, kind: PeriodKind, cut_off: CutOff) -> None:
    period = period_of(day, kind, cut_off)

    assert period.contains(day, cut_off)
    assert not period.next().contains(day, cut_off)
    assert not period.previous().contains(day, cut_off)


@given(DAYS, KINDS, CUT_OFFS)
def test_periods_tile_the_axis(day: date, kind: PeriodKind, cut_off: CutOff) -> None:
    period = period_of(day, kind, cut_off)

    assert period.end(cut_off) == period.next().start(cut_off)
    assert period.next().previous() == period
    assert period.last_day(cut_off) + timedelta(days=1) == period.end(cut_off)


@given(DAYS, KINDS, CUT_OFFS)
def test_months_tile_their_period(day: date, kind: PeriodKind, cut_off: CutOff) -> None:
    period = period_of(day, kind, cut_off)
    months = period.months()

    assert months[0].start(cut_off) == period.start(cut_off)
    assert months[-1].end(cut_off) == period.end(cut_off)
    assert all(a.end(cut_off) == b.start(cut_off) for a, b in pairwise(months))


@given(DAYS, KINDS)
def test_period_code_round_trips(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind, CALENDAR)

    assert parse_period(str(period)) == period
