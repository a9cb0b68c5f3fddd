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
# the same between letters: "12/14" and "I-2024" stay whole
_JOINED_PARTS = re.compile(r"(?<=[^\W\d])[/-](?=[^\W\d])")
_BESIDE = 2.4  # mm: padding on both sides and a border


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
    if not fits:
        return [width / total * available for width in given]
    return _with_room(given, _needed(table, layout)) if table.role == "content" else given


def _with_room(given: list[float], needed: list[float]) -> list[float]:
    """Widths in which no word of a column is cut, as far as the others have room to give."""
    lacking = sum(max(0.0, need - width) for width, need in zip(given, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(given, needed, strict=True))
    if not lacking or not spare:
        return given
    grown, given_up = min(1.0, spare / lacking), min(1.0, lacking / spare)
    return [
        width + (need - width) * (grown if need > width else given_up)
        for width, need in zip(given, needed, strict=True)
    ]


def _needed(table: Table, layout: Layout) -> list[float]:
    """The width of each column's widest word, in mm, with the room beside it."""
    words: list[dict[str, set[str]]] = [{} for _ in range(table.columns)]
    for cell in table.cells:
        if cell.column_span == 1 and 1 <= cell.column <= table.columns:
            for paragraph in cell.paragraphs:
                column = words[cell.column - 1]
                column.setdefault(paragraph.style or "body", set()).update(paragraph.text.split())
    return [
        max((_widest(found, layout.styles[name]) for name, found in column.items()), default=0.0)
        for column in words
    ]


def _widest(words: set[str], style: Style) -> float:
    longest = max(map(len, words), default=0)
    return (
        max(
            (
                text_width(part, style.size, bold=style.bold, italic=style.italic)
                for word in words
                if len(word) * 2 > longest  # half the letters are hardly ever wider
                for part in _JOINED_PARTS.split(word)
            ),
            default=-_BESIDE,
        )
        + _BESIDE
    )


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
