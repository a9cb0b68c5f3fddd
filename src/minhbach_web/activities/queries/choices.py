"""What the form of an activity offers: tasks, themes, and what was written last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.programme.queries_tasks import assignments_of_units, themes_of_units

if TYPE_CHECKING:
    from minhbach_web.activities.models import Entry
    from minhbach_web.programme.models import Assignment, Theme
    from minhbach_web.units.models import OrganisationUnit

REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Last:
    """What the unit wrote before: places and titles to choose from, the last number of each."""

    entry: Entry | None
    places: tuple[str, ...]
    titles: tuple[str, ...]
    speakers: tuple[str, ...]
    numbers: dict[str, int]


def tasks_of(unit: OrganisationUnit, also: int | None = None) -> QuerySet[Assignment]:
    """The tasks that the unit can log something for; ``also``: the one that an entry has."""
    rows = assignments_of_units([unit.pk], also)
    return rows.order_by("task__programme", "task__order", "pk")


def themes_of(unit: OrganisationUnit, also: int | None = None) -> QuerySet[Theme]:
    """The themes of the programmes in which the unit has a task; ``also``: an entry's own."""
    return themes_of_units([unit.pk], also)


def last_of(unit: OrganisationUnit) -> Last:
    """What the unit wrote in its last entries, the newest first."""
    rows = standing_entries().filter(activity__unit=unit).prefetch_related("amounts")
    entries = list(rows.order_by("-activity")[:REMEMBERED])
    numbers: dict[str, int] = {}
    for entry in entries:
        for row in entry.amounts.all():
            numbers.setdefault(row.code, row.number)
    return Last(
        entries[0] if entries else None,
        _once([entry.place for entry in entries]),
        _once([entry.what for entry in entries]),
        _once([entry.speaker for entry in entries]),
        numbers,
    )


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)
