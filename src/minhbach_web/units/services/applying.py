"""Writing a decision into the tree: edges, closed and new units, names, successions, roles.

The caller holds the tree's lock and a transaction; ``made`` is what ``undoing`` takes back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import F, Q

from minhbach_web.units.changes import Changes, final_heirs
from minhbach_web.units.models import (
    Kind,
    Membership,
    OrganisationUnit,
    OrgEdge,
    Reorganisation,
    Role,
    Succession,
    UnitName,
)
from minhbach_web.units.services.standing import Now

BATCH = 2000
T = TypeVar("T")
Made = dict[str, list[Any]]
# Without somebody who holds these at the top, nobody could go on.
AT_THE_TOP = (Role.ADMINISTRATOR, Role.AUDITOR)


def write_changes(reorganisation: Reorganisation, changes: Changes, now: Now) -> Made:
    """Carry the changes out from ``reorganisation.effective`` on; gives what was made."""
    day = reorganisation.effective
    keys = dict(now.keys)
    made: Made = {"units": _establish(changes, now, keys, day)}
    made["closed"] = [keys[code] for code in changes.closed]
    for part in in_parts(made["closed"]):
        OrganisationUnit.objects.filter(pk__in=part).update(closed=day)
    made |= _move(changes, keys, day)
    made |= _rename(changes, keys, day)
    _record(reorganisation, changes, keys, day)
    made |= _roles(reorganisation, changes, keys, day)
    made["touched"] = sorted(_touched(changes, keys))
    return made


def in_parts(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists short enough for one statement."""
    every = list(rows)
    for at in range(0, len(every), size):
        yield every[at : at + size]


def _establish(changes: Changes, now: Now, keys: dict[str, int], day: datetime.date) -> list[int]:
    """The new units; one that an undone decision had made is opened again."""
    again: list[OrganisationUnit] = []
    fresh: list[OrganisationUnit] = []
    for unit in changes.established:
        row = OrganisationUnit(
            pk=now.void.get(unit.code),
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            type=unit.type,
            opened=day,
        )
        row.fill_keys()
        (again if row.pk else fresh).append(row)
    fields = ["name", "short_name", "type", "opened", "closed", "search_key", "sort_key"]
    OrganisationUnit.objects.bulk_update(again, fields, batch_size=200)
    OrganisationUnit.objects.bulk_create(fresh, batch_size=500)
    keys |= {row.code: row.pk for row in (*again, *fresh)}
    return [row.pk for row in (*again, *fresh)]


def _move(changes: Changes, keys: dict[str, int], day: datetime.date) -> Made:
    """End the places of units that close or move; give the others their new ones."""
    leaving = [keys[code] for code in (*changes.closed, *changes.moved)]
    ended: list[int] = []
    replaced: list[tuple[int, int, str]] = []
    for part in in_parts(leaving):
        edges = OrgEdge.objects.filter(unit__in=part, valid_to=None)
        same_day = list(edges.filter(valid_from=day))
        replaced += [(e.unit_id, e.parent_id, e.valid_from.isoformat()) for e in same_day]
        OrgEdge.objects.filter(pk__in=[e.pk for e in same_day]).delete()
        ended += edges.values_list("pk", flat=True)
        edges.update(valid_to=day)
    places = [(unit.code, unit.parent) for unit in changes.established if unit.parent]
    places += [(code, parent) for code, (_old, parent) in changes.moved.items()]
    # The unit above may itself close in this decision: where its work goes on stands in ``after``.
    edges_made = OrgEdge.objects.bulk_create(
        (
            OrgEdge(unit_id=keys[code], parent_id=keys[changes.after[code].parent], valid_from=day)
            for code, _parent in places
        ),
        batch_size=BATCH,
    )
    return {"edges": [e.pk for e in edges_made], "ended": ended, "replaced": replaced}


