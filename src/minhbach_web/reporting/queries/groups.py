"""Groups of units within a period: under which unit, of which type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minhbach_web.reporting.models import Obligation, Period, Place
from minhbach_web.units.queries import ancestors_by_unit


def groups_of(obligation: Obligation) -> list[tuple[str, str]]:
    """The groups that the obligation counts in, as (axis, key)."""
    return groups_of_many([obligation.pk])[obligation.pk]


def groups_of_many(obligations: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Obligation id → the groups that it counts in, as (axis, key)."""
    found: dict[int, list[tuple[str, str]]] = {pk: [] for pk in obligations}
    rows = Place.objects.filter(obligation__in=obligations).order_by("axis", "key")
    for pk, axis, key in rows.values_list("obligation_id", "axis", "key"):
        found[pk].append((axis, key))
    return found


def places_now(period: Period, obligations: Iterable[Obligation]) -> list[Place]:
    """Where each obligation would count by today's tree: units between it and the office that
    asked, and its type. Not saved."""
    rows = list(obligations)
    above = ancestors_by_unit([row.unit_id for row in rows])
    places = []
    for row in rows:
        line = above.get(row.unit_id, [])
        pks = [pk for pk, _code in line]
        between = line[: pks.index(period.parent_id)] if period.parent_id in pks else []
        places += [Place(obligation=row, axis=Place.Axis.TREE, key=code) for _pk, code in between]
        if row.unit.type:
            places.append(Place(obligation=row, axis=Place.Axis.TYPE, key=row.unit.type))
    return places
