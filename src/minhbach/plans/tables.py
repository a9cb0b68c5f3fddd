"""Tasks in tables: a column for the duty and one for the body that leads."""

from __future__ import annotations

import re

from minhbach.model.document import Table
from minhbach.plans.drafts import Draft, draft_of
from minhbach.plans.labels import LabelKind, label_of_heading


def table_drafts(table: Table, section: str, order: int) -> list[Draft]:
    """One draft a row of a table with a duty column and a lead column; none otherwise."""
    for header in range(1, min(3, table.rows) + 1):
        columns = _columns(table, header)
        if "task" in columns and "lead" in columns:
            break
    else:
        return []
    drafts = []
    for row in range(max(header, table.header_rows) + 1, table.rows + 1):
        draft = _row(table, row, columns, section, order)
        if draft:
            drafts.append(draft)
    return drafts


def _columns(table: Table, row: int) -> dict[LabelKind, int]:
    """The kinds of columns by their titles in that row."""
    found: dict[LabelKind, int] = {}
    for column in range(1, table.columns + 1):
        cell = table.cell(row, column)
        kind = label_of_heading(cell.text) if cell else None
        if kind and kind not in found:
            found[kind] = column
    return found


def _value(table: Table, row: int, column: int | None) -> str:
    cell = table.cell(row, column) if column else None
    return re.sub(r"\s+", " ", cell.text).strip() if cell else ""


def _row(
    table: Table, row: int, columns: dict[LabelKind, int], section: str, order: int
) -> Draft | None:
    text = _value(table, row, columns["task"])
    lead = _value(table, row, columns["lead"])
    cell = table.cell(row, columns["task"])
    if len(text) < 8 or not re.search(r"[^\W\d_]{2}", lead) or cell is None or lead == text:
        return None
    draft = draft_of(text, cell.anchor, section, order)
    draft.text, draft.lead, draft.subject = text, None, None
    draft.support = ()
    for kind in ("lead", "support", "time", "product"):
        draft.fill(kind, _value(table, row, columns.get(kind)))
    return draft