def _rename(changes: Changes, keys: dict[str, int], day: datetime.date) -> Made:
    pks = [keys[code] for code in changes.renamed]
    units = {u.code: u for part in in_parts(pks) for u in _units(part)}
    since = {
        row.unit_id: row.valid_to
        for part in in_parts(pks)
        for row in UnitName.objects.filter(unit__in=part).order_by("valid_to", "pk")
    }
    names, old = [], []
    for code, new in changes.renamed.items():
        unit = units[code]
        old.append((unit.pk, unit.code, unit.name, unit.short_name, unit.type))
        begins = since.get(unit.pk, unit.opened)
        if begins is None or begins < day:
            names.append(past_name(unit, begins, day))
        unit.code, unit.name, unit.short_name, unit.type = (
            new.code,
            new.name,
            new.short_name,
            new.type,
        )
        unit.fill_keys()
    made = UnitName.objects.bulk_create(names, batch_size=BATCH)
    fields = ["code", "name", "short_name", "type", "search_key", "sort_key"]
    OrganisationUnit.objects.bulk_update(units.values(), fields, batch_size=200)
    return {"names": [row.pk for row in made], "renamed": old}


def _units(pks: list[int]) -> Iterable[OrganisationUnit]:
    return OrganisationUnit.objects.filter(pk__in=pks)


def past_name(
    unit: OrganisationUnit, since: datetime.date | None, until: datetime.date
) -> UnitName:
    """The name that ``unit`` has now, as a name of the past. Not saved."""
    return UnitName(
        unit=unit,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        type=unit.type,
        valid_from=since,
        valid_to=until,
    )


def _record(
    reorganisation: Reorganisation, changes: Changes, keys: dict[str, int], day: datetime.date
) -> None:
    steps = [(s.code, s.heir, s.kind) for s in changes.steps]
    steps += [(code, code, Kind.TRANSFER) for code in changes.moved]
    steps += [(code, code, Kind.RENAME) for code in changes.renamed]
    Succession.objects.bulk_create(
        (
            Succession(
                unit_id=keys[code],
                heir_id=keys[heir] if heir else None,
                kind=kind,
                day=day,
                reorganisation=reorganisation,
            )
            for code, heir, kind in steps
        ),
        batch_size=BATCH,
    )


def _roles(
    reorganisation: Reorganisation, changes: Changes, keys: dict[str, int], day: datetime.date
) -> Made:
    """Roles in closed units end; where one unit takes over, they go on there if so decided."""
    codes = {keys[code]: code for code in changes.closed}
    ended: list[tuple[int, str | None]] = []
    carried: list[Membership] = []
    for part in in_parts(codes):
        held = list(_held(part, day))
        for row in held:
            ended.append((row.pk, row.valid_to.isoformat() if row.valid_to else None))
            heir = role_goes_to(changes, codes[row.unit_id], row.role, reorganisation.carry_roles)
            if heir:
                carried.append(
                    Membership(
                        user_id=row.user_id,
                        unit_id=keys[heir],
                        role=row.role,
                        valid_from=max(day, row.valid_from),
                        valid_to=row.valid_to,
                    )
                )
        _end(part, day)
    made = Membership.objects.bulk_create(_fresh(carried), batch_size=BATCH)
    return {"roles": [row.pk for row in made], "ended_roles": ended}


def _end(units: list[int], day: datetime.date) -> None:
    """Roles in these units hold until ``day``; one that begins later never does."""
    held = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=units)
    held.filter(valid_from__gt=day).update(valid_to=F("valid_from"))
    held.filter(valid_from__lte=day).update(valid_to=day)


def _held(units: list[int], day: datetime.date) -> Iterable[Membership]:
    return Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=units)


def role_goes_to(changes: Changes, code: str, role: str, carry: bool) -> str:
    """The code of the unit in which a role of the closed unit ``code`` goes on; "" where it ends.

    Who looks after the whole site at the top goes on at the new top in any case.
    """
    heirs = final_heirs(code, changes.closed)
    if not changes.before[code].parent and role in AT_THE_TOP:
        return next(c for c, unit in changes.after.items() if not unit.parent)
    return heirs[0] if carry and len(heirs) == 1 and changes.closed[code] else ""


def _fresh(carried: list[Membership]) -> list[Membership]:
    """Each once, and none that the person has in the successor already."""
    wanted = {(row.user_id, row.unit_id, row.role): row for row in reversed(carried)}
    for part in in_parts({unit for _user, unit, _role in wanted}):
        rows = Membership.objects.filter(unit__in=part, valid_to=None)
        for key in rows.values_list("user", "unit", "role"):
            wanted.pop(key, None)
    return list(wanted.values())


def _touched(changes: Changes, keys: dict[str, int]) -> set[int]:
    """The units that look different in the new tree."""
    codes = {unit.code for unit in changes.established} | set(changes.moved) | set(changes.closed)
    codes |= {step.heir for step in changes.steps if step.heir}
    return {keys[code] for code in codes}
