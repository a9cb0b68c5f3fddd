"""A plan as extracted: proposals for a person to confirm, each with its anchor and quote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Recurrence = Literal["month", "quarter", "half-year", "year"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message (thông điệp) under a theme. ``reason``: code of why it is out of scope."""

    text: str
    anchor: str
    in_scope: bool = True
    reason: str | None = None
    phrase: str | None = None  # the words that decided the scope


@dataclass(frozen=True, slots=True)
class Theme:
    number: str
    heading: str
    anchor: str
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A duty given to a body. ``text`` is what the text says, without mark or run-in heading."""

    text: str
    anchor: str
    section: str
    lead: str | None = None
    support: tuple[str, ...] = ()
    deadline: str | None = None
    due: date | None = None
    recurrence: Recurrence | None = None
    product: str | None = None
    in_scope: bool = True
    reason: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    sender: str | None
    receiver: str | None
    through: str | None
    recurrence: tuple[Recurrence, ...]
    deadline: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the plan does not say. ``task``: index of the task it concerns, if one."""

    code: str
    task: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    file: str
    subject: str | None
    issuer: str | None
    period_from: date | None = None
    period_to: date | None = None
    themes: tuple[Theme, ...] = ()
    tasks: tuple[Task, ...] = ()
    reporting: tuple[ReportingDuty, ...] = ()
    gaps: tuple[Gap, ...] = ()
