"""Sending messages: each is claimed by one process, sent, and marked; a failure is tried again.

After a crash between sending and marking, the message goes out once more, with the same
Message-ID, so that a mail program shows it once: a message lost would be worse.
"""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q

from minhbach_web.reminders.models import Choice, Message
from minhbach_web.reminders.services.composing import compose
from minhbach_web.units.queries.holders import people_by_key

logger = logging.getLogger(__name__)
CLAIM = datetime.timedelta(minutes=15)
TRIES = 5
State = Message.State


def email_is_set() -> bool:
    """Whether this site has a way to send e-mail at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def deliver(now: datetime.datetime, only: int | None = None) -> tuple[int, int]:
    """Send what waits; gives how many went out and how many could not."""
    stale = Q(state=State.SENDING, claimed_at__lt=now - CLAIM)
    waiting = Message.objects.filter(Q(state=State.WAITING) | stale).order_by("pk")
    if only is not None:
        waiting = waiting.filter(pk=only)
    rows = list(waiting)
    if not rows or not email_is_set():
        return 0, 0
    people = people_by_key({row.user_id for row in rows})
    chosen = {row.user_id: row for row in Choice.objects.filter(user__in=list(people))}
    sent = failed = 0
    backend = mail.get_connection()
    for row in rows:
        if not _claim(row, now):
            continue
        user, choice = people.get(row.user_id), chosen.get(row.user_id)
        wanted = choice is None or choice.email or row.token
        language = choice.language if choice else "vi"
        letter = compose(row, user, language) if user and user.email and wanted else None
        if letter is None:
            _end(row, State.OFF)
        elif error := _send(backend, letter):
            failed += 1
            _end(row, State.FAILED if row.tries + 1 >= TRIES else State.WAITING, error)
            backend = mail.get_connection()
        else:
            sent += 1
            _end(row, State.SENT, at=now)
    backend.close()
    return sent, failed


def _claim(row: Message, now: datetime.datetime) -> bool:
    """Whether this process sends it: of two that try, one gets it."""
    same = Message.objects.filter(pk=row.pk, state=row.state, claimed_at=row.claimed_at)
    return bool(same.update(state=State.SENDING, claimed_at=now, tries=F("tries") + 1))


def _send(backend: BaseEmailBackend, letter: mail.EmailMultiAlternatives) -> str:
    """Nothing, or the name of what went wrong: never an address or a word of the letter."""
    try:
        backend.open()
        backend.send_messages([letter])
    except Exception as error:
        name = type(error).__name__
        logger.warning("a reminder could not be sent: %s", name)
        return name
    return ""


def _end(row: Message, state: str, error: str = "", at: datetime.datetime | None = None) -> None:
    Message.objects.filter(pk=row.pk).update(state=state, error=error[:80], sent_at=at)
