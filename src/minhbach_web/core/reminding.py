"""What people can be reminded of, and what stands in their calendars.

Apps give their open matters here when they are ready::

    reminding.register("talk", _("Talk"), talks_ahead)

A source is asked with the first and the last due day that matter, in the language in which its
words will be read, and gives only what still has to be done: who is done is reminded no more.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Matter:
    """One thing that one unit has to do by ``due``.

    ``people``: the accounts to remind; when empty, those who hold one of ``roles`` in ``unit``.
    ``giver``: the unit that asked for it: its rules hold, and above all there is nobody else.
    ``group``: what several units' matters have in common ("period:3"), for who looks at many.
    ``happened``: nothing is due, something came about on that day (a report was returned).
    ``asked`` and ``moved``: the day that was asked for before it had to move, and why.
    """

    kind: str
    key: str
    unit: int
    unit_name: str
    due: datetime.date
    title: str
    url: str
    giver: int
    people: tuple[int, ...] = ()
    roles: tuple[str, ...] = ("reporter",)
    programme: int | None = None
    group: str = ""
    group_title: str = ""
    group_url: str = ""
    reason: str = ""
    happened: bool = False
    asked: datetime.date | None = None
    moved: str = ""


Source = Callable[[datetime.date, datetime.date], Iterable[Matter]]


# What a matter of a kind is: due on a day; come back or waiting for an answer; simply news.
DUE, ANSWER, NEWS = "due", "answer", "news"


@dataclass(frozen=True)
class Registered:
    words: str | Promise
    source: Source
    nature: str


_sources: dict[str, Registered] = {}


def register(kind: str, words: str | Promise, source: Source, nature: str = DUE) -> None:
    """Let ``source`` give the matters of this kind; ``words`` name the kind in the rules.

    ``nature``: DUE, or for matters that ``happened`` ANSWER or NEWS.
    """
    _sources[kind] = Registered(words, source, nature)


def nature(kind: str) -> str:
    """DUE, ANSWER or NEWS; DUE for a kind that no app gives any more."""
    return _sources[kind].nature if kind in _sources else DUE


def kinds() -> dict[str, str | Promise]:
    """The kinds that rules can be about, with their words."""
    return {kind: entry.words for kind, entry in _sources.items()}


def matters(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Everything that is open and due between the two days."""
    for entry in _sources.values():
        yield from entry.source(first, last)


# For "Đôn đốc": (account, number) → what the group is called and its open matters; 404 inside.
@dataclass(frozen=True)
class Group:
    """Open matters that one person may ask units about together."""

    title: str
    url: str
    matters: tuple[Matter, ...]


GroupSource = Callable[[Any, int], Group]
_groups: dict[str, GroupSource] = {}


def register_group(slug: str, source: GroupSource) -> None:
    """Let units be asked about the things of an address ``/nhac-viec/don-doc/<slug>/<pk>/``."""
    _groups[slug] = source


def group(slug: str, user: Any, pk: int) -> Group | None:
    """The group, if there is such a kind; the source itself hides what is out of scope."""
    source = _groups.get(slug)
    return source(user, pk) if source else None


# What stands in a person's calendar feed.
@dataclass(frozen=True)
class Entry:
    """A day, or from–until, in a calendar. ``matter`` stays the same for ever: it is the UID."""

    matter: str
    day: datetime.date
    title: str
    url: str
    detail: str = ""
    place: str = ""
    starts: datetime.datetime | None = None
    ends: datetime.datetime | None = None
    cancelled: bool = False


Calendar = Callable[[Any, datetime.date, datetime.date], Iterable[Entry]]
_calendars: list[Calendar] = []


def register_calendar(source: Calendar) -> None:
    """Let ``source`` put entries into the calendars of people: (account, first, last day)."""
    if source not in _calendars:
        _calendars.append(source)


def entries(user: Any, first: datetime.date, last: datetime.date) -> list[Entry]:
    """Everything for one person's calendar."""
    return [entry for source in _calendars for entry in source(user, first, last)]
