"""What the reminders ask about tasks: who sees to them by name, which requests wait."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from minhbach_web.programme.models import Extension, Holder


def holders_of(assignments: Iterable[int]) -> dict[int, int]:
    """Assignment → the account that sees to it, where a unit has named one."""
    rows = Holder.objects.filter(
        assignment__in=list(assignments), ended_at=None, user__is_active=True
    )
    return dict(rows.values_list("assignment_id", "user_id"))


def extensions_waiting() -> QuerySet[Extension]:
    """Requests for more time that nobody has answered, in all programmes."""
    rows = Extension.objects.filter(
        decision=None, assignment__ended_at=None, assignment__task__ended_at=None
    )
    return rows.select_related(
        "assignment__unit", "assignment__task__programme__owner", "assignment__parent__unit"
    ).order_by("pk")
