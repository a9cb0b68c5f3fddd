"""Units from a table: read, compared with what is there, then written or only shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import db
from minhbach_web.core.services import audit
from minhbach_web.core.services.files import digest
from minhbach_web.units.changes import Problem
from minhbach_web.units.models import OrganisationUnit, OrgEdge, UnitName, User
from minhbach_web.units.services.applying import past_name
from minhbach_web.units.services.standing import LOCK, Now, tree_now
from minhbach_web.units.services.tables import TableLine, read_table
from minhbach_web.units.services.tree import rebuild_ancestors

FIELDS = ("code", "name", "short_name", "type", "parent_code")
NEEDED = ("code", "name", "parent_code")
LIMITS = {"code": 40, "name": 250, "short_name": 120, "type": 80}


@dataclass(frozen=True)
class UnitRow:
    """One line of the table."""

    line: int
    code: str
    name: str
    short_name: str
    type: str
    parent_code: str


@dataclass(frozen=True)
class Difference:
    """One thing that would be otherwise: what it is now and what it would become."""

    code: str
    name: str
    field: str
    old: str
    new: str


@dataclass
class ImportResult:
    """What the table changes (or would change), by code; ``problems`` forbid the writing."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: list[UnitRow] = field(default_factory=list)
    written: bool = False


def import_units(
    *, data: bytes, by: User | None, today: datetime.date, dry_run: bool = False
) -> ImportResult:
    """Take the units in ``data`` (CSV or .xlsx) as they stand from ``today`` on: new ones are
    made, known codes updated, parents set.

    Units that the table doesn't name stay as they are. With a problem in any line, or with
    ``dry_run``, nothing is written.
    """
    if dry_run:
        return _compare(data, today)[0]
    # Two tables at once: the second is compared with what the first one wrote.
    with transaction.atomic():
        db.lock(LOCK)
        result, now = _compare(data, today)
        if not result.problems:
            _write(result, now, by=by, today=today, sha256=digest(data))
    return result


def _compare(data: bytes, today: datetime.date) -> tuple[ImportResult, Now]:
    """What the table would change, and the tree that is there."""
    result = ImportResult()
    result.rows = read_rows(data, result.problems)
    now = tree_now()
    _check_parents(result, now)
    for row in result.rows:
        _sort(row, now, result)
    _check_days(result, now, today)
    return result, now


def read_rows(data: bytes, problems: list[Problem]) -> list[UnitRow]:
    """The lines of the table, NFC, trimmed; what is wrong goes to ``problems``."""
    lines = read_table(data, needed=NEEDED, known=FIELDS, problems=problems)
    rows = [_row(line) for line in lines]
    _check_lines(rows, problems)
    return rows


def _row(line: TableLine) -> UnitRow:
    code, name, short, kind, parent = (line[column] for column in FIELDS)
    return UnitRow(line.number, code, name, short, kind, parent)


