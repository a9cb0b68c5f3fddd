"""How far a programme is: per theme and task from the log, and every unit beside its tasks."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from minhbach_web.activities import kinds
from minhbach_web.activities.models import Amount, Entry
from minhbach_web.activities.queries.log import standing_entries
from minhbach_web.activities.queries.states import STATES, with_state
from minhbach_web.core import slots
from minhbach_web.programme.queries_tasks import NOTHING, assignments

if TYPE_CHECKING:
    from minhbach_web.core.slots import Progress
    from minhbach_web.programme.models import Assignment, Programme, Task, Theme
    from minhbach_web.units.models import OrganisationUnit

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
    entries: list[Logged] = list(
        entries_of_programme(programme).values_list(
            "pk", "theme", "activity__unit", "assignment__task", "day"
        )
    )
    amounts = _amounts(programme)
    given = given_in(programme).filter(parent=None)
    expected = given.order_by().values("unit").distinct().count()
    here = _with_task({entry[2] for entry in entries}, given)
    by_month = Counter(entry[4].replace(day=1) for entry in entries)
    return ProgrammeProgress(
        themes=tuple(_themes(programme, entries, amounts, here, expected)),
        tasks=_tasks(programme, given, Counter(entry[3] for entry in entries)),
        expected=expected,
        activities=len(entries),
        amounts=_summed({entry[0] for entry in entries}, amounts),
        months=tuple(sorted(by_month.items())[-12:]),
    )


Logged = tuple[int, int | None, int, int | None, datetime.date]  # entry, theme, unit, task, day


def _with_task(units: set[int], given: QuerySet[Assignment]) -> set[int]:
    """Those of the units that have a task of the programme."""
    return set(given.filter(unit__in=units).values_list("unit_id", flat=True))


def _themes(
    programme: Programme,
    entries: list[Logged],
    amounts: list[tuple[int, str, int]],
    here: set[int],
    expected: int,
) -> Iterator[ThemeRow]:
    about: dict[int | None, list[Logged]] = {}
    for entry in entries:
        about.setdefault(entry[1], []).append(entry)
    themes: list[Theme | None] = [*programme.themes.filter(ended_at=None), None]
    for theme in themes:
        rows = about.get(theme.pk if theme else None, [])
        if theme is None and not rows:
            continue
        units = {row[2] for row in rows} & here
        summed = _summed({row[0] for row in rows}, amounts)
        yield ThemeRow(theme, len(rows), len(units), expected, summed)


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
    programme: Programme, given: QuerySet[Assignment], logged: Counter[int | None]
) -> tuple[TaskRow, ...]:
    rows = with_state(given).order_by().values_list("task", "state").annotate(n=Count("pk"))
    states: dict[int, dict[str, int]] = {}
    for task, state, n in rows:
        states.setdefault(task, {})[state] = n
    tasks = programme.tasks.filter(in_scope=True, ended_at=None)
    return tuple(
        TaskRow(
            task,
            sum(found.values()),
            tuple((state, found[state]) for state in STATES if state in found),
            logged[task.pk],
        )
        for task in tasks
        for found in [states.get(task.pk, {})]
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


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks × units. ``groups``: the same cells by state, for a narrow screen."""

    tasks: tuple[Task, ...]
    rows: tuple[UnitRow, ...]
    states: tuple[tuple[str, int], ...]
    page: Page[Any]

    @property
    def groups(self) -> list[tuple[str, list[Cell]]]:
        cells = [cell for row in self.rows for cell in row.cells if cell]
        by_state = {
            state: [cell for cell in cells if cell.progress.state == state] for state in STATES
        }
        return [(state, found) for state, found in by_state.items() if found]


def matrix(programme: Programme, page: str | None = None, *, state: str = "") -> Matrix:
    """The units of the programme beside their tasks, those in most need first.

    ``state``: only units with such a task. The database sorts: only one page is fetched.
    """
    tasks = tuple(programme.tasks.filter(in_scope=True, ended_at=None))
    given = with_state(given_in(programme).filter(parent=None))
    counted = dict(given.order_by().values_list("state").annotate(n=Count("pk")))
    units = given.order_by().values("unit")
    units = units.annotate(**{one: Count("pk", filter=Q(state=one)) for one in STATES})
    if state:
        units = units.filter(**{f"{state}__gt": 0})
    need = [f"-{one}" for one in STATES[:-1]]
    pages = Paginator(units.order_by(*need, "unit__sort_key", "unit"), UNITS_A_PAGE)
    shown = pages.get_page(page)
    keys = [row["unit"] for row in shown.object_list]
    rows = _rows(keys, tasks, list(given_in(programme).filter(parent=None, unit__in=keys)))
    states = tuple((one, counted[one]) for one in STATES if one in counted)
    return Matrix(tasks, rows, states, shown)


def _rows(keys: list[int], tasks: tuple[Task, ...], found: list[Assignment]) -> tuple[UnitRow, ...]:
    progress = slots.progress_of([row.pk for row in found])
    cells: dict[int, dict[int, Cell]] = {}
    for row in found:
        cell = Cell(row, progress.get(row.pk, NOTHING))
        cells.setdefault(row.unit_id, {})[row.task_id] = cell
    return tuple(
        UnitRow(
            next(iter(cells[unit].values())).assignment.unit,
            tuple(cells[unit].get(task.pk) for task in tasks),
        )
        for unit in keys
    )


@dataclass(frozen=True, slots=True)
class UnitStates:
    """A unit and its tasks (keys): the state and the deadline of each."""

    name: str
    tasks: dict[int, tuple[str, datetime.date | None]]


def states_by_unit(programme: Programme) -> list[UnitStates]:
    """Every unit of the programme with its tasks, by name: for a table of all of them."""
    given = with_state(given_in(programme).filter(parent=None))
    rows = given.order_by("unit__sort_key", "unit").values_list(
        "unit", "unit__name", "task", "state", "until"
    )
    found: dict[int, UnitStates] = {}
    for unit, name, task, state, until in rows:
        found.setdefault(unit, UnitStates(name, {})).tasks[task] = (state, until)
    return list(found.values())


def sheet_of(programme: Programme, unit: OrganisationUnit) -> list[Assignment]:
    """What one unit has to do in the programme, in the order of the plan."""
    rows = given_in(programme).filter(unit=unit)
    return list(rows.order_by("task__order", "pk"))
