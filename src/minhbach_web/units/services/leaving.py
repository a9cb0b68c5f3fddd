"""A person's own data in an account: corrected on request, taken out when they have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.units.models import User

# Stored as it is shown, in Vietnamese: it stands where a name stood in every list and record.
GONE = "Tài khoản đã xóa, số {n}"
GONE_START = "da-xoa-"
GONE_USERNAME = GONE_START + "{n}"


def is_blank(user: User) -> bool:
    """Whether the name was taken out of the account."""
    return user.username == GONE_USERNAME.format(n=user.pk)


def blank_account(*, user: User) -> bool:
    """Take name, user name, address and password out of an account; False: they are out.

    The caller notes the act. The row stays: what was done stays bound to its number.
    """
    if is_blank(user):
        return False
    user.full_name = GONE.format(n=user.pk)
    user.username = GONE_USERNAME.format(n=user.pk)
    user.email, user.is_active, user.must_change_password = "", False, False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    return True


@transaction.atomic
def correct_account(*, user: User, full_name: str, email: str, by: User) -> None:
    """The name and the address as they should be."""
    user.full_name, user.email = " ".join(full_name.split()), email
    user.save(update_fields=["full_name", "email", "search_key"])
    audit.record(actor=by, action="units.correct_account", obj=f"user:{user.pk}")
