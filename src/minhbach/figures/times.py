"""Words for periods in a report, and how they relate to the report's own period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from minhbach.model.form import PeriodKind
from minhbach.model.period import Period

Relation = Literal["own", "within", "other", "year-to-date"]

_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMERALS |= {"01": 1, "02": 2, "03": 3, "04": 4, "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4}
_MONTH_WORDS = ["giêng", "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_MONTHS |= {"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12}
_COUNTS = _MONTHS | {"bốn": 4}
# quý I năm 2024 · quý I/2024 · quí I - 2026 · quý 2 · tháng 4/2025 · tháng tư · 6 tháng đầu năm
# 2025 · năm 2025
_YEAR = r"(?:\s*(?:/|-|–|,?\s?năm)\s*(?P<{0}>(?:19|20)\d\d)(?!\d))?"
_PERIOD = re.compile(
    r"(?<!\w)(?:"
    r"qu[ýí]\s+(?P<quarter>iv|i{1,3}|0?[1-4]|một|nhất|hai|ba|bốn|tư)(?!\w)"
    + _YEAR.format("y1")
    + r"|(?:6|06|sáu)\s+tháng(?:\s+(?P<half>đầu|cuối)\s+năm)?(?:\s*(?P<y2>20\d\d))?"
    r"|(?P<long>(?:[2-9]|0[2-9]|1[01]|hai|ba|bốn|năm|bảy|tám|chín|mười|mười một)\s+tháng"
    r"(?=\s+(?:đầu|năm|qua|đã|có|là|tổ|20|/)|\s?[,:()]|$))"
    r"(?:\s+đầu)?(?:\s+năm)?(?:\s*(?P<y4>20\d\d))?"
    r"|tháng\s+(?P<month>1[0-2]|0?[1-9]|mười một|mười hai|"
    + "|".join(_MONTH_WORDS)
    + r")(?!\w|\.\d)"
    + _YEAR.format("y3")
    + r"|t\.?(?P<short>1[0-2]|0?[1-9])(?!\w)"
    r"|(?:cả\s+)?năm\s+(?P<year>(?:19|20)\d\d)(?!\d))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a text; year None where not stated. "9 tháng" has no kind and 9 as its
    number; ``first``: of the year ("3 tháng đầu năm")."""

    kind: PeriodKind | None
    number: int | None
    year: int | None
    start: int
    end: int
    first: bool = False


def find_periods(low: str) -> list[Mention]:
    """Every period named in lower-case text, in order."""
    return [_mention(found) for found in _PERIOD.finditer(low)]


def _mention(found: re.Match[str]) -> Mention:
    groups = found.groupdict()
    year = next((int(groups[key]) for key in ("y1", "y2", "y3", "y4") if groups[key]), None)
    place = found.start(), found.end()
    if groups["quarter"]:
        number = _NUMERALS.get(groups["quarter"]) or (4 if groups["quarter"] == "tư" else 1)
        return Mention("quarter", number, year, *place)
    if groups["month"] or groups["short"]:
        text = groups["month"] or groups["short"]
        number = int(text) if text.isdigit() else _MONTHS[text]
        return Mention("month", number, year, *place)
    if groups["year"]:
        return Mention("year", 1, int(groups["year"]), *place)
    if groups["long"]:
        count = groups["long"].split(" tháng")[0].strip()
        months = int(count) if count.isdigit() else _COUNTS[count]
        return Mention(None, months, year, *place, first="đầu" in found[0])
    half = {"đầu": 1, "cuối": 2, None: None}[groups["half"]]
    return Mention("half-year", half, year, *place)


def relation(  # noqa: PLR0911 - one kind a line
    mention: Mention, own: Period | None
) -> Relation | None:
    """How a named period relates to the report's own one; None when the own one is unknown."""
    if own is None:
        return None
    if mention.year is not None and mention.year != own.year:
        return "other"
    if mention.kind == own.kind and mention.number in (own.number, None):
        return "own"
    if mention.kind == "month":
        within = own.first_month <= (mention.number or 0) <= own.last_month
        return "within" if within else "other"
    if mention.kind is None:
        return _months(mention, own)
    if mention.kind in ("half-year", "year"):
        longer = own.kind in ("month", "quarter") or mention.kind == "year"
        return "year-to-date" if longer else "within"
    return "within" if own.kind in ("half-year", "year") else "other"


def _months(mention: Mention, own: Period) -> Relation:
    """ "3 tháng đầu năm" in a report of the first quarter, "9 tháng" in one of the third."""
    length = own.last_month - own.first_month + 1
    if mention.number == length and (own.first_month == 1 or not mention.first):
        return "own"
    if mention.number == own.last_month:
        return "year-to-date"
    return "within" if (mention.number or 0) < length and not mention.first else "other"
