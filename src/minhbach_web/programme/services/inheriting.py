"""What becomes of a unit's tasks when it closes: its one heir goes on with them.

What was logged, handed down and asked stays with the assignment. A unit that was split, or that
nobody took on, keeps its row: the giver sees it and gives the task anew. Undone is undone: when the
closed unit is open again, it has its tasks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.core import clock
from minhbach_web.core.slots import Consequence
from minhbach_web.programme.models import Assignment

if TYPE_CHECKING:
    from minhbach_web.core.slots import TreeChange

OPEN = Q(task__ended_at=None)


def pass_on() -> int:
    """Move assignments of closed units to their heirs, and back; gives how many moved."""
    moves = {**_back(), **_onward()}
    if not moves:
        return 0
    taken = _taken(moves.values())
    moved = []
    for row in Assignment.objects.filter(pk__in=moves).order_by("pk"):
        to = moves[row.pk]
        key = (row.task_id, row.parent_id, to)
        if key in taken:
            continue  # the heir has it already: the old row stays with the closed unit
        taken.add(key)
        row.came_from_id = None if row.came_from_id == to else row.came_from_id or row.unit_id
        row.unit_id = to
        moved.append(row)
    Assignment.objects.bulk_update(moved, ["unit", "came_from"], batch_size=500)
    return len(moved)


def _onward() -> dict[int, int]:
    """Assignment of a closed unit → its heir, where there is exactly one."""
    rows = Assignment.objects.filter(
        OPEN, unit__closed__lte=clock.today(), unit__heir_rows__over=False
    )
    heirs: dict[int, set[int]] = {}
    for pk, heir in rows.values_list("pk", "unit__heir_rows__heir"):
        heirs.setdefault(pk, set()).add(heir)
    return {pk: found.pop() for pk, found in heirs.items() if len(found) == 1}


def _back() -> dict[int, int]:
    """Assignment that passed on → the unit that it came from, which is open after all."""
    is_open = Q(came_from__closed=None) | Q(came_from__closed__gt=clock.today())
    rows = Assignment.objects.filter(OPEN, is_open, came_from__isnull=False)
    return {pk: unit for pk, unit in rows.values_list("pk", "came_from") if unit is not None}


def _taken(units: Iterable[int]) -> set[tuple[int, int | None, int]]:
    rows = Assignment.objects.filter(unit__in=set(units))
    return set(rows.values_list("task_id", "parent_id", "unit_id"))


def foresee(change: TreeChange) -> Iterable[Consequence]:
    """What a re-organisation would mean for the tasks of the units that close."""
    closing = Assignment.objects.filter(OPEN, unit__in=change.closing)
    passing = closing.filter(unit__in=change.inherited).count()
    left = closing.exclude(unit__in=change.inherited).count()
    if passing:
        words = ngettext(
            "%(n)s task passes on to the unit that takes over.",
            "%(n)s tasks pass on to the units that take over.",
            passing,
        )
        yield Consequence(words % {"n": passing})
    if left:
        words = ngettext(
            "%(n)s task has no one heir: give it to a unit again afterwards.",
            "%(n)s tasks have no one heir: give them to units again afterwards.",
            left,
        )
        yield Consequence(words % {"n": left}, warns=True)


def moved_out(change: TreeChange) -> Iterable[Consequence]:
    """Units that get another unit above them keep what was given to them by name."""
    rows = Assignment.objects.filter(OPEN, unit__in=change.moving, rule=None)
    if count := rows.count():
        words = _("Units that move keep %(n)s tasks given to them by name; rules follow the tree.")
        yield Consequence(words % {"n": count})
