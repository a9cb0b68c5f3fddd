"""What the programme app puts on the home page: plans to confirm, tasks that are due soon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minhbach_web.core import acts, slots
from minhbach_web.programme import queries, queries_tasks
from minhbach_web.programme.services import inheriting
from minhbach_web.programme.services.assigning import follow_tree

if TYPE_CHECKING:
    from minhbach_web.units.models import User

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


def extensions_to_decide(user: User) -> Iterable[slots.WorkItem]:
    """Requests for more time that wait for this person."""
    for row in queries_tasks.extensions_to_decide(user):
        unit = row.assignment.unit
        yield slots.WorkItem(
            title=_("%(unit)s asks for more time: %(task)s")
            % {"unit": unit.short_name or unit.name, "task": row.assignment.title},
            programme=row.assignment.task.programme.name,
            due=row.was_due,
            state="waiting",
            url=reverse("programme:extension", args=[row.pk]),
            action_label=_("Answer"),
            reason=row.reason,
        )


def extensions_asked(user: User) -> Iterable[slots.WorkItem]:
    """Requests of the person's own units that nobody answered yet."""
    for row in queries_tasks.extensions_asked(user):
        yield slots.WorkItem(
            title=_("More time asked for: %(task)s") % {"task": row.assignment.title},
            programme=row.assignment.task.programme.name,
            due=row.was_due,
            state="waiting",
            url=reverse("programme:assignment", args=[row.assignment_id]),
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
slots.register(slots.TODO, extensions_to_decide)
slots.register(slots.WAITING, extensions_asked)
slots.register(slots.DONE, programmes_adopted)
slots.follow_tree(follow_tree)
slots.foresee(inheriting.foresee)
slots.foresee(inheriting.moved_out)
acts.name(
    {
        "plan.propose": gettext_lazy("Plan picked out of a document"),
        "plan.adopt": gettext_lazy("Tasks issued"),
        "plan.amend": gettext_lazy("Document set beside a running plan"),
        "plan.amend.stop": gettext_lazy("Document no longer changes a plan"),
        "plan.pairing.unchanged": gettext_lazy("Unchanged items of a plan go on"),
        "plan.adopt-amendment": gettext_lazy("New version of a plan put in force"),
        "programme.open": gettext_lazy("Public page opened"),
        "programme.close": gettext_lazy("Public page closed"),
        "task.assign": gettext_lazy("Task given"),
        "task.end-rule": gettext_lazy("Rule for a task ended"),
        "task.take-back": gettext_lazy("Task taken back"),
        "task.follow-tree": gettext_lazy("Tasks followed the tree of units"),
        "task.hand-down": gettext_lazy("Task handed down"),
        "task.ask-extension": gettext_lazy("More time asked for"),
        "task.decide-extension": gettext_lazy("Answer to a request for more time"),
        "task.hold": gettext_lazy("Who sees to a task"),
        "task.hand-over": gettext_lazy("All tasks of a person passed on"),
    }
)
