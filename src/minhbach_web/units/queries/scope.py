"""Who may see and do what, where. Everything fails closed: no membership, no unit."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest

from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.units.models import (
    SUBTREE_ROLES,
    Membership,
    OrganisationUnit,
    Role,
    UnitAncestor,
    UnitHeir,
    User,
)

if TYPE_CHECKING:
    AnyUser = User | AnonymousUser

ROLES = frozenset(Role.values)


def person(request: HttpRequest) -> User:
    """Who asks. Every view but the public ones has been through the login already."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def active_memberships(user: AnyUser, day: datetime.date | None = None) -> QuerySet[Membership]:
    """The memberships that ``user`` has on ``day`` (today); none for an inactive account."""
    if not isinstance(user, User) or not user.is_active:
        return Membership.objects.none()
    day = day or clock.today()
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), user=user, valid_from__lte=day
    )


def open_units(day: datetime.date | None = None) -> QuerySet[OrganisationUnit]:
    """The units that are not closed on ``day`` (today)."""
    return OrganisationUnit.objects.filter(_open(day or clock.today()))


def _open(day: datetime.date) -> Q:
    return Q(closed=None) | Q(closed__gt=day)


def units_of(user: AnyUser, *roles: str) -> QuerySet[OrganisationUnit]:
    """The units that ``user`` reaches through ``roles`` (all roles when none is named).

    Units of today's tree only, those made later included: what is asked is who stands above
    them. A closed unit can be read (``readable_units``); nothing can be done there any more.
    """
    held = active_memberships(user)
    if roles:
        held = held.filter(role__in=roles)
    if roles and SUBTREE_ROLES.isdisjoint(roles):
        return open_units().filter(pk__in=held.values("unit"))
    wide = UnitAncestor.objects.filter(
        ancestor__in=held.filter(role__in=SUBTREE_ROLES).values("unit")
    )
    return open_units().filter(Q(pk__in=held.values("unit")) | Q(pk__in=wide.values("unit")))


def visible_units(user: AnyUser) -> QuerySet[OrganisationUnit]:
    """The units that ``user`` may see: their own, and the subtree where the role reaches it."""
    return units_of(user)


def readable_units(user: AnyUser, *roles: str) -> QuerySet[OrganisationUnit]:
    """``units_of`` and the closed units whose work goes on in one of them: their past is read,
    never written. For pages that show; an act asks ``units_of``."""
    reached = units_of(user, *roles).values("pk")
    wide = SUBTREE_ROLES & set(roles or ROLES)
    past = Q(heir__in=reached, over=False)
    if wide:
        past |= Q(heir__in=units_of(user, *wide).values("pk"), over=True)
    rows = UnitHeir.objects.filter(past).values("unit")
    return OrganisationUnit.objects.filter(Q(pk__in=reached) | Q(pk__in=rows))


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


def units_outside(unit: OrganisationUnit) -> QuerySet[OrganisationUnit]:
    """Every unit that is neither ``unit`` nor below it in today's tree."""
    return OrganisationUnit.objects.exclude(pk__in=subtree(unit).values("pk"))


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


def unit_with_key(pk: int) -> OrganisationUnit:
    """The unit with this key, whoever asks, else Http404: for pages about something larger."""
    unit = OrganisationUnit.objects.filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


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


def inherited_units(user: AnyUser, *roles: str) -> QuerySet[OrganisationUnit]:
    """The closed units that one unit alone took over, where ``units_of`` reaches that one: what
    was still open there is finished by its people."""
    reached = units_of(user, *roles).values("pk")
    heirs = UnitHeir.objects.filter(heir__in=reached, over=False)
    others = UnitHeir.objects.filter(unit=OuterRef("unit")).exclude(heir=OuterRef("heir"))
    return OrganisationUnit.objects.filter(pk__in=heirs.exclude(Exists(others)).values("unit"))


