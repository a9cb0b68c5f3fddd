"""Accounts: made, given a new password, closed and opened again by an administrator."""

from django.db import transaction

from minhbach_web.core.services import audit
from minhbach_web.units.models import User


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
    """A new account; ``by`` is None only while the site is set up."""
    user = User(
        username=User.normalize_username(username),
        full_name=full_name,
        email=email,
        must_change_password=must_change_password,
    )
    user.set_password(password)
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
    audit.record(actor=by, action="units.reset_password", obj=f"user:{user.pk}")


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Close an account, or open it again. Its sessions end with it."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    action = "units.open_account" if active else "units.close_account"
    audit.record(actor=by, action=action, obj=f"user:{user.pk}")
