"""Dates and periods as documents write them. No clock: a date without a year stays None.

Periods are named 2024-M04, 2024-Q1, 2024-H1, 2024 (the contract of the command line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# "ngày 05 tháng 01 năm 2024"
_IN_WORDS = re.compile(
    r"(?:[Nn]gày\s+)?(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})(?!\d)"
)
# "03/01/2024", "3-1-2024", "03.01.2024", "03 / 01 / 2024"
_IN_DIGITS = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?![\d/]|[.-]\d)"
)
_QUARTER = r"[Qq]uý\s+(?P<q>IV|I{1,3}|[1-4])"
_YEAR = r"\s*(?:/|-|,?\s*năm\s+)\s*(?P<y>\d{4})(?!\d)"
_PERIODS = (
    re.compile(r"[Tt]háng\s+(?P<m>1[0-2]|0?[1-9])(?!\d)" + _YEAR),
    re.compile(_QUARTER + _YEAR),
    re.compile(r"(?:0?6|[Ss]áu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm\s+(?P<y>\d{4})(?!\d)"),
    re.compile(r"[Nn]ăm\s+(?P<y>\d{4})(?!\d)"),
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NAME = re.compile(r"(?P<y>\d{4})(?:-(?:M(?P<m>0[1-9]|1[0-2])|Q(?P<q>[1-4])|H(?P<h>[12])))?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; ``text[start:end]`` are its words."""

    value: date
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text; ``name`` as 2024-Q1."""

    name: str
    start: int
    end: int
    text: str


def parse_date(text: str) -> date | None:
    """The date that the text is, None when it is none or no day of the calendar.

    >>> parse_date("ngày 05 tháng 01 năm 2024"), parse_date("30/02/2024")
    (datetime.date(2024, 1, 5), None)
    """
    text = text.strip()
    for pattern in (_IN_WORDS, _IN_DIGITS):
        found = pattern.fullmatch(text.removeprefix("ngày ") if pattern is _IN_DIGITS else text)
        if found:
            return _date(found)
    return None


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every whole date in the text, in reading order."""
    found = [*_IN_WORDS.finditer(text), *_IN_DIGITS.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        value = _date(match)
        if value is not None:
            yield FoundDate(value, match.start(), match.end(), match[0])


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def find_periods(text: str) -> Iterator[FoundPeriod]:
    """Every month, quarter, half-year and year that the text names with its year.

    >>> [p.name for p in find_periods("quý I/2026, tháng 3/2026, 6 tháng đầu năm 2026, năm 2027")]
    ['2026-Q1', '2026-M03', '2026-H1', '2027']
    """
    taken: list[FoundPeriod] = []
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            if not any(p.start < match.end() and match.start() < p.end for p in taken):
                taken.append(FoundPeriod(_name(match), match.start(), match.end(), match[0]))
    yield from sorted(taken, key=lambda period: period.start)


def parse_period(text: str) -> str | None:
    """The name of the period that the text is, None when it is none.

    >>> parse_period("quý I năm 2024"), parse_period("tháng 4/2025")
    ('2024-Q1', '2025-M04')
    """
    text = text.strip()
    for pattern in _PERIODS:
        match = pattern.fullmatch(text)
        if match:
            return _name(match)
    return None


def _name(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = parts["y"]
    if parts.get("m"):
        return f"{year}-M{int(parts['m']):02d}"
    if parts.get("q"):
        return f"{year}-Q{_QUARTERS[parts['q']]}"
    if parts.get("h"):
        return f"{year}-H{1 if parts['h'] == 'đầu' else 2}"
    return str(year)


def period_days(name: str) -> tuple[date, date]:
    """First and last day of a period; ValueError for a name of another form.

    >>> period_days("2024-Q1")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    """
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError(name)
    year = int(found["y"])
    first, length = 1, 12
    if found["m"]:
        first, length = int(found["m"]), 1
    elif found["q"]:
        first, length = int(found["q"]) * 3 - 2, 3
    elif found["h"]:
        first, length = int(found["h"]) * 6 - 5, 6
    return date(year, first, 1), _month_end(year, first + length - 1)


def period_end(name: str) -> date:
    """The last day of a period: what "trong quý I/2026" means as a deadline."""
    return period_days(name)[1]


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
