"""Tasks in tables: a column for the duty and one for the body that leads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from minhbach.citations.folding import fold
from minhbach.model.document import Table
from minhbach.plans.assignees import starts_body
from minhbach.plans.drafts import Draft, draft_of
from minhbach.plans.labels import LabelKind, label_of_column, labels_in

Columns = Mapping[LabelKind, int]

_ROMAN = re.compile(r"[IVX]{1,5}[.)]?|[A-DĐ][.)]?")
_DITTO = frozenset({"nt", "-nt-", "- nt -", "như trên", "//", '"', "”", "-//-"})
_SHORTEST = 8  # characters of a cell that can be a duty


def table_drafts(table: Table, section: str, order: int) -> list[Draft]:
    """One draft a row of a table with a duty column and a lead column; none otherwise.

    Rows that only name a group, and rows without a body that leads, give nothing.
    """
    header, columns = _header(table)
    if not columns:
        return []
    drafts: list[Draft] = []
    above: dict[LabelKind, str] = {}
    grouped = _has_groups(table, header)
    for row in range(max(header, table.header_rows) + 1, table.rows + 1):
        values = {kind: _value(table, row, column, kind) for kind, column in columns.items()}
        for kind, value in values.items():
            if fold(value) in _DITTO:
                values[kind] = above.get(kind, "")
        if grouped and _is_group(table, row, columns, values):
            continue
        cell = table.cell(row, columns["task"])
        if cell and _is_duty(values):
            draft = _draft(values, cell.anchor, section, order)
            drafts.append(draft)
            above = values
    return drafts


def _header(table: Table) -> tuple[int, Columns]:
    """The row of titles that tells the most columns apart: of a title over two rows the second
    ("Phân công thực hiện" over "Chủ trì" and "Phối hợp")."""
    best: tuple[int, Columns] = (0, {})
    for row in range(1, min(3, table.rows) + 1):
        columns = _columns(table, row)
        if "task" in columns and "lead" in columns and len(columns) > len(best[1]):
            best = (row, columns)
    return best


def _columns(table: Table, row: int) -> dict[LabelKind, int]:
    """The kinds of columns by their titles in that row."""
    found: dict[LabelKind, int] = {}
    for column in range(1, table.columns + 1):
        kind = _kind(table, row, column)
        if kind and kind not in found:
            found[kind] = column
    return found


def _kind(table: Table, row: int, column: int) -> LabelKind | None:
    """What a column holds by its title in that row and the one above it: "Thời gian" over "thực
    hiện", "Cơ quan" over "Chủ trì"; under an empty place the one above holds alone."""
    own = table.cell(row, column)
    above = table.cell(row - 1, column) if row > 1 else None
    if above is None or above == own:
        return label_of_column(own.text) if own else None
    title = own.text.strip() if own else ""
    return label_of_column(f"{above.text} {title}") or label_of_column(title)


def _value(table: Table, row: int, column: int, kind: LabelKind) -> str:
    """The text of a cell; bodies in lines of their own stand apart."""
    cell = table.cell(row, column)
    if cell is None:
        return ""
    lines = [line.strip() for line in cell.text.splitlines() if line.strip()]
    if kind in ("lead", "support"):
        lines = [re.sub(r"^[-–+•]\s*", "", line) for line in lines]
        if len(lines) > 1 and all(_stands_alone(line) for line in lines):
            mark = "; " if kind == "support" else ", "
            return mark.join(line.strip(" ;,.") for line in lines)
    return re.sub(r"\s+", " ", " ".join(lines))


def _stands_alone(line: str) -> bool:
    return starts_body(fold(line)) and line[0].isupper() and not labels_in(line)


def _number(table: Table, row: int) -> str:
    cell = table.cell(row, 1)
    return cell.text.strip() if cell else ""


def _has_groups(table: Table, header: int) -> bool:
    """True when rows of a lower rank (1, 1.1, -) stand beside rows with roman numbers."""
    numbers = [_number(table, row) for row in range(header + 1, table.rows + 1)]
    return any(_ROMAN.fullmatch(n) for n in numbers) and any(re.match(r"\d|-", n) for n in numbers)


def _is_group(table: Table, row: int, columns: Columns, values: Mapping[LabelKind, str]) -> bool:
    """ "II | Hoàn thiện thể chế | Sở Tư pháp": names a group of duties, and gives no time."""
    if columns["task"] == 1 or not _ROMAN.fullmatch(_number(table, row)):
        return False
    return not values.get("time") and not values.get("product")


def _is_duty(values: Mapping[LabelKind, str]) -> bool:
    text, lead = values["task"], values["lead"]
    return len(text) >= _SHORTEST and lead != text and _names(lead)


def _draft(values: Mapping[LabelKind, str], anchor: str, section: str, order: int) -> Draft:
    text = values["task"]
    draft = draft_of(text, anchor, section, order)
    draft.text, draft.lead, draft.subject = text, None, None
    draft.support = ()
    for kind, value in values.items():
        if kind != "task" and _names(value):
            draft.fill(kind, value)
    return draft


def _names(value: str) -> bool:
    """False for an empty cell, "-" and the like."""
    return re.search(r"\w", value) is not None