def _check_lines(rows: list[UnitRow], problems: list[Problem]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.code or not row.name:
            problems.append(Problem(row.line, _("Code and name must both be given.")))
        elif row.code in seen:
            text = _("The code %(code)s stands in line %(line)s already.")
            params = {"code": row.code, "line": seen[row.code]}
            problems.append(Problem(row.line, text % params))
        for name, limit in LIMITS.items():
            if len(getattr(row, name)) > limit:
                text = _("%(field)s is longer than %(limit)s characters.")
                problems.append(Problem(row.line, text % {"field": name, "limit": limit}))
        seen.setdefault(row.code, row.line)


def _check_parents(result: ImportResult, now: Now) -> None:
    """Every parent is known, there is one root, nobody stands below himself."""
    codes = {row.code for row in result.rows} | set(now.units)
    after = {code: unit.parent for code, unit in now.units.items()}
    after |= {row.code: row.parent_code for row in result.rows}
    for row in result.rows:
        if row.code in now.taken:
            text = _("The code %(code)s belonged to a unit that was closed.")
            result.problems.append(Problem(row.line, text % {"code": row.code}))
        if row.parent_code and row.parent_code not in codes:
            text = _("The parent %(code)s is neither in the table nor on this site.")
            result.problems.append(Problem(row.line, text % {"code": row.parent_code}))
        elif _in_cycle(row.code, after):
            text = _("%(code)s would stand below itself.") % {"code": row.code}
            result.problems.append(Problem(row.line, text))
    roots = sorted(code for code in codes if not after.get(code))
    if len(roots) > 1 and not result.problems:
        text = _("There must be one unit at the top, not several: %(codes)s.")
        result.problems.append(Problem(0, text % {"codes": ", ".join(roots[:10])}))


def _in_cycle(code: str, above: dict[str, str]) -> bool:
    at, seen = above.get(code, ""), {code}
    while at:
        if at in seen:
            return at == code
        seen.add(at)
        at = above.get(at, "")
    return False


def _check_days(result: ImportResult, now: Now, today: datetime.date) -> None:
    """A table that speaks of an earlier day changes nothing that came after it."""
    lines = {row.code: row.line for row in result.rows}
    for code in (*result.moved, *result.changed):
        since = now.units[code].since
        if since is not None and since > today:
            text = _("%(code)s stands as it does only since %(day)s, after the table's day.")
            words = {"code": code, "day": f"{since:%d/%m/%Y}"}
            result.problems.append(Problem(lines[code], text % words))


def _sort(row: UnitRow, now: Now, result: ImportResult) -> None:
    unit = now.units.get(row.code)
    if unit is None:
        result.created.append(row.code)
        return
    pairs = {
        "parent_code": (unit.parent, row.parent_code),
        "name": (unit.name, row.name),
        "short_name": (unit.short_name, row.short_name),
        "type": (unit.type, row.type),
    }
    different = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    result.differences += [
        Difference(row.code, unit.name, name, old, new) for name, (old, new) in different.items()
    ]
    if "parent_code" in different:
        result.moved.append(row.code)
    elif different:
        result.changed.append(row.code)
    else:
        result.unchanged.append(row.code)


def _write(
    result: ImportResult, now: Now, *, by: User | None, today: datetime.date, sha256: str
) -> None:
    units = {u.code: u for u in OrganisationUnit.objects.filter(closed=None)}
    units |= {u.code: u for u in OrganisationUnit.objects.filter(pk__in=now.void.values())}
    _write_units(result.rows, units, now, today)
    leaving, places = [], []
    for row in result.rows:
        known = now.units.get(row.code)
        if (known.parent if known else "") != row.parent_code:
            leaving.append(units[row.code].pk)
            if row.parent_code:
                places.append((units[row.code].pk, units[row.parent_code].pk))
    _move(leaving, places, today)
    rebuild_ancestors(today=today)
    audit.record(
        actor=by, action="units.import", obj=f"units:{len(result.rows)}", digests={"csv": sha256}
    )
    result.written = True


def _write_units(
    rows: list[UnitRow], units: dict[str, OrganisationUnit], now: Now, today: datetime.date
) -> None:
    fresh, again, names = [], [], []
    for row in rows:
        unit = units.get(row.code)
        words = (row.name, row.short_name, row.type)
        if unit is not None and (unit.name, unit.short_name, unit.type) == words:
            if unit.closed is None:
                continue
        elif unit is not None and unit.name != row.name and unit.closed is None:
            since = now.units[row.code].since
            if since is None or since < today:
                names.append(past_name(unit, _named_since(unit), today))
        if unit is None:
            unit = units[row.code] = OrganisationUnit(code=row.code, opened=None)
            fresh.append(unit)
        else:
            again.append(unit)
            if unit.closed is not None:  # made by a decision that was undone
                unit.opened, unit.closed = today, None
        unit.name, unit.short_name, unit.type = words
        unit.fill_keys()
    fields = ["name", "short_name", "type", "opened", "closed", "search_key", "sort_key"]
    UnitName.objects.bulk_create(names, batch_size=1000)
    OrganisationUnit.objects.bulk_create(fresh, batch_size=500)
    OrganisationUnit.objects.bulk_update(again, fields, batch_size=200)


def _named_since(unit: OrganisationUnit) -> datetime.date | None:
    last = unit.past_names.order_by("-valid_to", "-pk").first()
    return last.valid_to if last else unit.opened


def _move(leaving: list[int], places: list[tuple[int, int]], today: datetime.date) -> None:
    for at in range(0, len(leaving), 2000):
        edges = OrgEdge.objects.filter(unit__in=leaving[at : at + 2000], valid_to=None)
        # Set today and set again today: the first place never counted.
        edges.filter(valid_from__gte=today).delete()
        edges.update(valid_to=today)
    OrgEdge.objects.bulk_create(
        (OrgEdge(unit_id=unit, parent_id=parent, valid_from=today) for unit, parent in places),
        batch_size=2000,
    )
