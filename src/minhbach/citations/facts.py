"""What is known of terms, meetings and bodies (terms.toml, offices.toml), as typed tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from minhbach.citations.folding import fold
from minhbach.citations.tables import load


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, inclusive; ``sure``: known from a primary text."""

    first: date
    last: date
    sure: bool = True

    def holds(self, when: date) -> bool:
        return self.first <= when <= self.last

    def distance(self, when: date) -> int:
        """Days that ``when`` lies outside; 0 inside."""
        return max((self.first - when).days, (when - self.last).days, 0)

    def __str__(self) -> str:
        if self.last == date.max:
            return f"từ {printed(self.first)}"
        if self.first == date.min:
            return f"đến {printed(self.last)}"
        return f"{printed(self.first)} – {printed(self.last)}"


@dataclass(frozen=True, slots=True)
class Office:
    """A body by its code: names in texts, codes that may state it, when it existed."""

    code: str
    names: tuple[str, ...]
    also: frozenset[str]
    successor: str | None
    window: Window


def printed(when: date) -> str:
    """A date as documents write it.

    >>> printed(date(2024, 3, 5))
    '05/3/2024'
    """
    month = f"{when.month:02d}" if when.month < 3 else str(when.month)
    return f"{when.day:02d}/{month}/{when.year}"


def _window(row: Mapping[str, Any]) -> Window:
    first, last = row.get("first", date.min), row.get("last", date.max)
    return Window(first, last, bool(row.get("sure", True)))


@cache
def assemblies() -> Mapping[int, Window]:
    """Terms of the National Assembly by number: the days on which QH15 codes were given."""
    return {row["term"]: _window(row) for row in load("terms")["national_assembly"]}


@cache
def congresses() -> Mapping[int, Window]:
    """National congresses of the Party by ordinal."""
    return {roman(row["term"]): _window(row) for row in load("terms")["congress"]}


@cache
def central_terms() -> Mapping[str, Window]:
    """Terms of the Central Committee by numeral ("XIII")."""
    return {row["term"]: _window(row) for row in load("terms")["central"]}


@cache
def plenums() -> Mapping[tuple[str, int], Window]:
    """Plenums by term and number; no primary text has confirmed the days."""
    return {
        (term, number): Window(first, last, sure=False)
        for term, rows in load("terms")["plenums"].items()
        for number, first, last in rows
    }


def central_term(when: date) -> str | None:
    """The term of the Central Committee on a day.

    >>> central_term(date(2023, 10, 18))
    'XIII'
    """
    return next((term for term, window in central_terms().items() if window.holds(when)), None)


@cache
def offices() -> Mapping[str, Office]:
    """Bodies by code."""
    return {
        row["code"]: Office(
            row["code"],
            tuple(row["names"]),
            frozenset(row.get("also", ())),
            row.get("successor"),
            _window(row),
        )
        for row in load("offices")["office"]
    }


@cache
def _by_name() -> Mapping[str, str | None]:
    table: dict[str, str | None] = {fold(name): None for name in load("offices")["apart"]["names"]}
    table |= {fold(name): o.code for o in offices().values() for name in o.names}
    return table


@cache
def _names() -> re.Pattern[str]:
    ordered = sorted(_by_name(), key=len, reverse=True)
    loose = (r"\s{1,3}".join(re.escape(part) for part in name.split()) for name in ordered)
    return re.compile(r"(?<!\w)(?:" + "|".join(loose) + r")(?!\w)")


def offices_named(words: str) -> frozenset[str]:
    """The codes of the bodies that a stated issuer names; empty when it names none for sure.

    >>> sorted(offices_named("Bộ trưởng Bộ Tài chính"))
    ['BTC']
    >>> sorted(offices_named("Đảng ủy Chính phủ"))
    []
    """
    found = (_by_name()[re.sub(r"\s+", " ", m.group())] for m in _names().finditer(fold(words)))
    codes = [*found]
    return frozenset() if None in codes else frozenset(c for c in codes if c)


@cache
def _ended() -> re.Pattern[str]:
    levels = "|".join(fold(level) for level in load("offices")["ended_levels"]["levels"])
    return re.compile(rf"^(?:[^,]{{2,60}}\s)?(?:{levels})(?:\s|$)")


def ended_level(words: str) -> date | None:
    """The last day of the level of local government that a stated issuer names."""
    last: date = load("offices")["ended_levels"]["last"]
    return last if _ended().match(fold(words)) else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NUMERAL = re.compile(r"X{0,4}(?:IX|IV|V?I{0,3})")


def roman(numeral: str) -> int:
    """The value of a numeral up to XLIX; 0 when it is none.

    >>> roman("XIV"), roman("IIX")
    (14, 0)
    """
    if not _NUMERAL.fullmatch(numeral):
        return 0
    values = [_ROMAN[sign] for sign in numeral]
    following = [*values[1:], 0]
    return sum(-v if n > v else v for v, n in zip(values, following, strict=True))


_ORDINALS = {
    **{"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8},
    **{"chín": 9, "mười": 10},
}


def ordinal(word: str) -> int | None:
    """ "sáu", "6" → 6; None for other words."""
    return int(word) if word.isdigit() else _ORDINALS.get(word)
