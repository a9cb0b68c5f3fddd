"""Tasks that a person sees to, for the day when they leave."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.core import leaving
from minhbach_web.programme.errors_tasks import NotAMember
from minhbach_web.programme.models import Assignment, Holder
from minhbach_web.programme.services import handing_over


def register() -> None:
    """Called once when the apps are ready."""
    leaving.register(leaving.Source("task", gettext_lazy("Tasks"), tasks_of, give))


def tasks_of(user: Any) -> list[leaving.Holding]:
    """What the person sees to for a unit."""
    rows = Holder.objects.filter(user=user, assignment__ended_at=None).select_related(
        "assignment__task", "assignment__unit"
    )
    return [
        leaving.Holding(
            row.assignment_id,
            row.assignment.task.text,
            row.assignment.unit.name,
            reverse("programme:assignment", args=[row.assignment_id]),
        )
        for row in rows
    ]


def give(key: int, user: Any, to: Any, by: Any) -> None:
    """``to`` sees to it now; None: nobody in particular, the task stays with its unit."""
    assignment = Assignment.objects.get(pk=key)
    try:
        handing_over.hold(assignment=assignment, user=to, by=by)
    except NotAMember as error:
        text = _("%(name)s has no role in %(unit)s, so the task cannot go to them.")
        raise ValidationError(text % {"name": to, "unit": assignment.unit.name}) from error
