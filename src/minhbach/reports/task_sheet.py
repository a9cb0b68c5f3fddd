"""The sheet for one unit: what it has to do in a programme, until when, who gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from minhbach.model.document import Document, Header
from minhbach.reports.frame import add_title
from minhbach.reports.paper import CellSpec, Paper, line
from minhbach.reports.words import words
from minhbach.writers.layout import layout_for


@dataclass(frozen=True, slots=True)
class SheetTask:
    """One task as it is printed; what nobody stated is empty."""

    text: str
    part: str
    due: str = ""
    product: str = ""
    giver: str = ""


def task_sheet(
    unit: str, programme: str, owner: str, tasks: Sequence[SheetTask], day: Date
) -> Document:
    """The sheet as a Document in the state's layout; the same input gives the same sheet.

    >>> sheet = task_sheet("Chi bộ 1", "Kế hoạch", "Đảng ủy", [SheetTask("Họp", "Chủ trì")],
    ...     Date(2024, 3, 1))
    >>> sheet.header.subject
    'của Chi bộ 1'
    """
    text = words("task_sheet")
    layout = layout_for("state", day)
    paper = Paper()
    subject = text["subject"].format(unit=unit)
    add_title(paper, text["kind"], subject, layout)
    said = {"unit": unit, "programme": programme, "owner": owner, "count": len(tasks)}
    paper.add("body", "body", text["opening"].format(**said))
    table = text["table"]
    rows = [[CellSpec((line("table-head", name),)) for name in table["columns"]]]
    rows += [_row(at, task) for at, task in enumerate(tasks, 1)]
    paper.table(rows, header_rows=1, widths=table["widths"])
    paper.add("body", "body", text["note"].format(day=f"{day:%d/%m/%Y}"))
    paper.add("body", "body", text["contact"])
    return Document(
        name=text["kind_slug"],
        format="",
        profile="state",
        header=Header(kind=text["kind_slug"], kind_name=text["kind_name"], subject=subject),
        blocks=tuple(paper.blocks),
        sections=paper.sections(),
        layout_date=day,
    )


def _row(at: int, task: SheetTask) -> list[CellSpec]:
    cells = (
        ("table-middle", str(at)),
        ("table-text", task.text),
        ("table-middle", task.part),
        ("table-middle", task.due),
        ("table-text", task.product),
        ("table-text", task.giver),
    )
    return [CellSpec((line(style, text),)) for style, text in cells]
