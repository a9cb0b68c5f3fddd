"""A document as the plain data that the PDF page template reads."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from minhbach.model.document import Block, Cell, Document, Paragraph, Table
from minhbach.writers.columns import breakable, cell_style, heading_rows, widths
from minhbach.writers.layout import Layout, Style, kept_align, layout_of
from minhbach.writers.levels import Levels
from minhbach.writers.metrics import has_letter, text_width
from minhbach.writers.parts import Part, parts
from minhbach.writers.runs import clean, runs

_SINGLE = 1.15  # line height of single spacing in Times New Roman, of the type size
_NO_DAY = date(2000, 1, 1)
_MISSING = "□"
_ABOVE_SIGNATURE = 6.0
_INVISIBLE = "\n\u200b\u00ad\u2060\ufeff\u200c\u200d"
_PADDING = 2.0  # mm that a bordered cell takes from its column

Data = dict[str, Any]


def paper_data(doc: Document) -> Data:
    """Page, styles and blocks of a document, with every measure worked out."""
    layout = layout_of(doc)
    day = doc.header.date or doc.layout_date or _NO_DAY
    page, number = layout.page, layout.page_number
    name = " ".join(part for part in (doc.header.kind_name, doc.header.subject) if part)
    levels = Levels()
    found = parts(doc, layout)
    return {
        "title": shown_text(clean(name or doc.name or "–")),
        "day": [day.year, day.month, day.day],
        "font": "Tinos",
        "page": {
            "width": page.width,
            "height": page.height,
            "top": page.top,
            "bottom": page.bottom,
            "left": page.left,
            "right": page.right,
            "number_size": number.size,
            "from_top": number.from_top,
            "first_page": number.first_page,
        },
        "styles": {name: _style(style) for name, style in layout.styles.items()},
        "parts": [_part(part, layout, levels, composed=doc.format == "") for part in found],
    }


def shown_text(text: str) -> str:
    """The text with an empty box for every character that the font lacks."""
    return "".join(char if _is_shown(char) else _MISSING for char in text)


@cache
def _is_shown(char: str) -> bool:
    return char in _INVISIBLE or has_letter(char)


def _style(style: Style) -> Data:
    height = style.line or style.multiple * _SINGLE * style.size
    return {
        "size": style.size,
        "indent": style.indent,
        "leading": round(max(height - style.size, 0), 3),
    }


def _part(part: Part, layout: Layout, levels: Levels, *, composed: bool) -> Data:
    page = layout.page
    room = page.text_width_landscape if part.landscape else page.text_width
    return {
        "landscape": part.landscape,
        "restart": part.annex and layout.page_number.restart_in_annex,
        "blocks": _blocks(part.blocks, room, layout, levels, composed=composed),
    }


def _blocks(
    blocks: tuple[Block, ...], room: float, layout: Layout, levels: Levels, *, composed: bool
) -> list[Data]:
    written: list[Data] = []
    above: tuple[Paragraph, Style] | None = None
    for block in blocks:
        if isinstance(block, Table):
            if written and block.role == "signature":
                written[-1]["below"] += _ABOVE_SIGNATURE
            written.append(_table(block, room, layout, composed=composed))
            continue
        style = layout.style_of(block, composed=composed)
        if written:
            written[-1]["below"] = max(written[-1]["below"], style.before)  # as Word does
        written.append(_paragraph(block, style, above, room, composed=composed))
        written[-1]["level"] = levels.of(block)
        above = above if style.line_of_text else (block, style)
    return written


def _paragraph(
    paragraph: Paragraph,
    style: Style,
    above: tuple[Paragraph, Style] | None,
    room: float,
    *,
    composed: bool,
) -> Data:
    kept = "" if composed else kept_align(paragraph)
    entry: Data = {
        "kind": "paragraph",
        "style": style.name,
        "align": kept or style.align,
        "keep_next": style.keep_next,
        "level": 0,
        "above": 0.0,
        "below": style.after,
        "rule": None,
        "runs": [
            {
                "text": shown_text(run.text.replace("\t", "    ")),
                "bold": run.bold,
                "italic": run.italic,
                "underline": run.underline,
            }
            for run in runs(paragraph, style)
        ],
    }
    if style.line_of_text and above is not None:
        entry["rule"] = _rule(style, *above, room)
    return entry


def _rule(style: Style, paragraph: Paragraph, above: Style, room: float) -> float:
    width = text_width(paragraph.text, above.size, bold=above.bold, italic=above.italic)
    return round(min(width, room) * style.line_of_text, 2)


def _table(table: Table, room: float, layout: Layout, *, composed: bool) -> Data:
    columns = widths(table, room, composed=composed, layout=layout)
    padding = _PADDING if table.role == "content" else 0.0
    cells = []
    for cell in table.cells:
        width = sum(columns[cell.column - 1 : cell.column - 1 + cell.column_span]) - padding
        entries = _entries(cell, table, width, layout, composed=composed)
        cells.append(_cell(cell, entries, plain=padding > 0))
    return {
        "kind": "table" if table.role == "content" else "sides",
        "columns": [round(width, 3) for width in columns],
        "header_rows": heading_rows(table),
        "cells": cells,
        "below": 0.0,
    }


def _entries(
    cell: Cell, table: Table, width: float, layout: Layout, *, composed: bool
) -> list[Data]:
    """What stands in a cell ``width`` mm wide."""
    entries: list[Data] = []
    above: tuple[Paragraph, Style] | None = None
    for block in cell.blocks:
        if isinstance(block, Table):
            entries.append(_table(block, width, layout, composed=composed))
            above = None
            continue
        style = cell_style(block, table, cell.row, layout, composed=composed)
        if entries:
            entries[-1]["below"] = max(entries[-1]["below"], style.before)
        content = table.role == "content"
        fitted = breakable(block, style, width) if content else block
        entries.append(_paragraph(fitted, style, above, width, composed=composed))
        entries[-1]["above"] = 0 if len(entries) > 1 else style.before
        above = above if style.line_of_text else (block, style)
    if entries and table.role == "content":
        entries[-1]["below"] = 0
    return entries


def _cell(cell: Cell, entries: list[Data], *, plain: bool) -> Data:
    """A cell; most hold one line of one format, which the template sets much faster."""
    alone = len(entries) == 1 and plain and entries[0]["kind"] == "paragraph"
    line = entries[0] if alone else None
    pieces = line["runs"] if line and not line["rule"] else []
    single = len(pieces) == 1 and not pieces[0]["underline"] and "\n" not in pieces[0]["text"]
    return {
        "x": cell.column - 1,
        "y": cell.row - 1,
        "colspan": cell.column_span,
        "rowspan": cell.row_span,
        "line": line if single else None,
        "lines": [] if single else entries,
    }
