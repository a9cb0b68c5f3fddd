"""The tree of the moment as plain data: what a decision or a table is compared with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, Max

from minhbach_web.units.changes import Standing
from minhbach_web.units.models import OrganisationUnit, OrgEdge, UnitName

LOCK = 0x4D42_554E  # "MBUN": one change of the tree at a time


@dataclass(frozen=True)
class Now:
    """The open units by code, their keys, and the codes of closed units (nobody gets them again;
    those that an undone decision had made are free)."""

    units: dict[str, Standing]
    keys: dict[str, int]
    taken: frozenset[str]
    void: dict[str, int]


def tree_now() -> Now:
    """Every open unit as it stands, with nothing scheduled."""
    edges = {
        unit: (parent, day)
        for unit, parent, day in OrgEdge.objects.filter(valid_to=None).values_list(
            "unit", "parent__code", "valid_from"
        )
    }
    named: dict[int, datetime.date] = dict(
        UnitName.objects.values("unit").annotate(last=Max("valid_to")).values_list("unit", "last")
    )
    units: dict[str, Standing] = {}
    keys: dict[str, int] = {}
    rows = OrganisationUnit.objects.filter(closed=None).order_by("pk")
    for pk, code, name, short, kind, opened in rows.values_list(
        "pk", "code", "name", "short_name", "type", "opened"
    ):
        parent, placed = edges.get(pk, ("", None))
        days = [day for day in (opened, placed, named.get(pk)) if day is not None]
        units[code] = Standing(code, name, short, kind, parent, max(days, default=None))
        keys[code] = pk
    closed = OrganisationUnit.objects.exclude(closed=None)
    void = dict(closed.filter(closed=F("opened")).values_list("code", "pk"))
    taken = frozenset(closed.values_list("code", flat=True)) - set(void)
    return Now(units, keys, taken, void)
