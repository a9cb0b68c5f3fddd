"""Today's tree, closed: who stands above whom, and where the past of closed units stands.

Rebuilt whenever an edge or a succession changes, and when a day comes on which one does.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import F, Q

from minhbach_web.core import slots
from minhbach_web.units.models import (
    OrganisationUnit,
    OrgEdge,
    Succession,
    UnitAncestor,
    UnitHeir,
    UnitToday,
)
from minhbach_web.units.queries.past import edges_on

BATCH = 2000
CLOSURE = """
INSERT INTO units_unitancestor (unit_id, ancestor_id, depth)
WITH RECURSIVE up(unit, ancestor, depth) AS (
  SELECT id, id, 0 FROM units_organisationunit
  UNION ALL
  SELECT up.unit, e.parent_id, up.depth + 1
  FROM up JOIN units_orgedge e ON e.unit_id = up.ancestor
  WHERE e.valid_from <= %s AND (e.valid_to IS NULL OR e.valid_to > %s)
)
SELECT unit, ancestor, depth FROM up
"""
THEMSELVES = """
INSERT INTO units_unittoday (unit_id, place_id, divided)
SELECT id, id, %s FROM units_organisationunit
"""
Above = dict[int, int]


@transaction.atomic
def rebuild_ancestors(*, today: datetime.date) -> int:
    """Store every unit's ancestors as they are on ``today``; gives the number of rows."""
    above: Above = dict(edges_on(today).values_list("unit_id", "parent_id"))
    closed_on = dict(OrganisationUnit.objects.values_list("pk", "closed"))
    _refuse_rings(above)
    UnitAncestor.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(CLOSURE, [today, today])
        rows = int(cursor.rowcount)
    gone = {unit for unit, day in closed_on.items() if day is not None and day <= today}
    _rebuild_past(set(closed_on), gone, above, today)
    slots.tree_stored()
    return rows


def _refuse_rings(above: Above) -> None:
    """Every way up ends; a unit that was reached once is not walked from again."""
    good: set[int] = set()
    for unit in above:
        path: set[int] = set()
        at: int | None = unit
        while at is not None and at not in good:
            if at in path:
                raise ValueError(f"the tree has a cycle at unit {unit}")
            path.add(at)
            at = above.get(at)
        good |= path


def _chain(unit: int, above: Above) -> list[int]:
    chain = [unit]
    while (parent := above.get(chain[-1])) is not None:
        if parent in chain:
            raise ValueError(f"the tree has a cycle at unit {unit}")
        chain.append(parent)
    return chain


def _rebuild_past(units: set[int], gone: set[int], above: Above, today: datetime.date) -> None:
    """Heirs of the closed units, and the place today of every unit's figures."""
    went: dict[int, list[Succession]] = {}
    to_others = Q(heir=None) | ~Q(heir=F("unit"))
    for row in Succession.objects.filter(to_others, day__lte=today).order_by("day", "pk"):
        went.setdefault(row.unit_id, []).append(row)
    last = OrgEdge.objects.filter(valid_to__lte=today).order_by("valid_from", "pk")
    finder = _Finder(went, gone, above, dict(last.values_list("unit", "parent")) if gone else {})
    heirs = [
        UnitHeir(unit_id=unit, heir_id=heir, over=over)
        for unit in gone
        for heir, over in sorted(finder.heirs(unit).items())
    ]
    UnitHeir.objects.all().delete()
    UnitHeir.objects.bulk_create(heirs, batch_size=BATCH)
    changed = sorted(gone | (set(went) & units))
    UnitToday.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(THEMSELVES, [False])
    for at in range(0, len(changed), BATCH):
        part = changed[at : at + BATCH]
        UnitToday.objects.filter(unit__in=part).delete()
        rows = [row for unit in part for row in finder.rows(unit)]
        UnitToday.objects.bulk_create(rows, batch_size=BATCH)


class _Finder:
    """Where the past of units stands, by their successions and today's tree."""

    def __init__(
        self,
        went: dict[int, list[Succession]],
        gone: set[int],
        above: Above,
        last_parent: Above,
    ) -> None:
        self.went, self.gone, self.above, self.last_parent = went, gone, above, last_parent

    def heirs(self, unit: int) -> dict[int, bool]:
        """Open unit in which ``unit`` goes on → whether it only stood over it (nobody took it
        on)."""
        found: dict[int, bool] = {}
        waiting = [(unit, False)]
        seen = set(waiting)
        while waiting:
            at, over = waiting.pop()
            if at not in self.gone:
                found[at] = over and found.get(at, True)
                continue
            for step in self._next(at, over=over):
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
        return found

    def _next(self, unit: int, *, over: bool) -> list[tuple[int, bool]]:
        rows = self.went.get(unit, [])
        taken = [(row.heir_id, over) for row in rows if row.heir_id not in (None, unit)]
        if not taken and unit in self.last_parent:
            return [(self.last_parent[unit], True)]
        return [(heir, flag) for heir, flag in taken if heir is not None]

    def rows(self, unit: int) -> list[UnitToday]:
        """The rows of ``UnitToday``: one, or one per time between parts that were split off."""
        if unit in self.gone or not (days := self._split_days(unit)):
            return [self._row(unit, set(self.heirs(unit)) or {unit})]
        rows = []
        bounds: list[datetime.date | None] = [None, *days, None]
        for since, until in pairwise(bounds):
            parts = {
                heir
                for row in self.went[unit]
                if row.heir_id is not None and row.heir_id != unit
                if since is None or row.day > since
                for heir in self.heirs(row.heir_id)
            }
            rows.append(self._row(unit, {unit, *parts}, since, until))
        return rows

    def _split_days(self, unit: int) -> list[datetime.date]:
        rows = self.went.get(unit, [])
        return sorted({row.day for row in rows if row.heir_id not in (None, unit)})

    def _row(
        self,
        unit: int,
        heirs: set[int],
        since: datetime.date | None = None,
        until: datetime.date | None = None,
    ) -> UnitToday:
        place = _nearest_above_all(heirs, self.above)
        return UnitToday(
            unit_id=unit, place_id=place, divided=len(heirs) > 1, since=since, until=until
        )


def _nearest_above_all(units: Iterable[int], above: Above) -> int:
    """The lowest unit that stands above all of ``units`` or is one of them."""
    chains = [_chain(unit, above)[::-1] for unit in sorted(units)]
    place = chains[0][0]
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        place = level[0]
    return place
