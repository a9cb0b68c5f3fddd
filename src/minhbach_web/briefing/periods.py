"""Periods of figures: read as people write them, shown as they say them.

Beside months, quarters, halves and years, what statistics publish: the first months of a year
("9 tháng đầu năm 2024") and the state on one day ("đến ngày 31/12/2023").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.problems import CantRead
from minhbach_web.core.search import search_key

_QUARTERS = ("I", "II", "III", "IV")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Search keys: "Năm 2023", "quý I/2024", "tháng 4 năm 2024", "4/2024"
_YEAR = re.compile(r"(?:ca )?(?:nam )?(\d{4})")
_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4]) (?:nam )?(\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2}) (?:nam )?(\d{4})")
# "6 tháng cuối năm 2024", "9 tháng đầu năm 2024", "9 tháng năm 2024", "9 tháng/2024"
_LAST_HALF = re.compile(r"(?:6|sau) thang cuoi nam (\d{4})")
_FIRST_MONTHS = re.compile(r"(\d{1,2}|sau|chin) thang (?:dau )?(?:nam )?(\d{4})")
_IN_WORDS = {"sau": 6, "chin": 9}
# "31/12/2023", "đến ngày 31/12/2023", "thời điểm 31/12/2023", "2023-12-31"
_ON_DAY = re.compile(
    r"(?:thoi diem |tinh )?(?:den )?(?:het )?(?:ngay )?(\d{1,2}) (\d{1,2}) (\d{4})"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS_CODE = re.compile(r"(\d{4})-(0[2-9]|1[01])T")
_YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a figure. ``code``: 2024, 2024-Q1, 2024-M04, 2024-H1, 2024-09T (the first nine
    months), 2023-12-31 (the state on that day)."""

    code: str

    def __str__(self) -> str:
        return self.code

    @property
    def kind(self) -> str:
        """What may be compared: "Q", "M", "H", "day", "" for years; "09T" is a kind of its own,
        and the halves of a year too."""
        if _ISO.fullmatch(self.code):
            return "day"
        mark = self.code.partition("-")[2]
        return mark if mark[:1] == "H" or mark.endswith("T") else mark[:1]

    def start(self) -> date:
        if found := _ISO.fullmatch(self.code):
            return date(*map(int, found.groups()))
        if found := _MONTHS_CODE.fullmatch(self.code):
            return date(int(found[1]), 1, 1)
        return engine.parse_period(self.code).start()

    def end(self) -> date:
        """The first day after it."""
        if _ISO.fullmatch(self.code):
            return self.start() + timedelta(days=1)
        if found := _MONTHS_CODE.fullmatch(self.code):
            return date(int(found[1]), int(found[2]) + 1, 1)
        return engine.parse_period(self.code).end()

    def label(self) -> str:
        """ "quý I năm 2024", "9 tháng đầu năm 2024", "thời điểm 31/12/2023"."""
        if _ISO.fullmatch(self.code):
            return f"thời điểm {self.start():%d/%m/%Y}"
        if found := _MONTHS_CODE.fullmatch(self.code):
            return f"{int(found[2])} tháng đầu năm {found[1]}"
        return engine.parse_period(self.code).label()

    def axis(self) -> str:
        """Under the points of a chart: "Q1/2024"; a slash breaks the line."""
        start = self.start()
        if self.kind == "day":
            return f"{start:%d.%m}/{start.year}"
        return f"{self.code.partition('-')[2].replace('M', 'T')}/{start.year}".removeprefix("/")


def parse_period(text: str) -> Span:
    """ "2023", "2024-Q1", "quý I/2024", "tháng 4/2024", "9 tháng đầu năm 2024", "31/12/2023".

    Raises CantRead.
    """
    tidy = " ".join(text.split())
    try:
        return _checked(_code(search_key(tidy)) or tidy.upper())
    except (ValueError, engine.MinhBachError):
        raise CantRead(
            _(
                "“%(text)s” is no period. Write it as 2023, quý I/2024, tháng 4/2024, 9 tháng đầu "
                "năm 2024 or, for the state on one day, 31/12/2023."
            )
            % {"text": tidy[:40]}
        ) from None


def _checked(code: str) -> Span:
    span = Span(code)
    if span.start().year not in _YEARS or span.end() <= span.start():
        raise ValueError(code)
    return span


def _code(key: str) -> str:
    """The code of a period in words; "" where the words are none."""
    for pattern, code in _SPOKEN:
        if found := pattern.fullmatch(key):
            return code(*found.groups())
    return ""


def _first_months(months: int, year: str) -> str:
    """The first six months are the first half, twelve the year."""
    return {6: f"{year}-H1", 12: year}.get(months) or f"{year}-{months:02d}T"


_SPOKEN: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (_YEAR, lambda year: year),
    (_QUARTER, lambda number, year: f"{year}-Q{_ROMAN.get(number) or number}"),
    (_MONTH, lambda month, year: f"{year}-M{int(month):02d}"),
    (_LAST_HALF, lambda year: f"{year}-H2"),
    (_FIRST_MONTHS, lambda n, year: _first_months(_IN_WORDS.get(n) or int(n), year)),
    (_ON_DAY, lambda day, month, year: date(int(year), int(month), int(day)).isoformat()),
)


def period_words(code: str) -> str:
    """ "2024-Q1" → "quý I năm 2024"."""
    return Span(code).label()


def period_said(code: str) -> str:
    """The period in the language of the page; what is printed stays Vietnamese."""
    span = Span(code)
    start, mark = span.start(), span.code.partition("-")[2]
    facts = {"year": start.year, "day": f"{start:%d/%m/%Y}", "n": ""}
    if span.kind == "day":
        return _("state on %(day)s") % facts
    if mark.endswith("T"):
        return _("first %(n)s months of %(year)s") % {**facts, "n": int(mark[:-1])}
    if span.kind == "Q":
        return _("quarter %(n)s of %(year)s") % {**facts, "n": _QUARTERS[int(mark[1:]) - 1]}
    if span.kind == "M":
        return _("month %(n)s of %(year)s") % {**facts, "n": start.month}
    words = {"H1": _("first half of %(year)s"), "H2": _("second half of %(year)s")}
    return words.get(mark, _("the year %(year)s")) % facts


def axis_words(code: str) -> str:
    """A period under the points of a chart."""
    return Span(code).axis()
