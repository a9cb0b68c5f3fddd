"""Reporting periods (kỳ báo cáo): 2024-M04, 2024-Q1, 2024-H1, 2024.

The days of a period follow a cut-off rule. ``CALENDAR`` is the plain one; ``DECREE_09`` closes
the figures on day 14 (Decree 09/2019/NĐ-CP, article 12: month m runs from day 15 of the month
before to day 14 of m). Ranges are half open: ``end`` is the first day after the period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from minhbach.errors import UsageError
from minhbach.model.cutoff import CALENDAR, DECREE_09, CutOff
from minhbach.model.form import PeriodKind

__all__ = ["CALENDAR", "DECREE_09", "CutOff", "Period", "parse_period", "period_of"]

_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_LETTERS: dict[PeriodKind, str] = {"month": "M", "quarter": "Q", "half-year": "H"}
_KINDS: dict[str, PeriodKind] = {"M": "month", "Q": "quarter", "H": "half-year"}
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("6 tháng đầu năm", "6 tháng cuối năm")
# 2024 · 2024-Q1 · 2024-M04 · 2024-H2
_CODE = re.compile(r"(\d{4})(?:-(?:M(0[1-9]|1[0-2])|Q([1-4])|H([12])))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period of a kind: ``Period(2024, "quarter", 1)``. ``number`` is 1 for a year."""

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 // _MONTHS[self.kind] and 1900 <= self.year <= 2999):
            raise UsageError("period-unknown", period=f"{self.year}-{self.kind}-{self.number}")

    def __str__(self) -> str:
        if self.kind == "year":
            return str(self.year)
        number = f"{self.number:02d}" if self.kind == "month" else str(self.number)
        return f"{self.year}-{_LETTERS[self.kind]}{number}"

    @property
    def last_month(self) -> int:
        """The last calendar month that the period is named after."""
        return self.number * _MONTHS[self.kind]

    @property
    def first_month(self) -> int:
        return self.last_month - _MONTHS[self.kind] + 1

    def start(self, cut_off: CutOff = CALENDAR) -> date:
        """The first day of the period."""
        return _opening(self.year, self.first_month, cut_off)

    def end(self, cut_off: CutOff = CALENDAR) -> date:
        """The first day after the period.

        >>> Period(2026, "month", 3).end(DECREE_09)
        datetime.date(2026, 3, 15)
        """
        return _opening(self.year, self.last_month + 1, cut_off)

    def last_day(self, cut_off: CutOff = CALENDAR) -> date:
        """The last day that belongs to the period, as papers print it."""
        return self.end(cut_off) - timedelta(days=1)

    def contains(self, day: date, cut_off: CutOff = CALENDAR) -> bool:
        return self.start(cut_off) <= day < self.end(cut_off)

    def months(self) -> tuple[Period, ...]:
        """The months that make up the period; under any cut-off they tile it."""
        months = range(self.first_month, self.last_month + 1)
        return tuple(Period(self.year, "month", month) for month in months)

    def next(self) -> Period:
        """The period of the same kind that follows."""
        if self.number < 12 // _MONTHS[self.kind]:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind, 1)

    def previous(self) -> Period:
        """The period of the same kind before this one."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, 12 // _MONTHS[self.kind])

    def label(self) -> str:
        """How Vietnamese papers name it: "quý I năm 2024", "tháng 4 năm 2024", "năm 2024"."""
        if self.kind == "month":
            return f"tháng {self.number} năm {self.year}"
        if self.kind == "quarter":
            return f"quý {_ROMAN[self.number - 1]} năm {self.year}"
        if self.kind == "half-year":
            return f"{_HALVES[self.number - 1]} {self.year}"
        return f"năm {self.year}"


def _opening(year: int, month: int, cut_off: CutOff) -> date:
    months = year * 12 + month - 1 - cut_off.months_back
    return date(months // 12, months % 12 + 1, cut_off.first_day)


def parse_period(code: str) -> Period:
    """The period that a code names; ``UsageError`` when it is none.

    >>> parse_period("2024-Q1").label()
    'quý I năm 2024'
    """
    found = _CODE.fullmatch(code.strip())
    if found is None:
        raise UsageError("period-unknown", period=code)
    year, *numbers = found.groups()
    for letter, number in zip("MQH", numbers, strict=True):
        if number is not None:
            return Period(int(year), _KINDS[letter], int(number))
    return Period(int(year), "year")


def period_of(day: date, kind: PeriodKind, cut_off: CutOff = CALENDAR) -> Period:
    """The period of that kind to which the day belongs.

    >>> str(period_of(date(2025, 12, 15), "year", DECREE_09))
    '2026'
    """
    behind = day.day < cut_off.first_day
    months = day.year * 12 + day.month - 1 + cut_off.months_back - behind
    return Period(months // 12, kind, months % 12 // _MONTHS[kind] + 1)
