"""Who holds a role in many units at once, for messages."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from minhbach_web.core import clock
from minhbach_web.units.models import Membership, OrganisationUnit, User

PART = 900  # keys in one question: SQLite takes no more than 999


def holders(units: Collection[int], *roles: str) -> dict[int, list[tuple[int, str]]]:
    """Unit → (account, role) of each active person who holds one of ``roles`` in it today."""
    day = clock.today()
    keys = sorted(units)
    found: dict[int, list[tuple[int, str]]] = {}
    for at in range(0, len(keys), PART):
        held = Membership.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=day),
            valid_from__lte=day,
            user__is_active=True,
            unit__in=keys[at : at + PART],
            role__in=roles,
        ).order_by("unit", "user", "role")
        for unit, user, role in held.values_list("unit", "user", "role"):
            found.setdefault(unit, []).append((user, role))
    return found


def people_by_key(keys: Collection[int]) -> dict[int, User]:
    """The active accounts with these keys."""
    wanted = sorted(keys)
    found: dict[int, User] = {}
    for at in range(0, len(wanted), PART):
        part = User.objects.filter(pk__in=wanted[at : at + PART], is_active=True)
        found.update({user.pk: user for user in part})
    return found


def accounts_holding(units: QuerySet[OrganisationUnit], *roles: str) -> QuerySet[User]:
    """The active accounts that hold one of ``roles`` in one of ``units`` today, to choose from."""
    day = clock.today()
    held = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day),
        valid_from__lte=day,
        unit__in=units.values("pk"),
        role__in=roles,
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("full_name")
