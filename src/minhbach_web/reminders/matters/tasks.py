"""Tasks that units have, and requests for more time that wait for an answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from minhbach_web.core import clock, reminding
from minhbach_web.core.reminding import Matter
from minhbach_web.programme import queries_due, queries_tasks
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.programme.models import Assignment
    from minhbach_web.units.models import User

LONGEST = 160
SOON = datetime.timedelta(days=14)
PART = 900


def tasks(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Tasks that are not done; to whoever sees to them, else who reports or coordinates there."""
    due = Q(due__gte=first, due__lte=last) | Q(due=None, task__due__gte=first, task__due__lte=last)
    rows = list(queries_tasks.assignments().filter(due).order_by("pk"))
    for at in range(0, len(rows), PART):
        part = rows[at : at + PART]
        held = queries_due.holders_of(row.pk for row in part)
        for row in queries_tasks.with_progress(part):
            if row.progress.state != "done":
                yield _matter(row.assignment, held.get(row.assignment.pk))


def _matter(row: Assignment, holder: int | None) -> Matter:
    giver = queries_tasks.giver_of(row)
    return Matter(
        kind="task",
        key=f"assignment:{row.pk}",
        unit=row.unit_id,
        unit_name=row.unit.short_name or row.unit.name,
        due=row.deadline or datetime.date.max,
        title=_short(row.title),
        url=reverse("programme:assignment", args=[row.pk]),
        giver=giver.pk,
        people=(holder,) if holder else (),
        roles=("reporter", "coordinator"),
        programme=row.task.programme_id,
        group=f"task:{row.task_id}",
        group_title=_short(row.task.text),
        group_url=reverse("programme:task", args=[row.task_id]),
        reason=_short(row.task.programme.name),
    )


def coordinates(user: User, programme: int) -> bool:
    """Whether the person coordinates the office that runs this programme."""
    owned = queries_tasks.readable_programmes(user).filter(pk=programme)
    return owned.filter(owner__in=units_of(user, queries_tasks.COORDINATOR)).exists()


def of_programme(user: User, pk: int) -> reminding.Group:
    """What the office gave units in this programme, due soon or late, and not done."""
    if not coordinates(user, pk):
        raise Http404
    programme = queries_tasks.readable_programmes(user).get(pk=pk)
    until = clock.today() + SOON
    given = queries_tasks.assignments().filter(task__programme=pk, parent=None)
    rows = [row for row in given.order_by("pk") if row.deadline and row.deadline <= until]
    held = queries_due.holders_of(row.pk for row in rows)
    found = [
        _matter(row.assignment, held.get(row.assignment.pk))
        for row in queries_tasks.with_progress(rows)
        if row.progress.state != "done"
    ]
    found.sort(key=lambda m: (m.due, m.unit_name, m.key))
    url = reverse("programme:plan", args=[programme.plan_id])
    return reminding.Group(_short(programme.name), url, tuple(found))


def extensions(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Requests for more time that the giver has not answered."""
    for asked in queries_due.extensions_waiting():
        day = clock.day_of(asked.asked_at)
        if first <= day <= last:
            row = asked.assignment
            giver = queries_tasks.giver_of(row)
            yield Matter(
                kind="extension",
                key=f"extension:{asked.pk}",
                unit=giver.pk,
                unit_name=giver.short_name or giver.name,
                due=day,
                title=_("%(unit)s asks for more time: %(task)s")
                % {"unit": row.unit.short_name or row.unit.name, "task": _short(row.title)},
                url=reverse("programme:extension", args=[asked.pk]),
                giver=giver.pk,
                roles=("coordinator",),
                programme=row.task.programme_id,
                reason=asked.reason,
                happened=True,
            )


def in_calendar(user: User, first: datetime.date, last: datetime.date) -> Iterable[reminding.Entry]:
    """The deadlines of the person's own units' tasks."""
    rows = [
        row
        for row in queries_tasks.home_assignments(user)
        if row.deadline and first <= row.deadline <= last
    ]
    for found in queries_tasks.with_progress(rows):
        row, done = found.assignment, found.progress.state == "done"
        words = _("Done: %(what)s") if done else _("Due: %(what)s")
        yield reminding.Entry(
            matter=f"assignment-{row.pk}",
            day=row.deadline or first,
            title=words % {"what": f"{_short(row.title)} – {row.unit.short_name or row.unit.name}"},
            url=reverse("programme:assignment", args=[row.pk]),
            detail=row.task.programme.name,
        )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
