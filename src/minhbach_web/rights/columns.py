"""What the columns of an export are called, and how their values read."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, clock, trail

DAY, TIME, WHAT, UNIT = _("Day"), _("Time"), _("What"), _("Unit")
WORDS: dict[str, str | Promise] = {
    "about": _("Data"),
    "action": _("Act"),
    "answer": _("Answer"),
    "answer_by": _("Answer by"),
    "answered_on": _("Answered on"),
    "channel": _("How it was sent"),
    "code": _("Code"),
    "date": DAY,
    "date_joined": _("Made"),
    "days": _("Days"),
    "detail": _("Details"),
    "done_by": _("Done by"),
    "done_on": _("Done on"),
    "due": _("Due"),
    "email": _("E-mail"),
    "ended_at": _("Ended"),
    "expires_at": _("Valid until"),
    "expire_date": _("Valid until"),
    "full_name": _("Full name"),
    "group": _("Group"),
    "given": _("Yes or no"),
    "granted": _("Granted"),
    "is_active": _("Active"),
    "key": _("Key"),
    "kind": _("Kind"),
    "language": _("Language"),
    "last_login": _("Last sign-in"),
    "last_seen_at": _("Last seen"),
    "last_used": _("Last used"),
    "last_used_at": _("Last used"),
    "level": _("Step"),
    "n": _("No."),
    "name": _("Name"),
    "new_due": _("New deadline"),
    "not_before": _("Not before"),
    "notation": _("Number"),
    "number": _("Number"),
    "object_key": _("Object"),
    "object_type": _("Kind of object"),
    "outcome": _("Answer"),
    "override_reason": _("Reason"),
    "period": _("Period"),
    "place": _("Where"),
    "provider": _("Provider"),
    "published_on": _("Published on"),
    "purpose": _("What for"),
    "read_at": _("Read"),
    "reason": _("Reason"),
    "revision": _("Revision"),
    "revoked_at": _("Taken back"),
    "role": _("Role"),
    "settled_at": _("Settled"),
    "sha256": _("Digest"),
    "seen": _("Last seen"),
    "signed_in": _("Signed in"),
    "since": _("From"),
    "source": _("Source"),
    "state": _("State"),
    "status": _("State"),
    "steps": _("Steps"),
    "type": _("Kind"),
    "uid": _("Number"),
    "username": _("User name"),
    "valid_from": _("From"),
    "valid_to": _("Until"),
    "verified": _("Verified"),
    "version": _("Version"),
    "why": _("Why"),
}
FAMILIES = {
    "_at": TIME,
    "_on": DAY,
    "_time": TIME,
    "__name": UNIT,
    "__text": WHAT,
}
SAME = {
    "at": TIME, "day": DAY, "what": WHAT, "text": WHAT, "title": WHAT, "subject": WHAT,
    "heading": WHAT, "concept": WHAT, "thing": WHAT, "element__name": WHAT,
    "figure__concept": WHAT, "document__name": WHAT,
}  # fmt: skip


def column_words(name: str) -> str:
    """What a column is called on the page."""
    if name in WORDS or name in SAME:
        return str(WORDS.get(name) or SAME[name])
    for ending, words in FAMILIES.items():
        if name.endswith(ending):
            return str(words)
    raise LookupError(name)


def shown(value: Any, name: str = "") -> str:
    """A value of an export in words; ``name``: of its column."""
    if name == "object_type":
        return trail.words(value)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str):
        return _moment(value) or acts.words(value)
    return str(value)


def _moment(text: str) -> str:
    """A stored day or instant as people write it; "" for any other text."""
    if len(text) < 10 or not text[:4].isdecimal() or text[4] != "-":
        return ""
    try:
        instant = parse_datetime(text) if len(text) > len("2026-11-24") else None
        day = None if instant else parse_date(text)
    except ValueError:
        return ""
    if instant is not None and instant.tzinfo:
        return date_format(instant.astimezone(clock.VIETNAM), "H:i j/n/Y")
    return date_format(day, "j/n/Y") if day else ""
