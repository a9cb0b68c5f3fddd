"""Links by which somebody chooses a password once: invitations, and new passwords.

The secret stands in the link alone; what is stored is its sha256, so that a copy of the database
opens nothing. A person has one open link at a time: a new one makes the old one worthless.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from minhbach_web.accounts.models import Link
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.units import services as units

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

Kind = Link.Kind


class Gone(Exception):
    """The link was used, replaced or withdrawn in the meantime, or it is too old."""


def sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def lasts(kind: str) -> datetime.timedelta:
    return settings.INVITATION_LASTS if kind == Kind.INVITATION else settings.RESET_LASTS


@transaction.atomic
def invite(
    *,
    full_name: str,
    username: str,
    email: str,
    unit: OrganisationUnit,
    role: str,
    by: User,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> tuple[User, str]:
    """An account with its first role and the secret of its link.

    Raises ValidationError when the name is taken or the unit is closed.
    """
    user = units.create_user(
        username=username, password=None, full_name=full_name, email=email, by=by
    )
    units.grant(user=user, unit=unit, role=role, by=by, valid_from=valid_from, valid_to=valid_to)
    return user, make_link(user=user, by=by)


@transaction.atomic
def make_link(*, user: User, by: User | None) -> str:
    """A link's secret: an invitation for who never was here, else one for a new password."""
    now = clock.now()
    kind = Kind.RESET if has_joined(user) else Kind.INVITATION
    _open(user).update(withdrawn_at=now)
    secret = secrets.token_urlsafe(32)
    link = Link.objects.create(
        user=user,
        kind=kind,
        sha256=sha256(secret),
        made_by=by,
        made_at=now,
        expires_at=now + lasts(kind),
    )
    act = "accounts.invite" if kind == Kind.INVITATION else "accounts.reset_link"
    audit.record(actor=by, action=act, obj=f"link:{link.pk}")
    return secret


def has_joined(user: User) -> bool:
    """Whether the person has ever had a way in of their own."""
    return user.has_usable_password() or user.last_login is not None


def link_of(secret: str) -> Link | None:
    """The link with this secret if it still opens something."""
    rows = Link.objects.select_related("user").filter(
        sha256=sha256(secret),
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=clock.now(),
        user__is_active=True,
    )
    return rows.first()


@transaction.atomic
def use(*, secret: str, password: str | None) -> User:
    """Take the link: the person has this password now (None: a passkey instead).

    Raises Gone when somebody was quicker.
    """
    link = link_of(secret)
    if link is None or not Link.objects.filter(pk=link.pk, used_at=None).update(
        used_at=clock.now()
    ):
        raise Gone
    if password is not None:
        units.choose_password(user=link.user, password=password)
    joined = link.kind == Kind.INVITATION
    act = "accounts.join" if joined else "accounts.choose_new_password"
    audit.record(actor=link.user, action=act, obj=f"user:{link.user_id}")
    return link.user


@transaction.atomic
def withdraw(*, user: User, by: User) -> None:
    """The open link stops working. Who never joined has no way in any more, and no role."""
    if not _open(user).update(withdrawn_at=clock.now()):
        return
    audit.record(actor=by, action="accounts.withdraw_link", obj=f"user:{user.pk}")
    if not has_joined(user):
        for membership in units.held_by(user):
            units.revoke(membership=membership, by=by)
        units.set_active(user=user, active=False, by=by)


def stop(user: User) -> None:
    """Without an entry of its own: part of closing an account or of choosing a password."""
    _open(user).update(withdrawn_at=clock.now())


def _open(user: User):  # type: ignore[no-untyped-def] # a query of links
    return Link.objects.filter(user=user, used_at=None, withdrawn_at=None)
