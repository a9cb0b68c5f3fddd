"""Tokens for other programs: each acts for one unit in one role; only its sha256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import ApiToken
from minhbach_web.units import services as units

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

PREFIX = "mb_"


@transaction.atomic
def make_token(*, unit: OrganisationUnit, role: str, name: str, by: User) -> tuple[ApiToken, str]:
    """The token's row and its text, which is shown once and kept nowhere.

    Behind it stands an account of its own without a usable password: what the program does
    bears that name in the log.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    username = f"may-{secrets.token_hex(6)}"
    account = units.create_user(
        username=username, password=secrets.token_urlsafe(32), full_name=name, by=by
    )
    account.set_unusable_password()
    account.save(update_fields=["password"])
    units.grant(user=account, unit=unit, role=role, by=by, valid_from=clock.today())
    token = ApiToken.objects.create(
        unit=unit,
        role=role,
        name=name,
        sha256=digest(text),
        user=account,
        created_at=clock.now(),
    )
    audit.record(actor=by, action="reporting.make_token", obj=f"token:{token.pk}")
    return token, text


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """The token opens nothing from now on."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        units.set_active(user=token.user, active=False, by=by)
        audit.record(actor=by, action="reporting.revoke_token", obj=f"token:{token.pk}")


def digest(text: str) -> str:
    """What is kept of a token: it has 256 bits of chance, so that a plain hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def user_of(text: str) -> User | None:
    """The account behind a token; None for one that is unknown or revoked."""
    token = (
        ApiToken.objects.filter(sha256=digest(text), revoked_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    if token.last_used != clock.today():
        ApiToken.objects.filter(pk=token.pk).update(last_used=clock.today())
    return token.user
