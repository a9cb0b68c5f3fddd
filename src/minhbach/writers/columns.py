"""Column widths and cell styles of tables, the same for every writer."""

from __future__ import annotations

import re
from dataclasses import replace

from minhbach.model.document import Paragraph, Table
from minhbach.writers.layout import Layout, Style
from minhbach.writers.metrics import text_width

# a cell with a number alone: "1.250", "97,5%", "05", "-3"
_NUMBER = re.compile(r"[-+]?\d[\d., ]*%?")
_WORD = re.compile(r"\S+")
# a slash or hyphen inside a word
_JOINED = re.compile(r"(?<=\w)[/-](?=\w)")


def widths(table: Table, available: float, *, composed: bool, layout: Layout) -> list[float]:
    """The width of each column in mm; together never more than ``available``.

    Composed tables give millimetres; other widths are relative; without any, columns share the
    room by how much text they hold.
    """
    if table.role in ("header", "signature") and table.columns == 2:
        pair = layout.columns[table.role]
        scale = min(1.0, available / sum(pair))
        return [width * scale for width in pair]
    given = list(table.widths) if len(table.widths) == table.columns else _by_text(table)
    total = sum(given) or 1.0
    fits = composed and len(table.widths) == table.columns and total <= available
    return [width if fits else width / total * available for width in given]


def _by_text(table: Table) -> list[float]:
    longest = [1.0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1 and 1 <= cell.column <= table.columns:
            at = cell.column - 1
            longest[at] = max(longest[at], min(len(cell.text), 120))
    return [6 + length**0.7 for length in longest]


def heading_rows(table: Table) -> int:
    """How many rows are headings, with every row that a heading cell reaches into."""
    rows = table.header_rows
    for cell in table.cells:
        if cell.row <= rows:
            rows = max(rows, min(cell.row + cell.row_span - 1, table.rows))
    return rows if rows < table.rows else 0


def cell_style(
    paragraph: Paragraph, table: Table, row: int, layout: Layout, *, composed: bool
) -> Style:
    """The style of a paragraph in a cell: headings centred, numbers to the right."""
    if composed or table.role != "content":
        return layout.style_of(paragraph, composed=composed)
    if row <= table.header_rows:
        return layout.styles["table-head"]
    name = "table-number" if _NUMBER.fullmatch(paragraph.text.strip()) else "table-text"
    return layout.styles[name]


def breakable(paragraph: Paragraph, style: Style, room: float) -> Paragraph:
    """The paragraph with an invisible break after a slash or hyphen of words too wide for the
    cell ("cổng/trang"), which would otherwise be cut anywhere."""
    if paragraph.spans or not _JOINED.search(paragraph.text):
        return paragraph
    text = _WORD.sub(lambda match: _cut(match[0], style, room), paragraph.text)
    return replace(paragraph, text=text)


def _cut(word: str, style: Style, room: float) -> str:
    if text_width(word, style.size, bold=style.bold, italic=style.italic) <= room:
        return word
    return _JOINED.sub("\\g<0>\u200b", word)
