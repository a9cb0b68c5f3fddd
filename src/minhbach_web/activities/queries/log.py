"""Entries that hold, and who may read them. Out of scope is 404: as if there were none."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from minhbach_web.activities.models import Activity, Entry, Evidence
from minhbach_web.programme.queries_tasks import loggable_units
from minhbach_web.units.queries import readable_units

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def last_entries() -> QuerySet[Entry]:
    """The last entry of each activity, withdrawn ones included."""
    later = Entry.objects.filter(activity=OuterRef("activity"), n__gt=OuterRef("n"))
    return Entry.objects.filter(~Exists(later))


def standing_entries() -> QuerySet[Entry]:
    """What the log says now: the last entry of each activity that wasn't withdrawn."""
    return last_entries().filter(withdrawn=False)


def readable_entries(user: User) -> QuerySet[Entry]:
    """What holds in the logs of units that ``user`` reads, the last day first."""
    rows = standing_entries().filter(activity__unit__in=readable_units(user).values("pk"))
    rows = rows.select_related("activity__unit", "assignment__task", "theme")
    return rows.prefetch_related("amounts", "files").order_by("-day", "-activity")


def search_entries(
    rows: QuerySet[Entry],
    *,
    unit: int | None = None,
    kind: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    assignment: int | None = None,
) -> QuerySet[Entry]:
    """Those of ``rows`` that match what was asked for."""
    if unit is not None:
        rows = rows.filter(activity__unit=unit)
    if kind:
        rows = rows.filter(kind=kind)
    if since is not None:
        rows = rows.filter(day__gte=since)
    if until is not None:
        rows = rows.filter(day__lte=until)
    if assignment is not None:
        rows = rows.filter(assignment=assignment)
    return rows


def readable_activity(user: User, pk: int) -> Activity:
    """The activity if ``user`` reads its unit's log, withdrawn or not, else Http404."""
    rows = Activity.objects.filter(pk=pk, unit__in=readable_units(user).values("pk"))
    return _one(rows.select_related("unit", "by"))


def activity_to_change(user: User, pk: int) -> Activity:
    """The activity if ``user`` writes its unit's log, else Http404."""
    rows = Activity.objects.filter(pk=pk, unit__in=loggable_units(user).values("pk"))
    return _one(rows.select_related("unit", "by"))


def _one(rows: QuerySet[Activity]) -> Activity:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def entries_of(activity: Activity) -> list[Entry]:
    """All entries of an activity, the last first."""
    rows = activity.entries.select_related("by", "assignment__task", "theme")
    return list(rows.prefetch_related("amounts", "files").order_by("-n"))


def evidence_of(user: User, pk: int, file: int) -> Evidence:
    """A file of any entry of an activity that ``user`` reads, else Http404."""
    activity = readable_activity(user, pk)
    found = Evidence.objects.filter(pk=file, entry__activity=activity).first()
    if found is None:
        raise Http404
    return found


def talk_entries(talk: int) -> QuerySet[Entry]:
    """What the log says of a talk."""
    return standing_entries().filter(talk=talk).select_related("activity__unit")
