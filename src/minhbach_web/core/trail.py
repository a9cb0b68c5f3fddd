"""What the audit log's objects are called, and where they stand for who may see them.

An app names its things when it is ready::

    trail.name("talk", _("Talk"), visible_talks, "briefing:talk")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.models import AuditEvent

Visible = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Thing:
    """A kind of object: its word, what of it a person sees, the page that takes its key."""

    words: str | Promise
    visible: Visible | None = None
    view: str = ""


_things: dict[str, Thing] = {"job": Thing(_("Background work")), "user": Thing(_("Account"))}


def name(kind: str, words: str | Promise, visible: Visible | None = None, view: str = "") -> None:
    """Say what objects of this kind are called and where they stand."""
    _things[kind] = Thing(words, visible, view)


def kinds() -> dict[str, str]:
    """Every kind that an app named, with its word."""
    return {kind: str(thing.words) for kind, thing in _things.items()}


def words(kind: str) -> str:
    """The word of a kind; its code while nobody named it."""
    thing = _things.get(kind)
    return str(thing.words) if thing else kind


def leads(user: Any, events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """(kind, key) → the address of the object's page, where this person sees it.

    One question for each kind that has pages, however many entries there are.
    """
    keys: dict[str, set[int]] = {}
    for event in events:
        if event.object_key.isdecimal() and len(event.object_key) < 19:
            keys.setdefault(event.object_type, set()).add(int(event.object_key))
    found: dict[tuple[str, str], str] = {}
    for kind, wanted in keys.items():
        thing = _things.get(kind)
        if thing is None or thing.visible is None:
            continue
        seen = thing.visible(user).filter(pk__in=wanted).values_list("pk", flat=True)
        for pk in seen.order_by():
            found[kind, str(pk)] = reverse(thing.view, args=[pk])
    return found
