"""Accounts: made, given a new password, closed and opened again by an administrator."""

import secrets

from django.db import transaction

from minhbach_web.core import db
from minhbach_web.core.services import audit
from minhbach_web.units.models import OrganisationUnit, User
from minhbach_web.units.services.memberships import grant

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
    password: str,
    full_name: str,
    by: User | None,
    email: str = "",
    must_change_password: bool = False,
) -> User:
    """A new account; ``by`` is None only while the site is set up.

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
def create_account(
    *, username: str, password: str, full_name: str, unit: OrganisationUnit, role: str, by: User
) -> User:
    """An account with its first role; the person chooses an own password at the first login."""
    user = create_user(
        username=username,
        password=password,
        full_name=full_name,
        by=by,
        must_change_password=True,
    )
    grant(user=user, unit=unit, role=role, by=by)
    return user


@transaction.atomic
def reset_password(*, user: User, password: str, by: User) -> None:
    """A password chosen by the administrator; the person chooses an own one at the next login."""
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor=by, action="units.reset_password", obj=f"user:{user.pk}")


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Close an account, or open it again. Its sessions end with it."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    action = "units.open_account" if active else "units.close_account"
    audit.record(actor=by, action=action, obj=f"user:{user.pk}")
