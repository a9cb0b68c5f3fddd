"""The closure of today's tree, rebuilt whenever an edge changes."""

import datetime

from django.db import transaction
from django.db.models import Q

from minhbach_web.units.models import OrganisationUnit, OrgEdge, UnitAncestor


@transaction.atomic
def rebuild_ancestors(*, today: datetime.date) -> int:
    """Store every unit's ancestors as they are on ``today``; gives the number of rows."""
    edges = OrgEdge.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today
    ).values_list("unit_id", "parent_id")
    above = dict(edges)
    rows = [
        UnitAncestor(unit_id=unit, ancestor_id=ancestor, depth=depth)
        for unit in OrganisationUnit.objects.values_list("pk", flat=True)
        for depth, ancestor in enumerate(_chain(unit, above))
    ]
    UnitAncestor.objects.all().delete()
    UnitAncestor.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _chain(unit: int, above: dict[int, int]) -> list[int]:
    chain = [unit]
    while (parent := above.get(chain[-1])) is not None:
        if parent in chain:
            raise ValueError(f"the tree has a cycle at unit {unit}")
        chain.append(parent)
    return chain
