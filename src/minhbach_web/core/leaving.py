"""What a person holds, for the day when they leave: roles, tasks, talks, open drafts.

Apps tell what they know when they are ready::

    leaving.register(leaving.Source("talk", _("Talks"), talks_of, give_talk))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Holding:
    """One thing in somebody's hands. ``detail`` is a line under its title; ``fixed``: it can't be
    handed to a person (a draft belongs to its unit), and the line says what becomes of it."""

    key: int
    title: str
    detail: str = ""
    url: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Source:
    """``held(user)`` lists; ``give(key, user, to, by)`` hands one over, or ends it when ``to`` is
    None, and raises ValidationError with a sentence when that can't be."""

    kind: str
    title: str | Promise
    held: Callable[[Any], Iterable[Holding]]
    give: Callable[[int, Any, Any, Any], object]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let an app say what people hold; a second source of the same kind replaces the first."""
    _sources[source.kind] = source


def all_of(user: Any) -> list[tuple[Source, list[Holding]]]:
    """Everything that the person holds, by kind; kinds without anything are left out."""
    found = [(source, list(source.held(user))) for source in _sources.values()]
    return [(source, rows) for source, rows in found if rows]
