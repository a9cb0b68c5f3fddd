"""What the programme app puts on the home page: plans to confirm, tasks that are due soon."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.core import clock, slots
from minhbach_web.programme import queries

if TYPE_CHECKING:
    from minhbach_web.units.models import User

SOON = datetime.timedelta(days=14)
RECENT = 5


def plans_to_confirm(user: User) -> Iterable[slots.WorkItem]:
    """Plans whose items wait for this person."""
    for plan in queries.plans_waiting(user):
        waiting = plan.total - plan.decided
        words = ngettext("%(n)s item to confirm", "%(n)s items to confirm", waiting)
        yield slots.WorkItem(
            title=_("Confirm the plan “%(plan)s”") % {"plan": plan.title},
            programme=str(plan.owner),
            due=None,
            state="in_progress",
            url=reverse("programme:confirm", args=[plan.pk]),
            action_label=_("Go on confirming") if plan.decided else _("Start confirming"),
            reason=words % {"n": waiting} if waiting else _("Everything is confirmed: issue it."),
        )


def tasks_due(user: User) -> Iterable[slots.WorkItem]:
    """Tasks of the person's own units whose day comes soon."""
    today = clock.today()
    for task in queries.own_tasks(user).filter(due__gte=today, due__lte=today + SOON):
        yield slots.WorkItem(
            title=task.text,
            programme=task.programme.name,
            due=task.due,
            state=slots.DUE,
            url=reverse("programme:task", args=[task.pk]),
            action_label=_("See the task"),
        )


def programmes_adopted(user: User) -> Iterable[slots.WorkItem]:
    """The programmes that started last."""
    for programme in queries.visible_programmes(user)[:RECENT]:
        yield slots.WorkItem(
            title=_("Tasks issued: %(plan)s") % {"plan": programme.name},
            programme=str(programme.owner),
            due=None,
            state="adopted",
            url=reverse("programme:plan", args=[programme.plan_id]),
            action_label=_("See the plan"),
        )


slots.register(slots.TODO, plans_to_confirm)
slots.register(slots.TODO, tasks_due)
slots.register(slots.DONE, programmes_adopted)
