"""Periods as they are written (2024-M04, 2024-Q1, 2024-H1, 2024) and as they are said."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minhbach.errors import UsageError
from minhbach.reports.words import words

# 2024, 2024-Q1, 2024-H2, 2024-M04
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:M(?P<m>\d{2})|Q(?P<q>[1-4])|H(?P<h>[12])))?")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period. ``number``: which month, quarter or half of the year (1 for a year)."""

    kind: Literal["month", "quarter", "half-year", "year"]
    year: int
    number: int = 1

    @property
    def label(self) -> str:
        """As it is said in a title: "quý I năm 2024"."""
        key = f"half-{self.number}" if self.kind == "half-year" else self.kind
        roman = _ROMAN[self.number - 1] if self.kind == "quarter" else ""
        template: str = words()["period"][key]
        return template.format(number=self.number, roman=roman, year=self.year)

    @property
    def last_day(self) -> date:
        """The last calendar day of the period."""
        months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[self.kind]
        month = self.number * months
        return date(self.year, month, monthrange(self.year, month)[1])


def period_of(code: str) -> Period:
    """The period that a code names; UsageError when it is none.

    >>> period_of("2024-Q1").label
    'quý I năm 2024'
    """
    match = _PERIOD.fullmatch(code)
    if match is None or (match["m"] and not 1 <= int(match["m"]) <= 12):
        raise UsageError("period-wrong", period=code)
    year = int(match["year"])
    if match["m"]:
        return Period("month", year, int(match["m"]))
    if match["q"]:
        return Period("quarter", year, int(match["q"]))
    if match["h"]:
        return Period("half-year", year, int(match["h"]))
    return Period("year", year)
