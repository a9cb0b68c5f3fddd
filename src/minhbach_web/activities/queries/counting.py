"""Numbers from the log: for a unit's report, and how far the tasks are."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Max, Sum
from django.urls import reverse

from minhbach_web.activities import kinds
from minhbach_web.activities.models import Amount
from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.activities.queries.states import with_state
from minhbach_web.core import slots
from minhbach_web.programme.queries_tasks import assignments_by_key

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

BATCH = 5000


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


def progress(assignments: Collection[int]) -> dict[int, slots.Progress]:
    """How far each assignment (key) is: its state, what was logged for it, and how much."""
    keys = list(assignments)
    found: dict[int, slots.Progress] = {}
    for at in range(0, len(keys), BATCH):
        found |= _progress(keys[at : at + BATCH])
    return found


def _progress(keys: list[int]) -> dict[int, slots.Progress]:
    rows = standing_entries().filter(assignment__in=keys).order_by().values("assignment")
    logged = {
        assignment: (entries, last)
        for assignment, entries, last in rows.annotate(
            entries=Count("pk"), last=Max("day")
        ).values_list("assignment", "entries", "last")
    }
    amounts = _amounts(keys)
    return {
        pk: slots.Progress(state, *logged.get(pk, (0, None)), amounts.get(pk, ()))
        for pk, state in with_state(assignments_by_key(keys)).values_list("pk", "state")
    }


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
