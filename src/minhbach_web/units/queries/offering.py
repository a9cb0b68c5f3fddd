"""Which units a list to choose from shows, however large the tree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from minhbach_web.units.models import OrganisationUnit, UnitAncestor
from minhbach_web.units.queries.scope import top_units

MOST = 200  # more to tick or to scroll through helps nobody; the others have codes


@dataclass(frozen=True, slots=True)
class Offer:
    """The units that a list shows; ``more``: how many it leaves out."""

    units: list[OrganisationUnit]
    more: int

    @property
    def choices(self) -> list[tuple[int, str]]:
        """For a field of a form."""
        return [(unit.pk, str(unit)) for unit in self.units]


def offer_units(units: QuerySet[OrganisationUnit], chosen: Collection[int] = ()) -> Offer:
    """All of ``units``; of too many the tops, those directly below and ``chosen``."""
    total = units.count()
    if total <= MOST:
        return Offer(list(units.order_by("sort_key", "pk")), 0)
    # Keys rather than questions within questions: SQLite's parser has a limit.
    tops = list(top_units(units).order_by("sort_key", "pk").values_list("pk", flat=True)[:MOST])
    below = UnitAncestor.objects.filter(ancestor__in=tops, depth=1).values("unit")
    rank = Case(When(pk__in=tops, then=Value(0)), default=Value(1), output_field=IntegerField())
    near = units.filter(Q(pk__in=tops) | Q(pk__in=below)).alias(rank=rank)
    found = list(near.order_by("rank", "sort_key", "pk")[:MOST])
    seen = {unit.pk for unit in found}
    wanted = [pk for pk in chosen if pk not in seen]
    if wanted:
        found += units.filter(pk__in=wanted[:MOST]).order_by("sort_key", "pk")
    return Offer(found, total - len(found))
