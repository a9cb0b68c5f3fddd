"""What can stand in the way of giving a task, a part of it, or more time for it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minhbach_web.programme.models import ExtensionDecision


class TaskError(Exception):
    """Base of these."""


class NotAssignable(TaskError):
    """The task is not supported by this system, or ended: no unit can have it."""


class NoUnits(TaskError):
    """Nobody was chosen, or no open unit is of this kind today."""


class NotBelow(TaskError):
    """A unit gives its tasks to units below it only."""


class LaterThanAbove(TaskError):
    """The deadline below would be later than the giver's own."""

    def __init__(self, due: datetime.date) -> None:
        self.due = due
        super().__init__(str(due))


class NoDeadline(TaskError):
    """There is no deadline that could be moved."""


class NotLater(TaskError):
    """The day asked for is not later than the deadline, or it is past."""


class ExtensionWaiting(TaskError):
    """A request for more time waits for an answer already."""


class ExtensionDecided(TaskError):
    """Somebody answered the request before."""

    def __init__(self, decision: ExtensionDecision) -> None:
        self.decision = decision
        super().__init__(f"extension {decision.extension_id} is decided")


class NotAMember(TaskError):
    """Only somebody with a role in the unit can see to its tasks."""


class AssignmentEnded(TaskError):
    """The unit doesn't have the task any more."""
