"""Accounts: made, given a password, closed and opened again."""

import secrets

from django.db import transaction

from minhbach_web.core import db, slots
from minhbach_web.core.services import audit
from minhbach_web.units.models import User

LOCK = 0x4D42_5553  # "MBUS": one name is given to one person
# No letters or digits that are taken for one another when read from paper or a telephone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """A first password that can be read out: ``hk7w-2mfe-v9xq``."""
    parts = ("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(3))
    return "-".join(parts)


@transaction.atomic
def create_user(
    *,
    username: str,
    password: str | None,
    full_name: str,
    by: User | None,
    email: str = "",
    must_change_password: bool = False,
) -> User:
    """A new account; ``by`` is None while the site is set up or where nobody acted.

    Without a password nobody can sign in with one until the person has chosen it.

    Raises ValidationError when the name is taken.
    """
    user = User(
        username=User.normalize_username(username),
        full_name=full_name,
        email=email,
        must_change_password=must_change_password,
    )
    user.set_password(password)
    db.lock(LOCK)
    user.full_clean(exclude=["password"])
    user.save()
    audit.record(actor=by, action="units.create_user", obj=f"user:{user.pk}")
    return user


@transaction.atomic
def reset_password(*, user: User, password: str, by: User) -> None:
    """A password chosen by the administrator; the person chooses an own one at the next login."""
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    slots.end_sessions(user)
    audit.record(actor=by, action="units.reset_password", obj=f"user:{user.pk}")


@transaction.atomic
def choose_password(*, user: User, password: str) -> None:
    """The person's own password; they are signed out everywhere."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    slots.end_sessions(user)


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Close an account, or open it again. Its sessions end with it."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        slots.end_sessions(user)
    action = "units.open_account" if active else "units.close_account"
    audit.record(actor=by, action=action, obj=f"user:{user.pk}")
