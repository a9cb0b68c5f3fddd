"""A unit gives its task, or a part of it, to units below; what they do shows at the giver."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors_tasks import (
    AssignmentEnded,
    LaterThanAbove,
    NotBelow,
    NoUnits,
)
from minhbach_web.programme.models import Assignment, Task
from minhbach_web.units.queries import open_units, subtree

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import OrganisationUnit, User


def units_below(unit: OrganisationUnit) -> QuerySet[OrganisationUnit]:
    """The open units to which ``unit`` can give something."""
    return open_units().filter(pk__in=subtree(unit).values("pk")).exclude(pk=unit.pk)


@transaction.atomic
def hand_down(
    *,
    assignment: Assignment,
    units: Collection[int],
    text: str,
    part: str,
    due: datetime.date | None,
    by: User,
) -> list[Assignment]:
    """Give the task (``text`` empty) or a part of it to units below.

    A unit that has a part of this already gets the new words and day. Raises NoUnits, NotBelow,
    LaterThanAbove, AssignmentEnded.
    """
    row = running(assignment)
    if not units:
        raise NoUnits
    if units_below(row.unit).filter(pk__in=units).count() != len(set(units)):
        raise NotBelow
    check_due(row, due)
    given = {"part": part, "text": text, "due": due, "given_by": by, "given_at": clock.now()}
    made = [
        Assignment.objects.update_or_create(
            parent=row, unit_id=unit, task_id=row.task_id, defaults=given
        )[0]
        for unit in dict.fromkeys(units)
    ]
    audit.record(actor=by, action="task.hand-down", obj=f"assignment:{row.pk}")
    return made


def running(assignment: Assignment) -> Assignment:
    """The assignment as it stands, its task held. Raises AssignmentEnded."""
    Task.objects.select_for_update(of=("self",)).get(pk=assignment.task_id)
    row = Assignment.objects.select_related("unit", "task").filter(pk=assignment.pk).first()
    if row is None or row.task.ended_at is not None:
        raise AssignmentEnded
    return row


def check_due(giver: Assignment, due: datetime.date | None) -> None:
    """Nobody gives more time than they have. Raises LaterThanAbove."""
    if due is not None and giver.deadline is not None and due > giver.deadline:
        raise LaterThanAbove(giver.deadline)
