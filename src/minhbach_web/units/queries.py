"""Who may see and do what, where. Everything fails closed: no membership, no unit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.units.models import (
    SUBTREE_ROLES,
    Membership,
    OrganisationUnit,
    Role,
    UnitAncestor,
    User,
)

if TYPE_CHECKING:
    AnyUser = User | AnonymousUser

ROLES = frozenset(Role.values)


def active_memberships(user: AnyUser, day: datetime.date | None = None) -> QuerySet[Membership]:
    """The memberships that ``user`` has on ``day`` (today); none for an inactive account."""
    if not isinstance(user, User) or not user.is_active:
        return Membership.objects.none()
    day = day or clock.today()
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), user=user, valid_from__lte=day
    )


def units_of(user: AnyUser, *roles: str) -> QuerySet[OrganisationUnit]:
    """The units that ``user`` reaches through ``roles`` (all roles when none is named)."""
    held = active_memberships(user)
    if roles:
        held = held.filter(role__in=roles)
    wide = UnitAncestor.objects.filter(
        ancestor__in=held.filter(role__in=SUBTREE_ROLES).values("unit")
    )
    return OrganisationUnit.objects.filter(
        Q(pk__in=held.values("unit")) | Q(pk__in=wide.values("unit"))
    )


def visible_units(user: AnyUser) -> QuerySet[OrganisationUnit]:
    """The units that ``user`` may see: their own, and the subtree where the role reaches it."""
    return units_of(user)


def home_units(user: AnyUser, *roles: str) -> QuerySet[OrganisationUnit]:
    """The units where ``user`` holds ``roles`` (any) directly, without what is below them."""
    held = active_memberships(user)
    if roles:
        held = held.filter(role__in=roles)
    return OrganisationUnit.objects.filter(pk__in=held.values("unit"))


def subtree(unit: OrganisationUnit) -> QuerySet[OrganisationUnit]:
    """``unit`` and every unit below it in today's tree."""
    rows = UnitAncestor.objects.filter(ancestor=unit)
    return OrganisationUnit.objects.filter(pk__in=rows.values("unit"))


def ancestors(unit: OrganisationUnit) -> QuerySet[OrganisationUnit]:
    """The units above ``unit`` in today's tree, the root first."""
    return OrganisationUnit.objects.filter(
        descendant_rows__unit=unit, descendant_rows__depth__gt=0
    ).order_by("-descendant_rows__depth")


def children(unit: OrganisationUnit) -> QuerySet[OrganisationUnit]:
    """The units directly below ``unit`` in today's tree."""
    return OrganisationUnit.objects.filter(ancestor_rows__ancestor=unit, ancestor_rows__depth=1)


def unit_by_code(code: str) -> OrganisationUnit:
    """The unit with this code. Raises ``OrganisationUnit.DoesNotExist``."""
    return OrganisationUnit.objects.get(code=code)


def search_units(units: QuerySet[OrganisationUnit], text: str) -> QuerySet[OrganisationUnit]:
    """Those of ``units`` whose code or name holds every word of ``text``, marks ignored."""
    for word in search_key(text).split():
        units = units.filter(search_key__contains=word)
    return units


def roles_of(user: AnyUser) -> frozenset[str]:
    """The role codes that ``user`` has anywhere today."""
    return frozenset(active_memberships(user).values_list("role", flat=True))


def can(user: AnyUser, action_or_role: str, unit: OrganisationUnit) -> bool:
    """Whether ``user`` has this role over ``unit``, or may do this act (a rules permission)."""
    if action_or_role in ROLES:
        return units_of(user, action_or_role).filter(pk=unit.pk).exists()
    return bool(rules.has_perm(action_or_role, user, unit))


def visible_unit(user: AnyUser, pk: int) -> OrganisationUnit:
    """The unit with this key if ``user`` may see it, else Http404 (as if there were none)."""
    unit = visible_units(user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def require(user: AnyUser, action_or_role: str, unit: OrganisationUnit) -> None:
    """Http404 unless ``can``: what one may not do isn't there."""
    if not can(user, action_or_role, unit):
        raise Http404
