"""Roles given and taken back. A membership ends; it is not deleted."""

import datetime

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.units.models import Membership, OrganisationUnit, Role, User


@transaction.atomic
def grant(
    *,
    user: User,
    unit: OrganisationUnit,
    role: str,
    by: User | None,
    valid_from: datetime.date | None = None,
) -> Membership:
    """Give ``user`` the ``role`` in ``unit`` from ``valid_from`` (today); once is enough."""
    code = Role(role)
    membership, new = Membership.objects.get_or_create(
        user=user,
        unit=unit,
        role=code,
        valid_to=None,
        defaults={"valid_from": valid_from or clock.today()},
    )
    if new:
        audit.record(actor=by, action="units.grant", obj=f"membership:{membership.pk}")
    return membership


@transaction.atomic
def revoke(*, membership: Membership, by: User, valid_to: datetime.date | None = None) -> None:
    """End a membership: from ``valid_to`` (today) on the role is gone."""
    day = valid_to or clock.today()
    membership.valid_to = max(day, membership.valid_from)
    membership.save(update_fields=["valid_to"])
    audit.record(actor=by, action="units.revoke", obj=f"membership:{membership.pk}")
