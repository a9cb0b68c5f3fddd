"""The tree on any day, who went on in whom, and what units were called.

Today's ancestors are stored (``UnitAncestor``), because every page asks for them. Those of another
day are walked from the dated edges by the database, one question a walk: few pages ask, and a
stored copy of each version would grow with every decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from minhbach_web.units.models import (
    OrganisationUnit,
    OrgEdge,
    Reorganisation,
    Succession,
    UnitHeir,
    UnitName,
    UnitToday,
)

# A walk longer than this is a ring; the real tree of the country has five levels.
DEEPEST = 64
CHUNK = 5000
ABOVE = """
WITH RECURSIVE up(unit, step) AS (
  SELECT parent_id, 1 FROM units_orgedge
  WHERE unit_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
  UNION ALL
  SELECT e.parent_id, up.step + 1 FROM units_orgedge e JOIN up ON e.unit_id = up.unit
  WHERE e.valid_from <= %s AND (e.valid_to IS NULL OR e.valid_to > %s) AND up.step < %s
)
SELECT unit FROM up ORDER BY step DESC
"""


@dataclass(frozen=True, slots=True)
class TreeOn:
    """The tree on ``day`` in keys: ``parent_of`` each unit; a root has None."""

    day: datetime.date
    parent_of: dict[int, int | None]

    @property
    def roots(self) -> list[int]:
        return [unit for unit, parent in self.parent_of.items() if parent is None]

    def chain(self, unit: int) -> list[int]:
        """The units above ``unit``, the nearest first. Raises ValueError on a ring."""
        found: list[int] = []
        at = self.parent_of[unit]
        while at is not None:
            if at in found or at == unit:
                raise ValueError(f"the tree has a cycle at unit {unit}")
            found.append(at)
            at = self.parent_of[at]
        return found


@dataclass(frozen=True, slots=True)
class Today:
    """Where a unit's past figures stand today; ``divided``: at the unit above all its heirs."""

    place: int
    divided: bool


def edges_on(day: datetime.date) -> QuerySet[OrgEdge]:
    """The places of units in the tree on ``day``."""
    return OrgEdge.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


def tree_on(day: datetime.date) -> TreeOn:
    """The whole tree as it was on ``day``: the units that had a place in it."""
    above: dict[int, int | None] = dict(edges_on(day).values_list("unit", "parent"))
    for parent in list(above.values()):
        if parent is not None:
            above.setdefault(parent, None)
    if not above:  # a tree of one unit has no edge
        alone = OrganisationUnit.objects.filter(
            Q(opened=None) | Q(opened__lte=day), Q(closed=None) | Q(closed__gt=day)
        )
        above = dict.fromkeys(
            alone.filter(parent_edges=None, child_edges=None).values_list("pk", flat=True)
        )
    return TreeOn(day, above)


