"""Tables as WordprocessingML text; linear in the number of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhbach.model.document import Align, Block, Cell, Paragraph, Table
from minhbach.writers.columns import breakable, cell_style, heading_rows, widths
from minhbach.writers.docx_paragraphs import Bookmarks, paragraph_xml, rule_xml, twips
from minhbach.writers.layout import Layout, Style, kept_align

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_THIN = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for s in _SIDES)
_NONE = "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES)
_EMPTY = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'
_PADDING = 1.0  # mm beside the text of a cell with borders
_ABOVE = 0.5  # mm above and below it


def table_xml(
    table: Table, room: float, layout: Layout, marks: Bookmarks, *, composed: bool
) -> str:
    """A table in ``room`` mm: thin borders round content, none in header and signature blocks."""
    columns = widths(table, room, composed=composed, layout=layout)
    sizes = [twips(width) for width in columns]
    content = table.role == "content"
    writer = _Writer(table, layout, marks, composed, columns, heading_rows(table))
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    rows = "".join(writer.row(number, cells) for number, cells in _rows(table))
    side, above = (twips(_PADDING), twips(_ABOVE)) if content else (0, 0)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_THIN if content else _NONE}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{above}" w:type="dxa"/>'
        f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{above}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _rows(table: Table) -> Iterable[tuple[int, dict[int, Cell]]]:
    """Per row, the cell that stands at or covers each column start."""
    rows: list[dict[int, Cell]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows + 1)):
            rows[row - 1][cell.column] = cell
    return enumerate(rows, start=1)


def _align(paragraph: Paragraph) -> Align:
    return paragraph.align or kept_align(paragraph)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the rows of one table; ``columns``: widths in mm."""

    table: Table
    layout: Layout
    marks: Bookmarks
    composed: bool
    columns: list[float]
    heading_rows: int

    def row(self, number: int, cells: dict[int, Cell]) -> str:
        head = "<w:tblHeader/>" if number <= self.heading_rows else ""
        out = [f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"]
        column = 1
        while column <= self.table.columns:
            cell = cells.get(column)
            span = 1 if cell is None else min(cell.column_span, self.table.columns + 1 - column)
            out.append(self._cell(cell, number, column, span))
            column += span
        out.append("</w:tr>")
        return "".join(out)

    def _cell(self, cell: Cell | None, row: int, column: int, span: int) -> str:
        width = sum(self.columns[column - 1 : column - 1 + span])
        merged = ""
        if cell is not None and cell.row_span > 1:
            merged = '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
        span_xml = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        middle = '<w:vAlign w:val="center"/>' if self._is_middle(row) else ""
        shown = cell.blocks if cell is not None and cell.row == row else ()
        room = width - (2 * _PADDING if self.table.role == "content" else 0)
        size = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        return (
            f"<w:tc><w:tcPr>{size}{span_xml}{merged}{middle}</w:tcPr>"
            f"{self._blocks(shown, row, room)}</w:tc>"
        )

    def _is_middle(self, row: int) -> bool:
        return self.table.role == "content" and row <= self.heading_rows

    def _blocks(self, blocks: Iterable[Block], row: int, room: float) -> str:
        out: list[str] = []
        above: tuple[str, Style] | None = None
        tabled = True  # a table may not end the cell, nor touch the next one
        for block in blocks:
            if isinstance(block, Table):
                out.append(_EMPTY if tabled and out else "")
                inner = table_xml(block, room, self.layout, self.marks, composed=self.composed)
                out.append(inner)
                above, tabled = None, True
                continue
            tabled = False
            style = cell_style(block, self.table, row, self.layout, composed=self.composed)
            if style.line_of_text and above is not None:
                out.append(rule_xml(style, *above, room))
                continue
            align = "" if self.composed or style.align == "right" else _align(block)
            fitted = breakable(block, style, room)
            out.append(paragraph_xml(fitted, style, self.marks, align=align))
            above = (block.text, style)
        return "".join(out) + (_EMPTY if tabled else "")
