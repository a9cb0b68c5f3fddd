"""Who may reach the pages of assignments: the giver's side and the unit's side."""

from __future__ import annotations

import datetime
from typing import Any

from tests.web.access import SCOPE, Access, only
from tests.web.activities.scene import make_running

from minhbach_web.core import clock
from minhbach_web.programme.models import Assignment
from minhbach_web.programme.services.assigning import Target, assign
from minhbach_web.programme.services.delegating import hand_down
from minhbach_web.programme.services.extending import ask_extension
from minhbach_web.units.models import OrganisationUnit
from minhbach_web.units.queries import root_unit

COORDINATOR = only("coordinator")
DOERS = only("coordinator", "reporter")


def own_task(unit: OrganisationUnit) -> dict[str, Any]:
    """A task of a programme that the unit itself owns."""
    return {"pk": make_running(unit).task().pk}


def given(unit: OrganisationUnit) -> Assignment:
    """A task of the top's programme, given to the unit."""
    running = make_running(root_unit())
    return running.give(running.task(due=clock.today()), unit)[0]


def assignment(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": given(unit).pk}


def given_by(unit: OrganisationUnit) -> Assignment:
    """Something that the unit gave: in its own programme, to itself."""
    running = make_running(unit)
    return running.give(running.task(due=clock.today()), unit)[0]


def taken_back(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": given_by(unit).pk}


def extension(unit: OrganisationUnit) -> dict[str, Any]:
    row = given_by(unit)
    later = clock.today() + datetime.timedelta(days=9)
    by = row.given_by
    assert by is not None
    asked = ask_extension(assignment=row, new_due=later, reason="Chờ số liệu.", by=by)
    return {"pk": asked.pk}


def rule(unit: OrganisationUnit) -> dict[str, Any]:
    running = make_running(unit)
    target = Target(kind="subtree", unit=unit)
    assign(task=running.task(), target=target, part="lead", due=None, by=running.by)
    return {"pk": running.programme.tasks.get().rules.get().pk}


def part(unit: OrganisationUnit) -> dict[str, Any]:
    """A part that the unit above handed down; the top has no unit above it."""
    root = root_unit()
    running = make_running(root)
    (top,) = running.give(running.task(), root)
    if unit == root:
        return {"pk": top.pk}
    (row,) = hand_down(
        assignment=top, units=[unit.pk], text="Phần việc", part="lead", due=None, by=running.by
    )
    return {"pk": row.pk}


def pk(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": unit.pk}


# One view takes both the page and its form, after the same check: the form is tried.
ACCESS = [
    Access("programme:assign", at=own_task, allowed=COORDINATOR, method="post"),
    Access("programme:end-rule", at=rule, allowed=COORDINATOR, method="post"),
    # The heir of a closed unit goes on with its tasks.
    Access("programme:assignment", at=assignment, allowed=SCOPE, past=True),
    Access("programme:assignment", at=part, allowed=SCOPE, past=True),
    Access("programme:hand-down", at=assignment, allowed=COORDINATOR, past=True, method="post"),
    Access("programme:take-back", at=taken_back, allowed=COORDINATOR),
    Access("programme:ask-extension", at=assignment, allowed=DOERS, past=True, method="post"),
    Access("programme:extension", at=extension, allowed=COORDINATOR, method="post"),
    Access("programme:holder", at=assignment, allowed=DOERS, past=True),
    Access("programme:shares", at=pk, allowed=DOERS),
    Access("programme:hand-over", at=pk, allowed=DOERS),
]
