"""Periods of figures: read as people write them, shown as they say them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.problems import CantRead
from minhbach_web.core.search import search_key

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Search keys: "Năm 2023", "quý I/2024", "tháng 4 năm 2024", "4/2024", "6 tháng đầu năm 2024"
_YEAR = re.compile(r"(?:ca )?(?:nam )?(\d{4})")
_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4]) (?:nam )?(\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2}) (?:nam )?(\d{4})")
_HALF = re.compile(r"(?:6|sau) thang (dau|cuoi) nam (\d{4})")


def parse_period(text: str) -> engine.Period:
    """ "2023", "2024-Q1", "quý I/2024", "tháng 4/2024", "6 tháng đầu năm 2024". Raises CantRead."""
    tidy = " ".join(text.split())
    try:
        return engine.parse_period(_code(search_key(tidy)) or tidy.upper())
    except engine.MinhBachError:
        raise CantRead(
            _(
                "“%(text)s” is no period. Write 2023, 2024-Q1, 2024-M04 or 2024-H1, or in words: "
                "quý I/2024, tháng 4/2024, 6 tháng đầu năm 2024."
            )
            % {"text": tidy[:40]}
        ) from None


def _code(key: str) -> str:
    """The code of a period in words; "" where the words are none."""
    if found := _YEAR.fullmatch(key):
        return found[1]
    if found := _QUARTER.fullmatch(key):
        return f"{found[2]}-Q{_ROMAN.get(found[1]) or found[1]}"
    if found := _MONTH.fullmatch(key):
        return f"{found[2]}-M{int(found[1]):02d}"
    if found := _HALF.fullmatch(key):
        return f"{found[2]}-H{1 if found[1] == 'dau' else 2}"
    return ""


def period_words(code: str) -> str:
    """ "2024-Q1" → "quý I năm 2024"."""
    return engine.parse_period(code).label()


def axis_words(code: str) -> str:
    """A period under the points of a chart: "Q1/2024"; a slash breaks the line."""
    period = engine.parse_period(code)
    if period.kind == "year":
        return str(period.year)
    return f"{str(period).partition('-')[2].replace('M', 'T')}/{period.year}"
