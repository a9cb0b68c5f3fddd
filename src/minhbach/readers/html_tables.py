"""Tables of a page: which of them only lay the page out, and the grid of the others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from minhbach.readers.raw import RawCell, RawTable

MAX_COLUMNS = 512
_PARTS = ("thead", "tbody", "tfoot")
_LONG = 1_500  # characters of one cell: running text, no table cell


def is_frame(table: etree._Element) -> bool:
    """Whether a table only lays the page out: its cells are then read one after the other.

    One cell alone, or a table around tables that hold most of the text.
    """
    rows = list(table_rows(table))
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 1:
        return True
    inner = [child for cell in cells for child in cell.iterfind(".//table")]
    if not inner:
        return len(rows) <= 2 and _share(cells) > 0.9 and _length(table) > _LONG
    outermost = [t for t in inner if next(t.iterancestors("table"), None) is table]
    return sum(map(_length, outermost)) > 0.5 * _length(table) or _share(cells) > 0.9


def table_of(element: etree._Element) -> tuple[RawTable, dict[etree._Element, RawCell]]:
    """The table, its cells still empty, and which element fills which cell."""
    grid: dict[etree._Element, RawCell] = {}
    blocked: dict[int, int] = {}  # column → last row that a cell above covers
    columns = number = header_rows = 0
    rows = list(table_rows(element))
    for number, row in enumerate(rows, 1):
        header_rows += header_rows == number - 1 and _is_header(row)
        column = 1
        for cell in row:
            while blocked.get(column, 0) >= number:
                column += 1
            if column > MAX_COLUMNS:
                break
            width = min(_span(cell, "colspan"), MAX_COLUMNS - column + 1)
            height = min(_span(cell, "rowspan"), len(rows) - number + 1)
            grid[cell] = RawCell(number, column, height, width)
            for covered in range(column, column + width):
                blocked[covered] = number + height - 1
            column += width
        columns = max(columns, column - 1)
    return RawTable(number, columns, list(grid.values()), header_rows), grid


def table_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each row of this table, not of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in _PARTS:
            yield from table_rows(child)


def _is_header(row: list[etree._Element]) -> bool:
    if not row:
        return False
    in_head = next(row[0].iterancestors("thead", "table")).tag == "thead"
    return in_head or all(cell.tag == "th" for cell in row)


def _span(cell: etree._Element, name: str) -> int:
    digits = (cell.get(name) or "1").strip()
    return min(max(int(digits), 1), 10_000) if digits.isascii() and digits.isdigit() else 1


def _share(cells: list[etree._Element]) -> float:
    """The part of the text that stands in the longest cell."""
    lengths = [_length(cell) for cell in cells]
    return max(lengths) / max(sum(lengths), 1)


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
