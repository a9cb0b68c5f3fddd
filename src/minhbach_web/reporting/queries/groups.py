"""Groups of units within a period: under which unit, of which type."""

from __future__ import annotations

from collections.abc import Iterable

from minhbach_web.reporting.models import Obligation, Period, Place
from minhbach_web.units.queries import ancestors_by_unit


def groups_of(obligation: Obligation) -> list[tuple[str, str]]:
    """The groups that the obligation counts in, as (axis, key)."""
    return list(obligation.places.order_by("axis", "key").values_list("axis", "key"))


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
