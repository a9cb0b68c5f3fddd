"""The log and the progress of a programme as Excel tables; text is never a formula."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.activities import kinds
from minhbach_web.activities.models import Entry
from minhbach_web.activities.queries.states import STATES
from minhbach_web.core.states import look

if TYPE_CHECKING:
    from minhbach_web.activities.queries.programmes import ProgrammeProgress, UnitStates
    from minhbach_web.programme.models import Task


def log_workbook(entries: Iterable[Entry]) -> bytes:
    """One row per activity, one column per count."""
    counted = list(kinds.counts().values())
    heads = [
        (_("Day"), 12.0),
        (_("Unit"), 30.0),
        (_("Kind"), 20.0),
        (_("What was done"), 50.0),
        (_("Where"), 24.0),
        (_("Speaker"), 20.0),
        (_("Task"), 40.0),
        *((count.name, 14.0) for count in counted),
        (_("Files"), 8.0),
    ]
    rows = [_row(entry, [count.code for count in counted]) for entry in entries]
    return engine.table_workbook(_("Activity log"), [(_("Activity log"), heads, rows)])


def _row(entry: Entry, codes: list[str]) -> list[engine.CellValue]:
    amounts = {row.code: row.number for row in entry.amounts.all()}
    return [
        entry.day,
        entry.activity.unit.name,
        kinds.kind_name(entry.kind),
        entry.what,
        entry.place,
        entry.speaker,
        entry.assignment.title if entry.assignment else None,
        *(amounts.get(code) for code in codes),
        len(entry.files.all()) or None,
    ]


def programme_workbook(
    name: str, progress: ProgrammeProgress, units: Iterable[UnitStates]
) -> bytes:
    """A programme in three sheets: themes, tasks, and every unit beside its tasks."""
    tasks = [row.task for row in progress.tasks]
    sheets = [_themes(progress), _tasks(progress), _units(tasks, units)]
    return engine.table_workbook(name, sheets)


def _themes(progress: ProgrammeProgress) -> engine.Sheet:
    heads = [
        (_("Theme"), 60.0),
        (_("Activities"), 12.0),
        (_("Units that held one"), 14.0),
        (_("Units with a task"), 14.0),
        (_("What was counted"), 50.0),
    ]
    rows: list[list[engine.CellValue]] = [
        [
            f"{row.theme.number} {row.theme.text}".strip() if row.theme else _("no theme named"),
            row.activities,
            row.units,
            row.expected,
            "; ".join(f"{words}: {n}" for words, n in row.amounts) or None,
        ]
        for row in progress.themes
    ]
    return _("Themes"), heads, rows


def _tasks(progress: ProgrammeProgress) -> engine.Sheet:
    heads = [
        (_("Task"), 60.0),
        (_("Deadline"), 14.0),
        (_("Units"), 10.0),
        (_("Done"), 10.0),
        (_("Activities"), 12.0),
    ]
    rows: list[list[engine.CellValue]] = [
        [
            row.task.text,
            row.task.due or row.task.deadline or None,
            row.given,
            row.done,
            row.activities,
        ]
        for row in progress.tasks
    ]
    return _("Tasks"), heads, rows


def _units(tasks: list[Task], units: Iterable[UnitStates]) -> engine.Sheet:
    heads = [(_("Unit"), 36.0)]
    heads += [(f"{at}. {task.text[:80]}", 22.0) for at, task in enumerate(tasks, 1)]
    words = {state: str(look(state).word) for state in STATES}
    rows: list[list[engine.CellValue]] = [
        [unit.name, *(_state(unit.tasks.get(task.pk), words) for task in tasks)] for unit in units
    ]
    return _("Units and tasks"), heads, rows


def _state(cell: tuple[str, datetime.date | None] | None, words: dict[str, str]) -> str | None:
    if cell is None:
        return None
    state, day = cell
    return f"{words[state]} ({day:%d/%m/%Y})" if day else words[state]
