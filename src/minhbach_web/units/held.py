"""What this app stores about a person: the account and its roles, and decisions on the tree."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import clock, holding, retention
from minhbach_web.core.audited import closings
from minhbach_web.units.models import Membership, User
from minhbach_web.units.services.leaving import GONE_START, blank_account

if TYPE_CHECKING:
    from collections.abc import Collection


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="units.account",
            label=_("Account"),
            what=_("Full name, user name, e-mail address if one was given, when it was made."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=_("The number of the account stays, so that records still tell persons apart."),
            term="units.accounts",
            rows=(
                holding.Rows(
                    "units.User", "pk", "username full_name email is_active date_joined last_login"
                ),
            ),
            erase=lambda user: int(blank_account(user=user)),
            last=True,
        ),
        holding.Kept(
            code="units.memberships",
            label=_("Roles"),
            what=_("Which role in which unit, from when until when."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=holding.RECORD,
            rows=(holding.Rows("units.Membership", "user", "role unit__name valid_from valid_to"),),
            erase=end_roles,
        ),
        holding.Kept(
            code="units.second_step",
            label=_("Second step at sign-in"),
            what=_("The secret of the second step, recovery codes, addresses for signing in."),
            basis=holding.SECURITY,
            fate=holding.DELETED,
            rows=(
                holding.Rows("mfa.Authenticator", "user", "type created_at last_used_at"),
                holding.Rows("account.EmailAddress", "user", "email verified"),
            ),
        ),
        holding.record(
            "units.decisions",
            _("Re-organisations"),
            _("Which re-organisations were drafted, signed off or undone."),
            holding.Rows("units.Reorganisation", "drafted_by", "number drafted_at"),
            holding.Rows("units.Reorganisation", "signed_by", "number signed_at"),
            holding.Rows("units.Reorganisation", "undone_by", "number undone_at"),
        ),
    )
    retention.register(
        retention.Term(
            "units.accounts",
            _("Accounts of people who left"),
            _("the day the account was closed"),
            _("The name, user name and e-mail address go; the number of the account stays."),
            due=lambda before: left(before).count(),
            clear=lambda before: sum(_go(user) for user in left(before)),
        )
    )
    holding.hold_back(still_open)


def end_roles(user: User) -> int:
    """Roles that are still open end today."""
    return Membership.objects.filter(user=user, valid_to=None).update(valid_to=clock.today())


def left(before: datetime.datetime) -> QuerySet[User]:
    """Closed accounts that still have a name, closed before that instant, with nothing in hand."""
    closed = User.objects.filter(is_active=False, pk__in=closings(before))
    named = closed.exclude(username__startswith=GONE_START).values_list("pk", flat=True)
    return User.objects.filter(pk__in=holding.without_duties(list(named)))


@transaction.atomic
def _go(user: User) -> bool:
    holding.forget(user)
    return True


def still_open(accounts: Collection[int]) -> dict[int, str]:
    """An account that can still sign in belongs to somebody who works here."""
    open_now = User.objects.filter(pk__in=accounts, is_active=True).values_list("pk", flat=True)
    return dict.fromkeys(open_now, str(_("The account is still open. Close it first.")))