def readable_unit(user: AnyUser, pk: int) -> OrganisationUnit:
    """The unit with this key if ``user`` may read about it, closed or not, else Http404."""
    unit = readable_units(user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def require(user: AnyUser, action_or_role: str, unit: OrganisationUnit) -> None:
    """Http404 unless ``can``: what one may not do isn't there."""
    if not can(user, action_or_role, unit):
        raise Http404


def top_units(units: QuerySet[OrganisationUnit]) -> QuerySet[OrganisationUnit]:
    """Those of ``units`` that stand below none of the others."""
    above = UnitAncestor.objects.filter(
        unit=OuterRef("pk"), depth__gt=0, ancestor__in=units.values("pk")
    )
    return units.exclude(Exists(above))


def holds_at_top(user: AnyUser, *roles: str) -> bool:
    """Whether ``user`` has one of ``roles`` in the unit at the top of the whole tree."""
    above = UnitAncestor.objects.filter(unit=OuterRef("unit"), depth__gt=0)
    held = active_memberships(user).filter(role__in=roles, unit__in=open_units())
    return held.exclude(Exists(above)).exists()


def people_in(unit: OrganisationUnit) -> QuerySet[Membership]:
    """Who has which role in ``unit`` today."""
    day = clock.today()
    return (
        unit.memberships.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
        .select_related("user")
        .order_by("role", "user__full_name", "pk")
    )


def manageable_users(by: AnyUser) -> QuerySet[User]:
    """The accounts that ``by`` looks after: all at the top, else those wholly within the scope."""
    if holds_at_top(by, Role.ADMINISTRATOR):
        return User.objects.all()
    scope = units_of(by, Role.ADMINISTRATOR).values("pk")
    inside = Membership.objects.filter(user=OuterRef("pk"), unit__in=scope)
    outside = Membership.objects.filter(user=OuterRef("pk")).exclude(unit__in=scope)
    return User.objects.filter(Exists(inside)).exclude(Exists(outside))


def manageable_user(by: AnyUser, pk: int) -> User:
    """The account with this key if ``by`` looks after it, else Http404."""
    user = manageable_users(by).filter(pk=pk).first()
    if user is None:
        raise Http404
    return user


def search_users(users: QuerySet[User], key: str) -> QuerySet[User]:
    """Those of ``users`` whose name or user name holds every word of the search key."""
    for word in key.split():
        users = users.filter(search_key__contains=word)
    return users


def first_levels(units: QuerySet[OrganisationUnit]) -> QuerySet[OrganisationUnit]:
    """The tops of ``units`` and the units directly below them."""
    tops = top_units(units).values("pk")
    below = UnitAncestor.objects.filter(ancestor__in=tops, depth=1).values("unit")
    return units.filter(Q(pk__in=tops) | Q(pk__in=below))


def with_levels(units: QuerySet[OrganisationUnit]) -> QuerySet[OrganisationUnit]:
    """``units`` with ``level`` (0 at the top of the tree) and ``below`` (how many), tops first."""
    up = UnitAncestor.objects.filter(unit=OuterRef("pk"), depth__gt=0).order_by()
    down = UnitAncestor.objects.filter(ancestor=OuterRef("pk"), depth__gt=0).order_by()
    return units.annotate(level=_count(up, "unit"), below=_count(down, "ancestor")).order_by(
        "level", "sort_key", "pk"
    )


def _count(rows: QuerySet[UnitAncestor], by: str) -> Coalesce:
    grouped = rows.values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def user_by_name(username: str) -> User | None:
    """The account with this user name, if there is one."""
    return User.objects.filter(username=username).first()


def nobody_yet() -> bool:
    """Whether there is no account at all."""
    return not User.objects.exists()


def accounts_called(text: str, most: int) -> QuerySet[User]:
    """The open accounts with this user name or e-mail address, ``most`` at most."""
    wanted = text.strip()[:254]
    named = Q(username=User.normalize_username(wanted))
    if "@" in wanted:
        named |= Q(email__iexact=wanted)
    return User.objects.filter(named, is_active=True).order_by("pk")[:most]


def accounts_with_keys(keys: Iterable[int]) -> QuerySet[User]:
    """The open accounts with these keys."""
    return User.objects.filter(pk__in=list(keys), is_active=True).order_by("pk")


def role_choices() -> list[tuple[str, object]]:
    """Code and word of each role, to choose from."""
    return [(role.value, role.label) for role in Role]


def root_unit() -> OrganisationUnit:
    """The unit at the top of the whole tree. Raises ``OrganisationUnit.DoesNotExist``."""
    top = top_units(open_units()).first()
    if top is None:
        raise OrganisationUnit.DoesNotExist
    return top


def ancestors_by_unit(units: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Unit → (key, code) of each unit above it in today's tree, the nearest first."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = UnitAncestor.objects.filter(depth__gt=0).order_by("unit", "depth")
    for at in range(0, len(units), 5000):
        part = rows.filter(unit__in=units[at : at + 5000])
        for unit, pk, code in part.values_list("unit", "ancestor", "ancestor__code"):
            found.setdefault(unit, []).append((pk, code))
    return found


def units_with_own(role: str, units: Iterable[int]) -> set[int]:
    """Those of ``units`` (keys) in which somebody active holds ``role`` today."""
    day = clock.today()
    held = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day),
        unit__in=list(units),
        role=role,
        valid_from__lte=day,
        user__is_active=True,
    )
    return set(held.values_list("unit", flat=True))


def answering_units(units: Iterable[int]) -> dict[int, int]:
    """Unit → the unit whose people answer for it: itself, or its one successor once it is
    closed."""
    found = {pk: pk for pk in units}
    heirs: dict[int, list[int]] = {}
    for unit, heir in UnitHeir.objects.filter(unit__in=list(found), over=False).values_list(
        "unit", "heir"
    ):
        heirs.setdefault(unit, []).append(heir)
    return found | {unit: rows[0] for unit, rows in heirs.items() if len(rows) == 1}
