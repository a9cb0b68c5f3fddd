"""Which units a list to choose from shows, however large the tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from minhbach_web.units.models import OrganisationUnit, UnitAncestor
from minhbach_web.units.queries.scope import top_units

MOST = 200  # more to tick or to scroll through helps nobody; the others have codes


@dataclass(frozen=True, slots=True)
class Offer:
    """The units that a list shows; ``more``: how many it leaves out."""

    units: Sequence[OrganisationUnit]
    more: int

    @property
    def choices(self) -> list[tuple[int, str]]:
        """For a field of a form."""
        return [(unit.pk, str(unit)) for unit in self.units]


def offer_units(units: QuerySet[OrganisationUnit], chosen: Collection[int] = ()) -> Offer:
    """All of ``units``; of too many the tops, those directly below and ``chosen``."""
    total = units.count()
    # Keys rather than questions within questions: SQLite's parser has a limit.
    tops = list(top_units(units).order_by("sort_key", "pk").values_list("pk", flat=True)[:MOST])
    first = [*tops, *chosen][: 2 * MOST]
    rank = Case(When(pk__in=first, then=Value(0)), default=Value(1), output_field=IntegerField())
    offered = units.alias(rank=rank)
    if total > MOST:
        below = UnitAncestor.objects.filter(ancestor__in=tops, depth=1).values("unit")
        offered = offered.filter(Q(pk__in=first) | Q(pk__in=below))
    found = list(offered.order_by("rank", "sort_key", "pk")[: max(MOST, len(first))])
    return Offer(found, total - len(found))
