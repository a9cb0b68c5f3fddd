"""Figures from a table: read, compared with the register, then written or only shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.amounts import with_measure
from minhbach_web.briefing.models import Figure, FigureVersion
from minhbach_web.briefing.services.figures import (
    LOCK,
    says_the_same,
    write_figures,
    write_version,
)
from minhbach_web.briefing.services.known import Key, Known, key_of
from minhbach_web.briefing.services.places import Places
from minhbach_web.briefing.services.sheet import Line, Reading, WrongCell, columns, needed
from minhbach_web.core import clock, db
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit
from minhbach_web.core.services.files import digest

if TYPE_CHECKING:
    from minhbach_web.engine import TableCell
    from minhbach_web.units.models import OrganisationUnit, User

MOST_WRONG = 200


@dataclass(frozen=True)
class Outcome:
    """What a line does: "new", "version" or "same"; ``old``: the number that it replaces."""

    line: Line
    kind: str
    value: str
    last: FigureVersion | None = None
    old: str = ""

    @property
    def figure(self) -> Figure | None:
        return self.last.figure if self.last else None


@dataclass
class Result:
    """What the table changes (or would change); wrong cells forbid the writing."""

    outcomes: list[Outcome] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)
    written: bool = False

    def of(self, kind: str) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind == kind]

    @property
    def new(self) -> list[Outcome]:
        return self.of("new")

    @property
    def versions(self) -> list[Outcome]:
        return self.of("version")

    @property
    def same(self) -> list[Outcome]:
        return self.of("same")


def import_figures(
    *,
    data: bytes,
    name: str,
    keeper: OrganisationUnit,
    by: User,
    keepable: set[int],
    dry_run: bool = False,
    invented: bool = False,
) -> Result:
    """Take the figures of a .csv or .xlsx: new ones are made, changed numbers become versions.

    A figure that the table doesn't name stays as it is. ``keepable``: the units whose figures
    ``by`` may change. With a wrong cell, or with ``dry_run``, nothing is written. Raises the
    engine's MinhBachError for a file that is no table.
    """
    rows = engine.table_rows(data, name)
    if dry_run:
        return _compare(rows, keepable, clock.today())
    with transaction.atomic():
        db.lock(LOCK)
        result = _compare(rows, keepable, clock.today())
        if not result.wrong:
            _write(result, keeper, by, digest(data), invented=invented)
    return result


def _compare(rows: tuple[tuple[TableCell, ...], ...], keepable: set[int], today: date) -> Result:
    result = Result()
    at = _columns(rows, result.wrong)
    if result.wrong:
        return result
    reading = Reading(at, Places(), today, result.wrong)
    seen: dict[Key | str, int] = {}
    lines = []
    for cells in rows[1:]:
        row = int("".join(filter(str.isdigit, cells[0].place)))
        reading.check_lengths(row, cells)
        line = reading.line(row, cells)
        if line is not None and not _repeated(line, seen, result.wrong):
            lines.append(line)
    known = Known(line.identity for line in lines)
    result.outcomes = [_outcome(line, known, keepable, result.wrong) for line in lines]
    del result.wrong[MOST_WRONG:]
    return result


def _columns(rows: tuple[tuple[TableCell, ...], ...], wrong: list[WrongCell]) -> dict[str, int]:
    """Column of ours → its place in the table."""
    if len(rows) < 2:
        wrong.append(WrongCell("", _("The table has no line below its head.")))
        return {}
    names = {search_key(one): key for key, words in columns().items() for one in words}
    found: dict[str, int] = {}
    for at, cell in enumerate(rows[0]):
        key = names.get(search_key(cell.text))
        if key and key in found:
            told = _("Two columns are called “%(name)s”.") % {"name": cell.text[:60]}
            wrong.append(WrongCell(cell.place, told))
        elif key:
            found[key] = at
    missing = [columns()[name][0] for name in needed() if name not in found]
    if missing:
        told = _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}
        wrong.append(WrongCell("", told))
    return found


def _repeated(line: Line, seen: dict[Key | str, int], wrong: list[WrongCell]) -> bool:
    keys: list[Key | str] = [key_of(line.identity)]
    if line.identity.code:
        keys.append(line.identity.code)
    for key in keys:
        if key in seen:
            told = _("Line %(first)s gives this figure already.") % {"first": seen[key]}
            wrong.append(WrongCell(str(line.row), told))
            return True
    seen.update(dict.fromkeys(keys, line.row))
    return False


def _outcome(line: Line, register: Known, keepable: set[int], wrong: list[WrongCell]) -> Outcome:
    said = with_measure(line.number.value, line.identity.measure, line.number.qualifier)
    known = register.figure(line.identity)
    if known is None:
        return Outcome(line, "new", said)
    last = register.last(known)
    old = with_measure(last.value, known.measure, last.qualifier)
    if not _about_the_same(known, line):
        told = _("The code %(code)s belongs to another figure: %(figure)s.")
        wrong.append(WrongCell(str(line.row), told % {"code": known.code, "figure": known}))
    elif says_the_same(last, line.number):
        return Outcome(line, "same", said, last, old)
    elif known.keeper_id not in keepable:
        told = _("%(code)s is kept by another unit (%(unit)s): only that unit corrects it.")
        wrong.append(WrongCell(str(line.row), told % {"code": known.code, "unit": known.keeper}))
    elif not line.reason:
        told = _("%(code)s stands at %(old)s. Give the reason for the new number in “%(column)s”.")
        params = {"code": known.code, "old": old, "column": columns()["reason"][0]}
        wrong.append(WrongCell(str(line.row), told % params))
    return Outcome(line, "version", said, last, old)


def _about_the_same(figure: Figure, line: Line) -> bool:
    key = (figure.concept_key, figure.territory_id, figure.period, figure.measure_key)
    return key == key_of(line.identity)


def _write(
    result: Result, keeper: OrganisationUnit, by: User, sha256: str, *, invented: bool
) -> None:
    new = [
        (replace(outcome.line.identity, invented=invented), outcome.line.number)
        for outcome in result.new
    ]
    write_figures(things=new, keeper=keeper, by=by)
    for outcome in result.versions:
        if outcome.last is not None:
            line, last = outcome.line, outcome.last
            write_version(last.figure, last.n + 1, line.number, reason=line.reason, by=by)
    audit.record(
        actor=by,
        action="briefing.import_figures",
        obj=f"figures:{len(result.new) + len(result.versions)}",
        digests={"table": sha256},
    )
    result.written = True
