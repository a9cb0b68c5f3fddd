"""What an item holds, by kind: typed, kept as JSON (codec) in ``extracted`` and ``details``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minhbach_web.engine import Recurrence, from_json

if TYPE_CHECKING:
    from minhbach_web.programme.models import PlanItem


@dataclass(frozen=True, slots=True)
class Added:
    """A person filled in what the plan doesn't say."""

    by: int
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class ThemeDetails:
    number: str = ""


@dataclass(frozen=True, slots=True)
class MessageDetails:
    """Nothing beside its text."""


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """``added``: name of a field → who filled it in."""

    lead: str | None = None
    support: tuple[str, ...] = ()
    deadline: str | None = None
    due: datetime.date | None = None
    recurrence: Recurrence | None = None
    product: str | None = None
    added: Mapping[str, Added] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DutyDetails:
    sender: str | None = None
    receiver: str | None = None
    through: str | None = None
    recurrence: tuple[Recurrence, ...] = ()
    deadline: str | None = None
    added: Mapping[str, Added] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitationDetails:
    cls: str
    kind: str
    key: str
    notation: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    issuer: str | None = None
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True)
class GapDetails:
    """``item``: key of the task or duty it concerns; ``value``: what a person filled in."""

    code: str
    item: int | None = None
    value: str | None = None


Details = ThemeDetails | MessageDetails | TaskDetails | DutyDetails | CitationDetails | GapDetails
KINDS: Mapping[str, type[Details]] = {
    "theme": ThemeDetails,
    "message": MessageDetails,
    "task": TaskDetails,
    "duty": DutyDetails,
    "citation": CitationDetails,
    "gap": GapDetails,
}


def details_of(item: PlanItem) -> Details:
    """The item's details, typed."""
    return from_json(KINDS[item.kind], item.details)