def ancestors_on(unit: OrganisationUnit, day: datetime.date) -> list[OrganisationUnit]:
    """The units above ``unit`` on ``day``, the root first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [unit.pk, day, day, day, day, DEEPEST])
        keys = [row[0] for row in cursor.fetchall()]
    found = OrganisationUnit.objects.in_bulk(keys)
    return [found[pk] for pk in keys]


def levels_on(
    units: QuerySet[OrganisationUnit], day: datetime.date, parent: OrganisationUnit | None
) -> QuerySet[OrganisationUnit]:
    """Those of ``units`` that stood directly below ``parent`` on ``day``; without a parent those
    that stood in the tree below none of ``units``."""
    edges = edges_on(day)
    if parent is not None:
        return units.filter(pk__in=edges.filter(parent=parent).values("unit"))
    inside = edges.filter(parent__in=units.values("pk")).values("unit")
    there = Q(pk__in=edges.values("unit")) | Q(pk__in=edges.values("parent"))
    return units.filter(there).exclude(pk__in=inside)


def with_children_on(
    units: QuerySet[OrganisationUnit], day: datetime.date
) -> QuerySet[OrganisationUnit]:
    """``units`` with ``lower``: how many stood directly below each on ``day``."""
    down = edges_on(day).filter(parent=OuterRef("pk")).order_by().values("parent")
    counted = Subquery(down.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return units.annotate(lower=Coalesce(counted, 0)).order_by("sort_key", "pk")


def decisions_on(day: datetime.date) -> QuerySet[Reorganisation]:
    """The decisions that came into force on ``day``."""
    return Reorganisation.objects.filter(state=Reorganisation.State.IN_FORCE, effective=day)


def change_days() -> list[datetime.date]:
    """The days on which the tree changed, the first first."""
    days: set[datetime.date | None] = set()
    days |= set(OrgEdge.objects.order_by().values_list("valid_from", flat=True).distinct())
    days |= set(
        OrgEdge.objects.exclude(valid_to=None)
        .order_by()
        .values_list("valid_to", flat=True)
        .distinct()
    )
    days |= set(UnitName.objects.order_by().values_list("valid_to", flat=True).distinct())
    return sorted(day for day in days if day is not None)


def heirs(unit: OrganisationUnit, day: datetime.date) -> list[OrganisationUnit]:
    """The units in which the work of ``unit`` goes on on ``day``: itself while it is open, those
    that took it over after that; none where it was dissolved without a successor."""
    found: list[OrganisationUnit] = []
    seen = {unit.pk}
    waiting = [unit]
    while waiting:
        closed = [u for u in waiting if u.closed is not None and u.closed <= day]
        found += [u for u in waiting if u not in closed]
        rows = Succession.objects.filter(unit__in=closed, day__lte=day).exclude(heir=None)
        nexts = [row.heir for row in rows.select_related("heir").order_by("pk")]
        waiting = []
        for heir in nexts:
            if heir is not None and heir.pk not in seen:
                seen.add(heir.pk)
                waiting.append(heir)
    return found


def predecessors(unit: OrganisationUnit) -> QuerySet[Succession]:
    """How other units, or parts of them, went into ``unit``, the latest first."""
    rows = Succession.objects.filter(heir=unit).exclude(unit=unit)
    return rows.select_related("unit", "reorganisation").order_by("-day", "unit__sort_key")


def events(unit: OrganisationUnit) -> QuerySet[Succession]:
    """What decisions did with ``unit``, the latest first."""
    rows = unit.successions.select_related("heir", "reorganisation")
    return rows.order_by("-day", "kind", "heir__sort_key")


def related(unit: OrganisationUnit) -> set[int]:
    """Keys of the units directly before and after ``unit``, and of its heirs of today."""
    rows = Succession.objects.filter(Q(unit=unit) | Q(heir=unit)).values_list("unit", "heir")
    found = {pk for row in rows for pk in row if pk is not None}
    return found | set(UnitHeir.objects.filter(unit=unit).values_list("heir", flat=True))


def past_names(unit: OrganisationUnit) -> QuerySet[UnitName]:
    """What ``unit`` was called before, the latest first."""
    return unit.past_names.order_by("-valid_to", "-pk")


def names_on(units: Iterable[int], day: datetime.date) -> dict[int, UnitName]:
    """Unit → the name that it had on ``day`` where that is not its name of today."""
    keys = list(units)
    found: dict[int, UnitName] = {}
    for at in range(0, len(keys), CHUNK):
        rows = UnitName.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            unit__in=keys[at : at + CHUNK],
            valid_to__gt=day,
        )
        for row in rows.order_by("-valid_to", "-pk"):
            found[row.unit_id] = row
    return found


def as_of_today(unit: OrganisationUnit, start: datetime.date | None = None) -> Today:
    """Where figures of ``unit`` for a period that began on ``start`` stand in today's tree.

    Without ``start``: those of its earliest time.
    """
    rows = UnitToday.objects.filter(unit=unit)
    if start is not None:
        rows = rows.filter(Q(since=None) | Q(since__lte=start), Q(until=None) | Q(until__gt=start))
    row = sorted(rows, key=lambda r: r.since or datetime.date.min)[0]
    return Today(row.place_id, row.divided)


def stands_today(unit: str, start: datetime.date) -> Q:
    """For rows with a unit at the path ``unit``: joins the one place in today's tree
    (``<unit>__today_rows``) at which its figures of a period that began on ``start`` stand."""
    since, until = f"{unit}__today_rows__since", f"{unit}__today_rows__until"
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": start})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gt": start}))
