"""More time: the unit asks with a reason, the giver answers once; both are kept."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors_tasks import (
    ExtensionDecided,
    ExtensionWaiting,
    NoDeadline,
    NotLater,
)
from minhbach_web.programme.models import Assignment, Extension, ExtensionDecision
from minhbach_web.programme.services.delegating import check_due, running

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def ask_extension(
    *, assignment: Assignment, new_due: datetime.date, reason: str, by: User
) -> Extension:
    """Ask for more time. The same request again is the same one.

    Raises NoDeadline, NotLater, ExtensionWaiting, AssignmentEnded.
    """
    row = running(assignment)
    waiting = Extension.objects.filter(assignment=row, decision=None).first()
    if waiting is not None:
        if (waiting.new_due, waiting.reason) == (new_due, reason):
            return waiting
        raise ExtensionWaiting
    if row.deadline is None:
        raise NoDeadline
    if new_due <= row.deadline or new_due < clock.today():
        raise NotLater
    made = Extension.objects.create(
        assignment=row,
        was_due=row.deadline,
        new_due=new_due,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    audit.record(actor=by, action="task.ask-extension", obj=f"extension:{made.pk}")
    return made


@transaction.atomic
def decide_extension(
    *, extension: Extension, granted: bool, due: datetime.date | None, reason: str, by: User
) -> ExtensionDecision:
    """Answer a request; ``due``: the day granted (the one asked for). A refusal has a reason.

    The same answer again is the same one. Raises ExtensionDecided, NotLater, LaterThanAbove,
    AssignmentEnded.
    """
    row = running(extension.assignment)
    day = (due or extension.new_due) if granted else None
    known = ExtensionDecision.objects.select_related("by").filter(extension=extension).first()
    if known is not None:
        if (known.granted, known.due, known.reason) == (granted, day, reason):
            return known
        raise ExtensionDecided(known)
    if day is not None:
        _move(row, day, extension.was_due)
    made = ExtensionDecision.objects.create(
        extension=extension, granted=granted, due=day, reason=reason, by=by, at=clock.now()
    )
    audit.record(actor=by, action="task.decide-extension", obj=f"extension:{extension.pk}")
    return made


def _move(row: Assignment, day: datetime.date, was: datetime.date | None) -> None:
    if was is not None and day <= was:
        raise NotLater
    if row.parent is not None:
        check_due(row.parent, day)
    Assignment.objects.filter(pk=row.pk).update(due=day)
