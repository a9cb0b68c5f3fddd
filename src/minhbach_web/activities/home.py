"""What the log puts elsewhere: how far tasks are, and what to do on the home page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.activities import queries
from minhbach_web.activities.public import what_was_done
from minhbach_web.core import acts, slots, states
from minhbach_web.programme.queries_tasks import (
    home_assignments,
    may_log,
    readable_programmes,
    units_to_share_out,
    visible_assignments,
    with_progress,
)
from minhbach_web.units.queries import home_units, readable_units

if TYPE_CHECKING:
    from minhbach_web.programme.queries_tasks import Row
    from minhbach_web.units.models import User

RECENT = 5
URGENT = {"overdue": slots.OVERDUE, "due": slots.DUE}


def register() -> None:
    """Called once when the apps are ready."""
    states.LOOKS.setdefault(
        "not_started", states.Look(gettext_lazy("Nothing logged yet"), "ring", "muted")
    )
    acts.name(
        {
            "activity.log": gettext_lazy("Activity logged"),
            "activity.correct": gettext_lazy("Activity corrected"),
            "activity.withdraw": gettext_lazy("Activity withdrawn"),
        }
    )
    slots.tell_progress(queries.progress)
    slots.register(slots.TODO, tasks_due)
    slots.register(slots.DONE, logged_last)
    slots.offer(slots.ASSIGNMENT, acts_for_assignment)
    slots.offer(slots.PROGRAMME, acts_for_programme)
    slots.offer(slots.UNIT, acts_for_unit)
    slots.show_public(what_was_done)


def tasks_due(user: User) -> Iterator[slots.WorkItem]:
    """Tasks of the person's own units that are late or due within a week, until they are done."""
    for row in with_progress(home_assignments(user)):
        if row.progress.state in URGENT:
            yield _item(row)


def _item(row: Row) -> slots.WorkItem:
    assignment = row.assignment
    unit = assignment.unit
    return slots.WorkItem(
        title=assignment.title,
        programme=f"{assignment.task.programme.name} – {unit.short_name or unit.name}",
        due=assignment.deadline,
        state=URGENT[row.progress.state],
        url=reverse("programme:assignment", args=[assignment.pk]),
        action_label=_("See the task"),
    )


def logged_last(user: User) -> Iterator[slots.WorkItem]:
    """What the person's own units put into the log last."""
    units = home_units(user).values("pk")
    rows = queries.standing_entries().filter(activity__unit__in=units)
    for entry in rows.select_related("activity__unit").order_by("-activity__at")[:RECENT]:
        yield slots.WorkItem(
            title=_("Logged: %(what)s") % {"what": entry.what},
            programme=str(entry.activity.unit),
            due=None,
            state="done",
            url=reverse("activities:activity", args=[entry.activity_id]),
            action_label=_("See the activity"),
        )


def acts_for_assignment(user: User, pk: int) -> Iterator[slots.Act]:
    """Logging something for a task, for who writes the log of its unit."""
    if may_log(user, pk):
        url = f"{reverse('activities:log')}?nhiem-vu={pk}"
        yield slots.Act(_("Log an activity"), url)
    seen = visible_assignments(user).filter(pk=pk).first()
    if seen is not None:
        url = reverse("activities:sheet", args=[seen.task.programme_id, seen.unit_id])
        yield slots.Act(_("Sheet of tasks to print"), url)


def acts_for_programme(user: User, pk: int) -> Iterator[slots.Act]:
    """How far the programme is, for who sees the unit that runs it."""
    if readable_programmes(user).filter(pk=pk).exists():
        yield slots.Act(_("How far it is"), reverse("activities:programme", args=[pk]))
        yield slots.Act(_("Units and tasks"), reverse("activities:matrix", args=[pk]))


def acts_for_unit(user: User, pk: int) -> Iterator[slots.Act]:
    """The unit's log, and who in it sees to what."""
    if readable_units(user).filter(pk=pk).exists():
        yield slots.Act(_("Its activity log"), f"{reverse('activities:list')}?don-vi={pk}")
    if units_to_share_out(user).filter(pk=pk).exists():
        yield slots.Act(_("Who sees to what"), reverse("programme:shares", args=[pk]))
