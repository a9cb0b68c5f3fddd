"""The calendar feed: a secret address per person, and the file that stands behind it (RFC 5545)."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING

import icalendar
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minhbach_web.core import clock, reminding
from minhbach_web.core.services import audit
from minhbach_web.reminders.models import Feed, FeedEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minhbach_web.units.models import User

BACK = datetime.timedelta(days=90)
AHEAD = datetime.timedelta(days=400)
ONE = datetime.timedelta(days=1)
HOST = "minhbach"
PART = 500


@transaction.atomic
def renew(*, by: User) -> str:
    """A new secret for the person's feed, shown once; the old address gives nothing any more."""
    text = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        user=by, defaults={"sha256": digest(text), "made_at": clock.now()}
    )
    audit.record(actor=by, action="reminders.renew_feed", obj=f"user:{by.pk}")
    return text


@transaction.atomic
def close(*, by: User) -> None:
    """The address gives nothing any more, and there is no new one."""
    if Feed.objects.filter(user=by).delete()[0]:
        audit.record(actor=by, action="reminders.close_feed", obj=f"user:{by.pk}")


def digest(text: str) -> str:
    """What is kept of a secret: it has 256 bits of chance, so that a plain hash is enough."""
    return hashlib.sha256(text.encode()).hexdigest()


def person_behind(text: str) -> User | None:
    """The active account to which this secret belongs."""
    found = Feed.objects.filter(sha256=digest(text), user__is_active=True)
    row = found.select_related("user").first()
    return row.user if row else None


def calendar_of(user: User) -> bytes:
    """The person's dates as an iCalendar file, the same bytes while nothing changes."""
    today = clock.today()
    entries = sorted(
        reminding.entries(user, today - BACK, today + AHEAD), key=lambda e: (e.day, e.matter)
    )
    known = _sequences(entries)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Minh Bach//Lich//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Minh Bạch: due dates"))
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, known[entry.matter]))
    return bytes(calendar.to_ical())


def _event(entry: reminding.Entry, known: FeedEvent) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.matter}@{HOST}")
    event.add("sequence", known.sequence)
    event.add("dtstamp", known.changed_at)
    event.add("last-modified", known.changed_at)
    if entry.starts is not None:
        event.add("dtstart", entry.starts.astimezone(datetime.UTC))
        event.add("dtend", (entry.ends or entry.starts).astimezone(datetime.UTC))
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + ONE)
        event.add("transp", "TRANSPARENT")
    event.add("summary", " ".join(entry.title.split()))
    if entry.detail:
        event.add("description", entry.detail)
    if entry.place:
        event.add("location", entry.place)
    if settings.SITE_ADDRESS:
        event.add("url", settings.SITE_ADDRESS + entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _state(entry: reminding.Entry) -> str:
    parts = (entry.day, entry.starts, entry.ends, entry.place, entry.title, entry.cancelled)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _sequences(entries: Sequence[reminding.Entry]) -> dict[str, FeedEvent]:
    """How often each entry changed; a change is written down when it is first seen.

    The title is part of it: calendars show a new one only with a higher number. It is asked for
    in the person's language, so that the language is part of the entry's name here.
    """
    language = get_language() or "vi"
    names = {entry.matter: f"{language}:{entry.matter}"[:60] for entry in entries}
    known: dict[str, FeedEvent] = {}
    keys = list(names.values())
    for at in range(0, len(keys), PART):
        rows = FeedEvent.objects.filter(matter__in=keys[at : at + PART])
        known.update({row.matter: row for row in rows})
    now = clock.now().replace(microsecond=0)
    found = {}
    for entry in entries:
        state, row = _state(entry), known.get(names[entry.matter])
        if row is None:
            row, _made = FeedEvent.objects.get_or_create(
                matter=names[entry.matter], defaults={"digest": state, "changed_at": now}
            )
        if row.digest != state:
            row.sequence, row.digest, row.changed_at = row.sequence + 1, state, now
            row.save(update_fields=["sequence", "digest", "changed_at"])
        found[entry.matter] = row
    return found
