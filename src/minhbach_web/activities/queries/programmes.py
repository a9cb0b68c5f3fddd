"""How far a programme is: per theme and task from the log, and every unit beside its tasks."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from minhbach_web.activities import kinds
from minhbach_web.activities.models import Amount, Entry
from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.core import slots
from minhbach_web.programme.queries_tasks import NOTHING, assignments

if TYPE_CHECKING:
    from minhbach_web.core.slots import Progress
    from minhbach_web.programme.models import Assignment, Programme, Task, Theme
    from minhbach_web.units.models import OrganisationUnit

STATES = ("overdue", "due", "not_started", "in_progress", "done")  # most in need first
UNITS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme: the activities about it, and how many of the units that have a task held one."""

    theme: Theme | None
    activities: int
    units: int
    expected: int
    amounts: tuple[tuple[str, int], ...]

    @property
    def label(self) -> str:
        return self.theme.number.strip(" .") if self.theme and self.theme.number else "–"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: how many of the units that have it are how far."""

    task: Task
    given: int
    states: tuple[tuple[str, int], ...]
    activities: int

    @property
    def done(self) -> int:
        return dict(self.states).get("done", 0)


@dataclass(frozen=True, slots=True)
class ProgrammeProgress:
    """Plan against actual. Progress is counted from the log; nobody types it."""

    themes: tuple[ThemeRow, ...]
    tasks: tuple[TaskRow, ...]
    expected: int
    activities: int
    amounts: tuple[tuple[str, int], ...]
    months: tuple[tuple[datetime.date, int], ...]


def entries_of_programme(programme: Programme) -> QuerySet[Entry]:
    """What was logged for a task of the programme or about one of its themes."""
    about = Q(assignment__task__programme=programme) | Q(theme__programme=programme)
    return standing_entries().filter(about)


def given_in(programme: Programme) -> QuerySet[Assignment]:
    """What units have to do in the programme, parts handed down included."""
    return assignments().filter(task__programme=programme)


def programme_progress(programme: Programme) -> ProgrammeProgress:
    """Plan against actual of the whole programme."""
    entries = list(
        entries_of_programme(programme).values_list(
            "pk", "theme", "activity__unit", "assignment__task", "day"
        )
    )
    amounts = _amounts(programme)
    rows = list(given_in(programme).filter(parent=None).values_list("pk", "task", "unit"))
    units = {unit for _pk, _task, unit in rows}
    themes = list(programme.themes.filter(ended_at=None))
    by_month = Counter(day.replace(day=1) for *_rest, day in entries)
    return ProgrammeProgress(
        themes=tuple(
            ThemeRow(theme, len(about), len({e[2] for e in about} & units), len(units), words)
            for theme in [*themes, None]
            for about in [[e for e in entries if e[1] == (theme.pk if theme else None)]]
            for words in [_summed({e[0] for e in about}, amounts)]
            if theme is not None or about
        ),
        tasks=_tasks(programme, rows, Counter(e[3] for e in entries)),
        expected=len(units),
        activities=len(entries),
        amounts=_summed({e[0] for e in entries}, amounts),
        months=tuple(sorted(by_month.items())[-12:]),
    )


def _amounts(programme: Programme) -> list[tuple[int, str, int]]:
    rows = Amount.objects.filter(entry__in=entries_of_programme(programme).order_by())
    return list(rows.order_by().values_list("entry", "code", "number"))


def _summed(entries: set[int], amounts: list[tuple[int, str, int]]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for entry, code, number in amounts:
        if entry in entries:
            found[code] += number
    return tuple(
        (count.name, found[code])
        for code, count in kinds.counts().items()
        if code in found and count.over_time == "sum"
    )


def _tasks(
    programme: Programme, rows: list[tuple[int, int, int]], logged: Counter[int | None]
) -> tuple[TaskRow, ...]:
    progress = slots.progress_of([pk for pk, _task, _unit in rows])
    states: dict[int, Counter[str]] = {}
    for pk, task, _unit in rows:
        states.setdefault(task, Counter())[progress.get(pk, NOTHING).state] += 1
    tasks = programme.tasks.filter(in_scope=True, ended_at=None)
    return tuple(
        TaskRow(
            task,
            sum(states.get(task.pk, Counter()).values()),
            tuple((s, n) for s in STATES if (n := states.get(task.pk, Counter())[s])),
            logged[task.pk],
        )
        for task in tasks
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's task: the assignment and how far it is."""

    assignment: Assignment
    progress: Progress


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its tasks, in the order of the columns; None where it has not got the task."""

    unit: OrganisationUnit
    cells: tuple[Cell | None, ...]

    @property
    def need(self) -> tuple[int, ...]:
        """How many are overdue, due, not begun …: the rows in most need stand first."""
        found = Counter(cell.progress.state for cell in self.cells if cell)
        return tuple(-found[state] for state in STATES[:-1])


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks × units. ``groups``: the same cells by state, for a narrow screen."""

    tasks: tuple[Task, ...]
    rows: tuple[UnitRow, ...]
    states: tuple[tuple[str, int], ...]

    @property
    def groups(self) -> list[tuple[str, list[Cell]]]:
        cells = [cell for row in self.rows for cell in row.cells if cell]
        by_state = {
            state: [cell for cell in cells if cell.progress.state == state] for state in STATES
        }
        return [(state, found) for state, found in by_state.items() if found]


def matrix(programme: Programme, *, state: str = "") -> Matrix:
    """Every unit of the programme beside its tasks; ``state``: only units with such a task."""
    tasks = tuple(programme.tasks.filter(in_scope=True, ended_at=None))
    found = list(given_in(programme).filter(parent=None))
    progress = slots.progress_of([row.pk for row in found])
    cells: dict[int, dict[int, Cell]] = {}
    units: dict[int, OrganisationUnit] = {}
    for row in found:
        units[row.unit_id] = row.unit
        cell = Cell(row, progress.get(row.pk, NOTHING))
        cells.setdefault(row.unit_id, {})[row.task_id] = cell
    rows = [
        UnitRow(units[unit], tuple(by_task.get(task.pk) for task in tasks))
        for unit, by_task in cells.items()
    ]
    counted = Counter(cell.progress.state for by in cells.values() for cell in by.values())
    if state:
        rows = [r for r in rows if any(c and c.progress.state == state for c in r.cells)]
    rows.sort(key=lambda row: (row.need, row.unit.sort_key))
    return Matrix(tasks, tuple(rows), tuple((s, counted[s]) for s in STATES if counted[s]))


def sheet_of(programme: Programme, unit: OrganisationUnit) -> list[Assignment]:
    """What one unit has to do in the programme, in the order of the plan."""
    rows = given_in(programme).filter(unit=unit)
    return list(rows.order_by("task__order", "pk"))
