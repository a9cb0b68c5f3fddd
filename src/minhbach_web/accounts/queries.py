"""Open invitations, open sessions, who could take over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from minhbach_web.accounts.models import Link, OpenSession
from minhbach_web.accounts.sessions import hashed
from minhbach_web.core import clock
from minhbach_web.units import queries as units

if TYPE_CHECKING:
    from minhbach_web.units.models import User

MOST_HEIRS = 150


def open_links(by: User) -> QuerySet[Link]:
    """The links of the people that ``by`` looks after which nobody has used; the newest first."""
    people = units.manageable_users(by).values("pk")
    rows = Link.objects.filter(user__in=people, used_at=None, withdrawn_at=None)
    return rows.select_related("user", "made_by").order_by("-made_at", "-pk")


def open_link(user: User) -> Link | None:
    """The person's link that nobody has used yet; it may be too old."""
    return Link.objects.filter(user=user, used_at=None, withdrawn_at=None).first()


@dataclass(frozen=True)
class Place:
    """One sign-in. ``here``: the one that asks."""

    key: str
    signed_in: datetime.datetime | None
    seen: datetime.datetime
    here: bool


def places(user: User, here: str | None) -> list[Place]:
    """Where the person is signed in, this place first."""
    mine = hashed(here) if here else ""
    rows = OpenSession.objects.filter(user=user, expire_date__gt=clock.now()).order_by("-seen")
    found = [Place(row.pk, row.signed_in, row.seen, row.pk == mine) for row in rows]
    return sorted(found, key=lambda place: not place.here)


def count_places(user: User) -> int:
    """In how many places the person is signed in."""
    return OpenSession.objects.filter(user=user, expire_date__gt=clock.now()).count()


def heirs(user: User, by: User) -> list[Any]:
    """Who could take over, whom ``by`` looks after: people of the same units first."""
    same = set(units.home_units(user).values_list("pk", flat=True))
    rows = units.manageable_users(by).filter(is_active=True).exclude(pk=user.pk)
    near = rows.filter(memberships__unit__in=same, memberships__valid_to=None).distinct()
    first = list(near.order_by("full_name")[:MOST_HEIRS])
    known = {person.pk for person in first}
    rest = rows.exclude(pk__in=known).order_by("full_name")[: MOST_HEIRS - len(first)]
    return [*first, *rest]
