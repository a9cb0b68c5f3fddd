"""One line of a table of figures: its cells read strictly, each wrong one told with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from minhbach_web.briefing.amounts import parse_amount
from minhbach_web.briefing.models import Qualifier
from minhbach_web.briefing.periods import parse_period
from minhbach_web.briefing.problems import BriefingProblem, CantRead
from minhbach_web.briefing.services.figures import Identity, Number, check_territory
from minhbach_web.core.search import search_key

if TYPE_CHECKING:
    from minhbach_web.briefing.services.places import Places
    from minhbach_web.engine import TableCell

TABLE = Path(__file__).parents[1] / "data/import_columns.toml"
LIMITS = {"concept": 300, "measure": 60, "source": 500, "address": 500, "licence": 200, "code": 60}
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SAFE_MARK = re.compile(r"^'(?=[=+\-@])")  # put before text by our export, see services.exports
T = TypeVar("T")


@cache
def columns() -> dict[str, list[str]]:
    """Column → the names it may have, ours first."""
    found: dict[str, list[str]] = _table()["columns"]
    return found


@cache
def needed() -> tuple[str, ...]:
    return tuple(_table()["needed"]["columns"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def statuses() -> dict[str, str]:
    """Search key of a word → status."""
    return {search_key(w): code for code, words in _table()["status"].items() for w in words}


def status_words() -> list[str]:
    """The words for a status that templates and exports use."""
    return [words[0] for words in _table()["status"].values()]


@dataclass(frozen=True)
class WrongCell:
    """Why the table can't be taken: where ("C5"; "" for the whole) and what to do."""

    place: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line that could be read."""

    row: int
    identity: Identity
    number: Number
    reason: str


@dataclass
class Reading:
    """Reads lines with the columns of one table; wrong cells are collected."""

    at: dict[str, int]
    places: Places
    today: date
    wrong: list[WrongCell] = field(default_factory=list)

    def line(self, row: int, cells: tuple[TableCell, ...]) -> Line | None:
        """The line; None when a cell of it is wrong."""
        before = len(self.wrong)
        texts = {name: self._text(name, cells) for name in self.at}
        for name in needed():
            if name in texts and not texts[name]:
                self._told(name, cells, row, _("This cell must not be empty."))
        period = self._read("period", cells, row, parse_period)
        value = self._read("value", cells, row, parse_amount)
        status = self._read("status", cells, row, _status)
        days = {
            name: self._read(name, cells, row, parse_day)
            for name in ("published", "retrieved", "next_update")
        }
        qualifier = self._read("qualifier", cells, row, _qualifier) or ""
        address = self._read("address", cells, row, check_address) or ""
        if len(self.wrong) > before or period is None or value is None or status is None:
            return None
        try:
            territory = self.places.find(texts["territory"], period)
            check_territory(territory, period)
        except BriefingProblem as problem:
            self._told("territory", cells, row, problem.message)
            return None
        identity = Identity(
            concept=texts["concept"],
            territory=territory,
            period=period,
            measure=texts["measure"],
            code=texts.get("code", "").upper(),
        )
        number = Number(
            value=value,
            status=status,
            source=texts["source"],
            retrieved_on=days["retrieved"] or self.today,
            published_on=days["published"],
            next_update=days["next_update"],
            address=address,
            licence=texts.get("licence", ""),
            qualifier=qualifier,
        )
        return Line(row, identity, number, texts.get("reason", ""))

    def _text(self, name: str, cells: tuple[TableCell, ...]) -> str:
        cell = _cell(cells, self.at[name])
        return SAFE_MARK.sub("", cell.text) if cell else ""

    def _read(
        self, name: str, cells: tuple[TableCell, ...], row: int, read: Callable[[str], T]
    ) -> T | None:
        cell = _cell(cells, self.at[name]) if name in self.at else None
        if cell is None or not cell.text:
            return None
        if cell.kind == "formula":
            told = _("The cell holds a formula. Paste its value instead (Paste special, Values).")
        elif cell.kind == "wrong":
            told = _("Excel shows an error in this cell. Type the value.")
        else:
            text = cell.text
            if cell.kind == "number" and name == "value":
                text = _typed(text)
            try:
                return read(text)
            except BriefingProblem as problem:
                told = problem.message
        self._told(name, cells, row, told)
        return None

    def _told(self, name: str, cells: tuple[TableCell, ...], row: int, text: str) -> None:
        cell = _cell(cells, self.at[name])
        place = cell.place if cell else f"{row}"
        self.wrong.append(WrongCell(place, f"{columns()[name][0]}: {text}"))

    def check_lengths(self, row: int, cells: tuple[TableCell, ...]) -> None:
        """Texts that a column of the register can't hold."""
        for name, limit in LIMITS.items():
            if name in self.at and len(self._text(name, cells)) > limit:
                text = _("The text is longer than %(limit)s characters.") % {"limit": limit}
                self._told(name, cells, row, text)


def _typed(number: str) -> str:
    """Excel's own number as people type it; a fraction of three places gets a fourth, so that
    nobody takes it for thousands."""
    whole, _point, part = number.partition(".")
    return f"{whole},{part}{'0' if len(part) == 3 else ''}" if part else whole


def _cell(cells: tuple[TableCell, ...], at: int) -> TableCell | None:
    return cells[at] if at < len(cells) else None


def parse_day(text: str) -> date:
    """ "29/12/2023" or "2023-12-29". Raises CantRead."""
    found = ISO.fullmatch(text.strip())
    parts = found.groups() if found else ()
    if not parts and (found := DAY.fullmatch(text.strip())):
        parts = found.groups()[::-1]
    try:
        return date(*map(int, parts))
    except (TypeError, ValueError):
        raise CantRead(
            _("“%(text)s” is no day. Write it as 29/12/2023.") % {"text": text[:40]}
        ) from None


def check_address(text: str) -> str:
    """An address that a person can follow: https://… Raises CantRead."""
    if not re.fullmatch(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+", text.strip()):
        raise CantRead(_("An address begins with https:// and holds no space."))
    return text.strip()


def _status(text: str) -> str:
    code = statuses().get(search_key(text))
    if code is None:
        known = ", ".join(status_words())
        raise CantRead(_("“%(text)s” is no status. One of: %(known)s.") % _both(text, known))
    return code


def _qualifier(text: str) -> str:
    word = text.strip().lower()
    if word not in Qualifier.values:
        known = ", ".join(filter(None, Qualifier.values))
        raise CantRead(_("“%(text)s” is none of the words: %(known)s.") % _both(text, known))
    return word


def _both(text: str, known: str) -> dict[str, str]:
    return {"text": text[:40], "known": known}
