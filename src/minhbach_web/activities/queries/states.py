"""How far assignments are, told by the database: done, overdue, due soon, begun, or nothing yet."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, DateField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce

from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.core import clock

if TYPE_CHECKING:
    from typing import Any

    from minhbach_web.programme.models import Assignment

STATES = ("overdue", "due", "not_started", "in_progress", "done")  # most in need first
SOON = datetime.timedelta(days=7)
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
EVER = datetime.date(1, 1, 1)


def with_state(rows: QuerySet[Assignment]) -> QuerySet[Any]:
    """``rows`` with ``state``, one of STATES.

    A task that comes again is begun and done by entries of the current month, quarter …
    """
    today = clock.today()
    since = Case(
        *(When(task__recurrence=again, then=Value(period_start(again, today))) for again in MONTHS),
        default=Value(EVER),
        output_field=DateField(),
    )
    logged = standing_entries().filter(assignment=OuterRef("pk"), day__gte=OuterRef("since"))
    dated = rows.annotate(since=since, until=Coalesce("due", "task__due"))
    return dated.annotate(
        state=Case(
            When(Exists(logged.filter(completes=True)), then=Value("done")),
            When(until__lt=today, then=Value("overdue")),
            When(until__lte=today + SOON, then=Value("due")),
            When(Exists(logged), then=Value("in_progress")),
            default=Value("not_started"),
            output_field=CharField(),
        )
    )


def period_start(recurrence: str, day: datetime.date) -> datetime.date | None:
    """The first day of the month, quarter … around ``day``; None for what comes once."""
    months = MONTHS.get(recurrence)
    if months is None:
        return None
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)
