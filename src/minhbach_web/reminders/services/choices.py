"""What a person does with the own list, and how they want to be reminded."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reminders.models import Choice, Notice, SendingHours
from minhbach_web.reminders.services.sending import ONLY

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def mark_read(*, notice: Notice) -> None:
    """The person has seen it."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())


def mark_all_read(*, by: User) -> int:
    """The person has seen them all; gives how many that were."""
    return Notice.objects.filter(user=by, read_at=None).update(read_at=clock.now())


@transaction.atomic
def set_choice(*, by: User, email: bool, language: str, not_before: datetime.time | None) -> Choice:
    """Keep how the person wants to be reminded."""
    row, _new = Choice.objects.update_or_create(
        user=by, defaults={"email": email, "language": language, "not_before": not_before}
    )
    audit.record(actor=by, action="reminders.set_choice", obj=f"user:{by.pk}")
    return row


@transaction.atomic
def set_hours(*, opens: datetime.time, closes: datetime.time, by: User) -> None:
    """Keep between which hours of a working day messages go out."""
    SendingHours.objects.update_or_create(pk=ONLY, defaults={"opens": opens, "closes": closes})
    audit.record(actor=by, action="reminders.set_hours", obj="hours:1")
