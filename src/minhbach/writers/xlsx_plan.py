"""The plan workbook: what was extracted, for a person to read and correct."""

from __future__ import annotations

from collections.abc import Iterable

from minhbach.messages import message
from minhbach.model.plan import Plan, Task
from minhbach.writers.xlsx_sheets import Book, Value, workbook_words


def plan_workbook(plans: Iterable[Plan]) -> bytes:
    """Themes, tasks, reporting duties and gaps of plans as .xlsx bytes, a sheet each.

    Nothing is filled in that the plan does not say. The same plans give the same bytes.
    """
    found = list(plans)
    words = workbook_words("plan")
    book = Book(", ".join(plan.subject or plan.file for plan in found)[:200])
    for kind, rows in (
        ("tasks", _tasks(found)),
        ("themes", _themes(found)),
        ("duties", _duties(found)),
        ("gaps", _gaps(found)),
    ):
        sheet = book.sheet(words[f"{kind}_sheet"], words[kind], words[f"{kind}_widths"])
        for row, values in enumerate(rows, start=1):
            book.row(sheet, row, values)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(words[kind]) - 1)
    return book.bytes()


def _tasks(plans: list[Plan]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for plan in plans:
        for task in plan.tasks:
            rows.append([len(rows) + 1, plan.file, *_task(task)])
    return rows


def _task(task: Task) -> list[Value]:
    words = workbook_words("plan")
    return [
        task.section,
        task.text,
        task.lead,
        "; ".join(task.support) or None,
        task.deadline,
        task.due,
        words["recurrence"][task.recurrence] if task.recurrence else None,
        task.product,
        _supported(task.in_scope),
        _reason(task.reason),
        task.anchor,
    ]


def _supported(in_scope: bool) -> str:
    words = workbook_words("plan")
    return str(words["yes"] if in_scope else words["no"])


def _reason(code: str | None) -> str | None:
    return message(code) if code else None


def _themes(plans: list[Plan]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for plan in plans:
        for theme in plan.themes:
            opening: list[Value] = [plan.file, theme.number, theme.heading]
            if not theme.messages:
                rows.append([*opening, None, None, None, theme.anchor])
            for one in theme.messages:
                scope = _supported(one.in_scope)
                rows.append([*opening, one.text, scope, _reason(one.reason), one.anchor])
    return rows


def _duties(plans: list[Plan]) -> list[list[Value]]:
    words = workbook_words("plan")
    rows: list[list[Value]] = []
    for plan in plans:
        for duty in plan.reporting:
            when = ", ".join(words["recurrence"][kind] for kind in duty.recurrence) or None
            body = [duty.sender, duty.receiver, duty.through, when, duty.deadline, duty.anchor]
            rows.append([plan.file, *body])
    return rows


def _gaps(plans: list[Plan]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for plan in plans:
        for gap in plan.gaps:
            task = plan.tasks[gap.task].text if gap.task is not None else None
            rows.append([plan.file, message(gap.code), task])
    return rows
