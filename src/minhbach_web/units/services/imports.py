"""Units from a table (CSV): read, compared with what is there, then written or only shown."""

import csv
import datetime
import io
import unicodedata
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import db
from minhbach_web.core.services import audit
from minhbach_web.core.services.files import digest
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User
from minhbach_web.units.services.tree import rebuild_ancestors

FIELDS = ("code", "name", "short_name", "type", "parent_code")
NEEDED = ("code", "name", "parent_code")
LIMITS = {"code": 40, "name": 250, "short_name": 120, "type": 80}
MAX_BYTES = 5 * 2**20
LOCK = 0x4D42_554E  # "MBUN"


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
class Problem:
    """Why the table can't be taken: the line (0: the table as a whole) and what to do."""

    line: int
    text: str


@dataclass
class ImportResult:
    """What the table changes (or would change), by code; ``problems`` forbid the writing."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: list[UnitRow] = field(default_factory=list)
    written: bool = False


def import_units(
    *, data: bytes, by: User | None, today: datetime.date, dry_run: bool = False
) -> ImportResult:
    """Take the units in ``data``: new ones are made, known codes updated, parents set.

    Units that the table doesn't name stay as they are. With a problem in any line, or with
    ``dry_run``, nothing is written.
    """
    if dry_run:
        return _compare(data)[0]
    # Two tables at once: the second is compared with what the first one wrote.
    with transaction.atomic():
        db.lock(LOCK)
        result, known, above = _compare(data)
        if not result.problems:
            _write(result, known, above, by=by, today=today, sha256=digest(data))
    return result


def _compare(data: bytes) -> tuple[ImportResult, dict[str, OrganisationUnit], dict[str, str]]:
    """What the table would change, the units that are there, and the parent of each by code."""
    result = ImportResult()
    result.rows = read_rows(data, result.problems)
    known = {unit.code: unit for unit in OrganisationUnit.objects.all()}
    above = _open_parents()
    _check_parents(result, known, above)
    for row in result.rows:
        _sort(row, known.get(row.code), above, result)
    return result, known, above


def read_rows(data: bytes, problems: list[Problem]) -> list[UnitRow]:
    """The lines of the table, NFC, trimmed; what is wrong goes to ``problems``."""
    if len(data) > MAX_BYTES:
        problems.append(Problem(0, _("The file is larger than 5 MB. Split it.")))
        return []
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.append(Problem(0, _("The file is not UTF-8. Save it as “CSV UTF-8”.")))
        return []
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > 3 else ",")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if missing:
        names = ", ".join(missing)
        problems.append(Problem(1, _("These columns are missing: %(names)s.") % {"names": names}))
        return []
    rows = [_row(reader.line_num, line) for line in reader if any(line.values())]
    _check_lines(rows, problems)
    return rows


def _row(number: int, line: dict[str, str | None]) -> UnitRow:
    code, name, short, kind, parent = (" ".join((line.get(f) or "").split()) for f in FIELDS)
    return UnitRow(number, code, name, short, kind, parent)


def _check_lines(rows: list[UnitRow], problems: list[Problem]) -> None:
    seen: dict[str, int] = {}
    if not rows:
        problems.append(Problem(0, _("The table has no line below its head.")))
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


def _open_parents() -> dict[str, str]:
    edges = OrgEdge.objects.filter(valid_to=None).select_related("unit", "parent")
    return {edge.unit.code: edge.parent.code for edge in edges}


def _check_parents(
    result: ImportResult, known: dict[str, OrganisationUnit], above: dict[str, str]
) -> None:
    """Every parent is known, there is one root, nobody stands below himself."""
    codes = {row.code for row in result.rows} | set(known)
    after = above | {row.code: row.parent_code for row in result.rows}
    for row in result.rows:
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


def _sort(
    row: UnitRow, unit: OrganisationUnit | None, above: dict[str, str], result: ImportResult
) -> None:
    if unit is None:
        result.created.append(row.code)
    elif above.get(row.code, "") != row.parent_code:
        result.moved.append(row.code)
    elif (unit.name, unit.short_name, unit.type) != (row.name, row.short_name, row.type):
        result.changed.append(row.code)
    else:
        result.unchanged.append(row.code)


def _write(
    result: ImportResult,
    known: dict[str, OrganisationUnit],
    above: dict[str, str],
    *,
    by: User | None,
    today: datetime.date,
    sha256: str,
) -> None:
    for row in result.rows:
        unit = known.setdefault(row.code, OrganisationUnit(code=row.code, opened=None))
        unit.name, unit.short_name, unit.type = row.name, row.short_name, row.type
        unit.save()
    for row in result.rows:
        if above.get(row.code, "") != row.parent_code:
            _move(known[row.code], known.get(row.parent_code), today)
    rebuild_ancestors(today=today)
    audit.record(
        actor=by, action="units.import", obj=f"units:{len(result.rows)}", digests={"csv": sha256}
    )
    result.written = True


def _move(unit: OrganisationUnit, parent: OrganisationUnit | None, today: datetime.date) -> None:
    edge = OrgEdge.objects.filter(unit=unit, valid_to=None).first()
    if edge and edge.valid_from >= today:
        edge.delete()  # set today and set again today: the first place never counted
    elif edge:
        edge.valid_to = today
        edge.save(update_fields=["valid_to"])
    if parent:
        OrgEdge.objects.create(unit=unit, parent=parent, valid_from=today)
