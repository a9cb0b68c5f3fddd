"""Roles given and taken back. A membership ends; it is not deleted."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

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
    valid_to: datetime.date | None = None,
) -> Membership:
    """Give ``user`` the ``role`` in ``unit`` from ``valid_from`` (today) until the day before
    ``valid_to`` (no end); once is enough.

    Raises ValidationError when the unit is closed or the days are the wrong way round.
    """
    start = valid_from or clock.today()
    if unit.closed is not None and unit.closed <= clock.today():
        text = _("%(unit)s is closed: no role can be given in it. Choose a unit that is open.")
        raise ValidationError(text % {"unit": unit.name})
    if valid_to is not None and valid_to <= start:
        raise ValidationError(_("The last day is before the first one."))
    held = Membership.objects.filter(user=user, unit=unit, role=Role(role))
    open_end = held.filter(valid_to=None).first()
    if open_end is not None and (valid_to is None or open_end.valid_from <= start):
        return open_end
    if valid_to is not None:
        same = held.filter(valid_from__lte=start, valid_to__gte=valid_to).first()
        if same is not None:
            return same
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user, unit=unit, role=Role(role), valid_from=start, valid_to=valid_to
            )
    except IntegrityError:  # given at the same moment by somebody else
        return held.get(valid_to=valid_to)
    audit.record(actor=by, action="units.grant", obj=f"membership:{membership.pk}")
    return membership


@transaction.atomic
def revoke(
    *, membership: Membership, by: User | None, valid_to: datetime.date | None = None
) -> None:
    """End a membership: from ``valid_to`` (today) on the role is gone."""
    day = valid_to or clock.today()
    membership.valid_to = max(day, membership.valid_from)
    membership.save(update_fields=["valid_to"])
    audit.record(actor=by, action="units.revoke", obj=f"membership:{membership.pk}")


def held_by(user: User) -> list[Membership]:
    """The roles of today and of later, with their units; where nobody acts any more, none."""
    rows = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=clock.today()), user=user)
    return list(rows.select_related("unit").order_by("unit__sort_key", "role", "pk"))


def first_day(membership: Membership) -> datetime.date:
    """From when somebody else can take the role over: today, or the day on which it begins."""
    return max(clock.today(), membership.valid_from)
