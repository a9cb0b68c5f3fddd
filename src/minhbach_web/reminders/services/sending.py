"""Reminding: what is due is written down once, and each person gets one message a day."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation

from minhbach_web import engine
from minhbach_web.core import clock, retention
from minhbach_web.core.services import audit
from minhbach_web.reminders.models import Choice, Message, Notice, SendingHours
from minhbach_web.reminders.services import planning
from minhbach_web.reminders.services.delivering import deliver, email_is_set
from minhbach_web.reporting.services.calendar import days_off
from minhbach_web.units.queries.holders import people_by_key

logger = logging.getLogger(__name__)
PART = 500
CHASED = "chase:"
ONLY = 1  # the one row of hours


@dataclass(frozen=True)
class Ran:
    """What one run did. ``quiet``: outside the hours in which messages go out."""

    notices: int = 0
    messages: int = 0
    failed: int = 0
    quiet: bool = False
    email: bool = True


def remind(*, at_once: bool = False) -> Ran:
    """Write down what is due and send what may be sent. Run twice, it says nothing twice.

    ``at_once``: also outside the sending hours and on a day off.
    """
    now, calendar = clock.now(), days_off()
    day = clock.day_of(now)
    made = write_notices(planned(day, calendar), now)
    quiet = not (at_once or may_send(now, calendar))
    sent = failed = 0
    if not quiet and email_is_set():
        make_digests(day, now, at_once=at_once)
        sent, failed = deliver(now)
    _ran(now, made, sent)
    return Ran(made, sent, failed, quiet, email_is_set())


def planned(day: datetime.date, calendar: engine.Calendar) -> planning.Plan:
    """The plan of the day, each person's part in the language that they read."""
    chosen = dict(Choice.objects.exclude(language="vi").values_list("user", "language"))
    whole = planning.Plan()
    for code in ["vi", *sorted(set(chosen.values()))]:
        with translation.override(code):
            plan = planning.plan(day, calendar)
        whole.open = plan.open
        whole.planned += [p for p in plan.planned if chosen.get(p.user, "vi") == code]
    return whole


def fresh(plan: planning.Plan) -> list[planning.Planned]:
    """What of the plan was not said before."""
    keys = {(p.user, p.matter, p.rule, p.due): p for p in plan.planned}
    users = sorted({p.user for p in plan.planned})
    for at in range(0, len(users), PART):
        said = Notice.objects.filter(user__in=users[at : at + PART])
        for key in said.values_list("user", "matter", "rule", "due").iterator():
            keys.pop(key, None)
    return list(keys.values())


@transaction.atomic
def write_notices(plan: planning.Plan, now: datetime.datetime) -> int:
    """A row for what is new, in the list that each person has in the site; gives how many.

    What there is nothing left to do about is marked as settled.
    """
    settle(plan.open, now)
    before = Notice.objects.count()
    rows = [
        Notice(
            user_id=p.user,
            kind=p.kind,
            matter=p.matter,
            rule=p.rule,
            due=p.due,
            unit_id=p.unit,
            title=p.title,
            detail=p.detail,
            why=p.why,
            url=p.url,
            made_at=now,
        )
        for p in fresh(plan)
    ]
    # Two processes at once: the database keeps one of two equal rows.
    Notice.objects.bulk_create(rows, batch_size=PART, ignore_conflicts=True)
    if rows:
        read_older(now)
    return Notice.objects.count() - before


def read_older(now: datetime.datetime) -> None:
    """Of two reminders of one thing the newer one counts: the older asks for no attention."""
    newer = Notice.objects.filter(
        user=OuterRef("user"), matter=OuterRef("matter"), pk__gt=OuterRef("pk")
    )
    Notice.objects.filter(Exists(newer), read_at=None).update(read_at=now)


def settle(still_open: Collection[str], now: datetime.datetime) -> None:
    """Reminders of what is done or gone bother nobody any more."""
    shown = Notice.objects.filter(settled_at=None)
    gone = sorted(set(shown.values_list("matter", flat=True)) - set(still_open))
    for at in range(0, len(gone), PART):
        shown.filter(matter__in=gone[at : at + PART]).update(settled_at=now)


def may_send(now: datetime.datetime, calendar: engine.Calendar) -> bool:
    """Whether messages may go out now: in the hours for it, on a day that is worked."""
    local = now.astimezone(clock.VIETNAM)
    if calendar.reason(local.date()) is not None:
        return False
    hours = sending_hours()
    return hours.opens <= local.time() < hours.closes


def sending_hours() -> SendingHours:
    """The hours of this site; the usual ones while nobody set them."""
    return SendingHours.objects.filter(pk=ONLY).first() or SendingHours()


def make_digests(day: datetime.date, now: datetime.datetime, *, at_once: bool = False) -> int:
    """One message per person for everything new; none for who had today's already."""
    unsaid = Notice.objects.filter(
        message=None, settled_at=None, read_at=None, made_at__gte=now - planning.MISSED
    ).exclude(rule__startswith=CHASED)
    users = set(unsaid.values_list("user", flat=True))
    had = set(Message.objects.filter(day=day, token="").values_list("user", flat=True))
    made = 0
    for user in _reachable(users - had, now, at_once=at_once):
        with transaction.atomic():
            message, new = Message.objects.get_or_create(user_id=user, day=day, token="")
            if new:
                unsaid.filter(user=user).update(message=message)
                made += 1
    return made


def _reachable(users: Iterable[int], now: datetime.datetime, *, at_once: bool) -> list[int]:
    """Those who have an address and want e-mail, and not only later in the day."""
    people = people_by_key(list(users))
    choices = {row.user_id: row for row in Choice.objects.filter(user__in=list(people))}
    local = now.astimezone(clock.VIETNAM).time()
    found = []
    for pk, user in sorted(people.items()):
        choice = choices.get(pk)
        later = choice is not None and choice.not_before and local < choice.not_before
        if user.email and (choice is None or choice.email) and (at_once or not later):
            found.append(pk)
    return found


def _ran(now: datetime.datetime, notices: int, messages: int) -> None:
    with transaction.atomic():
        SendingHours.objects.update_or_create(pk=ONLY, defaults={"last_run": now})
        kept = datetime.timedelta(days=retention.days("reminders.notices"))
        Notice.objects.filter(made_at__lt=now - kept).delete()
        Message.objects.filter(day__lt=clock.day_of(now - kept), notices=None).delete()
        if notices or messages:
            day = clock.day_of(now).isoformat()
            audit.record(actor=None, action="reminders.remind", obj=f"day:{day}")
