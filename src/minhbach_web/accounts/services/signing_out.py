"""Ending sessions: one, all others, all of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.accounts.models import OpenSession
from minhbach_web.accounts.services import links
from minhbach_web.accounts.sessions import hashed
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def end_all(user: User) -> None:
    """The account was closed or got another password: no session and no link is left."""
    OpenSession.objects.filter(user=user).delete()
    links.stop(user)


@transaction.atomic
def end_one(*, user: User, key: str) -> None:
    """End one of the person's own sessions; nothing happens when it is gone already."""
    if OpenSession.objects.filter(user=user, pk=key).delete()[0]:
        audit.record(actor=user, action="accounts.sign_out_one", obj=f"user:{user.pk}")


@transaction.atomic
def end_others(*, user: User, here: str | None, by: User) -> None:
    """End every session of ``user`` but the one with the key ``here``."""
    rows = OpenSession.objects.filter(user=user)
    if here is not None:
        rows = rows.exclude(pk=hashed(here))
    rows.delete()
    audit.record(actor=by, action="accounts.sign_out_everywhere", obj=f"user:{user.pk}")


@transaction.atomic
def remove_second_step(*, user: User, by: User) -> None:
    """The person lost their telephone or key: the next sign-in asks for the password alone."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # needs the apps

    if Authenticator.objects.filter(user=user).delete()[0]:
        OpenSession.objects.filter(user=user).delete()
        audit.record(actor=by, action="accounts.take_second_step", obj=f"user:{user.pk}")
