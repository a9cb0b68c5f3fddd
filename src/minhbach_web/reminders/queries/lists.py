"""A person's own reminders, and how sending goes. Nobody sees another person's list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.reminders.models import Chase, Choice, Message, Notice, SendingHours
from minhbach_web.reminders.services.delivering import email_is_set

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def own_notices(user: User) -> QuerySet[Notice]:
    """What the person was reminded of, the last first."""
    return Notice.objects.filter(user=user).select_related("unit", "message")


def to_do(user: User) -> QuerySet[Notice]:
    """What is still to be done, each thing once: its last reminder."""
    newer = Notice.objects.filter(user=user, matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
    return own_notices(user).filter(~Exists(newer), settled_at=None)


def own_notice(user: User, pk: int) -> Notice:
    """The person's own reminder with this number, else Http404."""
    found = own_notices(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def unread(user: User) -> int:
    """How many reminders the person has not read and about which there is something to do."""
    return Notice.objects.filter(user=user, read_at=None, settled_at=None).count()


def choice_of(user: User) -> Choice:
    """How the person wants to be reminded; what holds for everybody when they never said."""
    return Choice.objects.filter(user=user).first() or Choice(user=user)


def chased_lately(thing: str) -> list[Chase]:
    """Who asked about this thing last, the last first."""
    return list(Chase.objects.filter(thing=thing).select_related("by")[:5])


@dataclass(frozen=True)
class Delivery:
    """How sending goes, for whoever looks after it."""

    email: bool
    workers: int
    last_run: datetime.datetime | None
    waiting: int
    failed: int


def delivery() -> Delivery:
    """Whether e-mail is set up, when reminders last ran, and what is stuck."""
    hours = SendingHours.objects.order_by("pk").first()
    states = Message.State
    return Delivery(
        email=email_is_set(),
        workers=workers_alive(),
        last_run=hours.last_run if hours else None,
        waiting=Message.objects.filter(state__in=(states.WAITING, states.SENDING)).count(),
        failed=Message.objects.filter(state=states.FAILED).count(),
    )
