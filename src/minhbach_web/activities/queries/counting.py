"""Numbers from the log: for a unit's report, and how far the tasks are."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse

from minhbach_web.activities import kinds
from minhbach_web.activities.models import Amount, Entry
from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.core import clock, slots
from minhbach_web.programme.queries_tasks import deadlines

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

SOON = datetime.timedelta(days=7)
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Counted(NamedTuple):
    """What the log gives for one count. ``code`` is the code of a data element where the report
    form has one of the same code; ``url`` lists the activities that stand behind the number."""

    code: str
    number: Decimal
    url: str
    activities: tuple[int, ...]


def counts(unit: OrganisationUnit, start: datetime.date, end: datetime.date) -> list[Counted]:
    """The numbers of ``unit``'s own log from ``start`` to ``end``, both days included.

    Only counts that somebody wrote down: a count without an entry is absent, not zero.
    """
    rows = Amount.objects.filter(
        entry__in=standing_entries().filter(activity__unit=unit, day__gte=start, day__lte=end)
    ).order_by("entry__day", "entry__activity")
    found: dict[str, list[tuple[int, int]]] = {}
    for code, number, activity in rows.values_list("code", "number", "entry__activity"):
        found.setdefault(code, []).append((number, activity))
    order = {code: at for at, code in enumerate(kinds.counts())}
    return [
        _counted(code, found[code], _url(unit, start, end))
        for code in sorted(found, key=lambda code: order.get(code, len(order)))
    ]


def _counted(code: str, rows: list[tuple[int, int]], url: str) -> Counted:
    known = kinds.counts().get(code)
    if known is not None and known.over_time == "last":
        rows = rows[-1:]
    return Counted(code, Decimal(sum(n for n, _pk in rows)), url, tuple(pk for _n, pk in rows))


def _url(unit: OrganisationUnit, start: datetime.date, end: datetime.date) -> str:
    asked = {"don-vi": unit.pk, "tu": start.isoformat(), "den": end.isoformat()}
    return f"{reverse('activities:list')}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class _Logged:
    entries: int
    last: datetime.date | None
    done: datetime.date | None


def progress(assignments: Collection[int]) -> dict[int, slots.Progress]:
    """How far each assignment (key) is: done, overdue, due within a week, begun, or nothing yet.

    A task that comes again is done when an entry of the current month, quarter … says so.
    """
    keys = list(assignments)
    logged = _logged(keys)
    amounts = _amounts(keys)
    return {
        row.pk: _progress(row.due, row.recurrence, logged.get(row.pk), amounts.get(row.pk, ()))
        for row in deadlines(keys)
    }


def _logged(keys: list[int]) -> Mapping[int, _Logged]:
    rows = standing_entries().filter(assignment__in=keys).order_by().values("assignment")
    said = rows.annotate(
        entries=Count("pk"),
        last=Max("day"),
        done=Max("day", filter=Q(completes=True)),
    )
    return {row["assignment"]: _Logged(row["entries"], row["last"], row["done"]) for row in said}


def _amounts(keys: list[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    rows = Amount.objects.filter(entry__in=standing_entries().filter(assignment__in=keys))
    found: dict[int, dict[str, int]] = {}
    said = rows.order_by().values_list("entry__assignment", "code").annotate(n=Sum("number"))
    for assignment, code, number in said:
        found.setdefault(assignment or 0, {})[code] = number
    # What stands now (boards) isn't added up.
    order = [code for code, count in kinds.counts().items() if count.over_time == "sum"]
    return {
        pk: tuple((kinds.count_name(code), by[code]) for code in order if code in by)
        for pk, by in found.items()
    }


def _progress(
    due: datetime.date | None,
    recurrence: str,
    logged: _Logged | None,
    amounts: tuple[tuple[str, int], ...],
) -> slots.Progress:
    today = clock.today()
    since = period_start(recurrence, today)
    entries, last, done = (0, None, None)
    if logged is not None:
        entries, last, done = logged.entries, logged.last, logged.done
    if done is not None and (since is None or done >= since):
        state = "done"
    elif due is not None and due < today:
        state = "overdue"
    elif due is not None and due <= today + SOON:
        state = "due"
    elif last is not None and (since is None or last >= since):
        state = "in_progress"
    else:
        state = "not_started"
    return slots.Progress(state, entries, last, amounts)


def period_start(recurrence: str, day: datetime.date) -> datetime.date | None:
    """The first day of the month, quarter … around ``day``; None for what comes once."""
    months = MONTHS.get(recurrence)
    if months is None:
        return None
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def entries_for(assignments: Collection[int]) -> list[Entry]:
    """What was logged for these assignments, the last day first."""
    rows = standing_entries().filter(assignment__in=list(assignments))
    rows = rows.select_related("activity__unit", "theme").prefetch_related("amounts", "files")
    return list(rows.order_by("-day", "-activity"))
