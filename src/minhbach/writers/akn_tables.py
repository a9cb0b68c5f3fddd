"""Paragraphs and tables as Akoma Ntoso blocks."""

from __future__ import annotations

from collections.abc import Sequence

from minhbach.model.document import Block, Cell, Table
from minhbach.writers.akn_inline import Element, Writer
from minhbach.writers.akn_names import OWN


def write_blocks(writer: Writer, parent: Element, blocks: Sequence[Block]) -> None:
    """Paragraphs and tables; an empty place gets an empty paragraph."""
    for block in blocks:
        if isinstance(block, Table):
            _table(writer, parent, block)
        else:
            made = writer.paragraph(parent, block)
            if block.role not in ("body", "heading"):
                made.set("class", block.role)
    if not len(parent):
        writer.add(parent, "p")


def _table(writer: Writer, parent: Element, table: Table) -> None:
    rows = _rows(table)
    if not rows:
        return
    made = writer.add(parent, "table", _about(writer, table))
    for row in rows:
        line = writer.add(made, "tr")
        for cell, height in row:
            tag = "th" if cell.row <= table.header_rows else "td"
            place = writer.add(line, tag, {f"{{{OWN}}}anchor": cell.anchor})
            if height > 1:
                place.set("rowspan", str(height))
            if cell.column_span > 1:
                place.set("colspan", str(cell.column_span))
            for block in cell.blocks:
                if isinstance(block, Table):
                    _table(writer, place, block)
                else:
                    writer.paragraph(place, block)


def _about(writer: Writer, table: Table) -> dict[str, str]:
    about = {
        "eId": writer.ids.of("tbl", table.anchor.lstrip("tl")),
        f"{{{OWN}}}anchor": table.anchor,
    }
    return about if table.role == "content" else {**about, "class": table.role}


def _rows(table: Table) -> list[list[tuple[Cell, int]]]:
    """Cells row by row with their height. The schema knows no row without a cell of its own, so
    a row that merged cells fill from above is left out and they are one row lower."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).append(cell)
    return [
        [
            (cell, sum(1 for at in range(number, number + cell.row_span) if at in rows))
            for cell in row
        ]
        for number, row in sorted(rows.items())
    ]


def write_sides(writer: Writer, parent: Element, table: Table) -> None:
    """A layout table of two sides (header block, signature block): a container for each cell."""
    for cell in table.cells:
        if not cell.paragraphs:
            continue
        name = "left" if cell.column == 1 else "right"
        eid = writer.ids.of(f"{table.role}-{name}", "")
        made = writer.add(parent, "container", {"name": name, "eId": eid})
        for paragraph in cell.paragraphs:
            writer.paragraph(made, paragraph)
