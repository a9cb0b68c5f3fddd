"""The pages one after the other: paragraphs and tables that go on over a page's end are one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from minhbach.readers.joins import is_cut
from minhbach.readers.pdf_columns import Side
from minhbach.readers.pdf_lines import Row, Stretch, rows_of
from minhbach.readers.pdf_paragraphs import (
    Frame,
    OpenParagraph,
    cell_goes_on,
    continues,
    frame_of,
    joined,
)
from minhbach.readers.pdf_tables import Grid
from minhbach.readers.raw import RawBlock, RawCell, RawParagraph, RawTable

_PADDING = 5.0  # points between a cell's rule and its text


@dataclass(slots=True)
class Flow:
    """Takes pages in order; ``blocks`` grows. ``broken``: joins across pages."""

    blocks: list[RawBlock] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)
    _open: OpenParagraph | None = None
    _frames: dict[tuple[int, float], Frame] = field(default_factory=dict)  # odd, even; width
    _pages: int = 0
    _first: int = 0
    _side: Side | None = None  # the side-by-side block that ended the page before
    _table: tuple[RawTable, list[float]] | None = None  # the last block, if a ruled table

    def page(self, items: list[Row | Side | Grid], width: float, first: int = 0) -> None:
        """The next page: rows, side-by-side regions and tables from top to bottom; ``first``:
        the number of its first line, for what stands in its tables."""
        self._first = first
        lines = [item[0] for item in items if isinstance(item, list)]
        grids = [item for item in items if isinstance(item, Grid)]
        frame = self._frame(lines, width, grids)
        taken = self._side_goes_on(items)
        self._side = None
        for item in items[taken:]:
            if isinstance(item, list):
                self._line(item[0], frame)
                continue
            if isinstance(item, Side):
                self._add(_side_table(item))
                self._side = item if item is items[-1] else None
            else:
                self._grid(item)
        self._pages += 1

    def _side_goes_on(self, items: list[Row | Side | Grid]) -> int:
        """Take the first lines of a page into the block side by side that ended the page before:
        recipients and the signer's name. Gives how many."""
        table = self.blocks[-1] if self.blocks else None
        if self._side is None or not isinstance(table, RawTable) or len(table.cells) != 2:
            return 0
        lines: tuple[list[Stretch], list[Stretch]] = ([], [])
        taken = 0
        for item in items:
            stretches = _stretches(item)
            if not stretches or not all(map(self._fits_side, stretches)):
                break
            for stretch in stretches:
                lines[self._side.column_of(stretch)].append(stretch)
            taken += 1
        for cell, more in zip(table.cells, lines, strict=True):
            column = self._side.columns[cell.column - 1]
            cell.paragraphs += _cell_paragraphs(more, Frame(*column), loose=True)
        return taken

    def _fits_side(self, line: Stretch) -> bool:
        side = self._side or Side()
        column = side.column_of(line)
        members = [s for row in side.rows for s in row if side.column_of(s) == column]
        if not any(abs(line.size - member.size) < 0.6 for member in members):
            return False
        if column == 0:
            return line.x1 < side.columns[1][0] and any(
                abs(line.x0 - member.x0) < 3 for member in members
            )
        return any(abs(line.center - member.center) < 8 for member in members)

    def notes(self, rows: list[Row]) -> None:
        """The footnotes of all pages, after the text."""
        self._end()
        lines = [stretch for row in rows for stretch in row[:1]]
        frame = frame_of(lines) or _loose_frame(lines, [])
        for line in lines:
            if self._open is not None and line.raised:
                self._end("f")
            if self._open is None:
                self._open = OpenParagraph([line], frame)
            else:
                self._open.lines.append(line)
        self._end("f")

    def _frame(self, lines: list[Stretch], width: float, grids: list[Grid]) -> Frame:
        """The edges of this page, or those of a page like it where it has few lines."""
        key = self._pages % 2, width
        own = frame_of(lines) if len(lines) >= 8 else None
        if own is not None:
            self._frames[key] = own
            return own
        known = self._frames.get(key) or self._frames.get((1 - key[0], width))
        return known or frame_of(lines) or _loose_frame(lines, grids)

    def _line(self, line: Stretch, frame: Frame) -> None:
        self._table = None
        if self._open is not None and continues(self._open, line, frame):
            if self._open.last.page != line.page:
                self.broken.append((self._open.last.number, line.number))
            self._open.lines.append(line)
            return
        self._end()
        self._open = OpenParagraph([line], frame)

    def _end(self, place: str = "p") -> None:
        if self._open is not None:
            self.blocks.append(joined(self._open, "f" if place == "f" else "p"))
        self._open = None

    def _add(self, table: RawTable) -> None:
        self._end()
        self._table = None
        self.blocks.append(table)

    def _grid(self, grid: Grid) -> None:
        table = ruled_table(grid)
        for paragraph in table.paragraphs():
            paragraph.source = (self._first, self._first)
        if self._table is not None and _same_columns(self._table[1], grid.xs):
            _append(self._table[0], table)
            return
        self._add(table)
        self._table = (table, grid.xs)


def _stretches(item: Row | Side | Grid) -> list[Stretch]:
    if isinstance(item, Grid):
        return []
    return [stretch for row in item.rows for stretch in row] if isinstance(item, Side) else item


def _loose_frame(lines: list[Stretch], grids: list[Grid]) -> Frame:
    """From edge to edge of all that stands on a page."""
    left = [line.x0 for line in lines] + [grid.xs[0] for grid in grids]
    right = [line.x1 for line in lines] + [grid.xs[-1] for grid in grids]
    return Frame(min(left, default=0.0), max(right, default=0.0))


def ruled_table(grid: Grid) -> RawTable:
    """The table of a grid; the lines of each cell are put together to paragraphs."""
    cells = []
    for box in grid.boxes:
        frame = Frame(
            grid.xs[box.column - 1] + _PADDING, grid.xs[box.column + box.column_span - 1] - _PADDING
        )
        lines = [stretch for row in rows_of(box.chars) for stretch in row]
        paragraphs = _cell_paragraphs(lines, frame, loose=False)
        cells.append(RawCell(box.row, box.column, box.row_span, box.column_span, paragraphs))
    widths = tuple(b - a for a, b in zip(grid.xs, grid.xs[1:], strict=False))
    return RawTable(len(grid.ys) - 1, len(grid.xs) - 1, cells, 0, widths)


def _side_table(side: Side) -> RawTable:
    """One row of cells for a header or signature block; a row per line for three columns on."""
    if len(side.columns) > 2 or side.is_list:
        return _plain_table(side)
    cells = []
    for number, (stretches, (x0, x1)) in enumerate(zip(side.cells(), side.columns, strict=True), 1):
        paragraphs = _cell_paragraphs(stretches, Frame(x0, x1), loose=True)
        cells.append(RawCell(1, number, 1, 1, paragraphs))
    widths = tuple(x1 - x0 for x0, x1 in side.columns)
    return RawTable(1, len(cells), cells, 0, widths)


def _plain_table(side: Side) -> RawTable:
    cells = []
    for number, row in enumerate(side.rows, 1):
        for stretch in row:
            column = side.column_of(stretch) + 1
            paragraph = joined(OpenParagraph([stretch], Frame(stretch.x0, stretch.x1)))
            cells.append(RawCell(number, column, 1, 1, [paragraph]))
    return RawTable(len(side.rows), len(side.columns), cells)


def _cell_paragraphs(lines: list[Stretch], frame: Frame, *, loose: bool) -> list[RawParagraph]:
    paragraphs: list[OpenParagraph] = []
    for line in lines:
        if paragraphs and cell_goes_on(paragraphs[-1], line, loose=loose):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(OpenParagraph([line], frame))
    return [joined(paragraph) for paragraph in paragraphs]


def _same_columns(a: list[float], b: list[float]) -> bool:
    """Pages of a book are bound on alternate sides: the table may be moved as a whole."""
    if len(a) != len(b):
        return False
    shift = b[0] - a[0]
    return abs(shift) < 60 and all(abs(y - x - shift) < 4 for x, y in zip(a, b, strict=True))


def _append(table: RawTable, more: RawTable) -> None:
    """The rows of ``more`` under those of ``table``: a repeated head goes, a cut row is joined."""
    skip = _repeated_rows(table, more)
    cells = [replace(cell, row=cell.row - skip) for cell in more.cells if cell.row > skip]
    if _row_goes_on(table, cells):
        last = {cell.column: cell for cell in table.cells if _ends_at(cell, table.rows)}
        for cell in [cell for cell in cells if cell.row == 1]:
            _take_paragraphs(last[cell.column], cell)
        cells = [replace(cell, row=cell.row - 1) for cell in cells if cell.row > 1]
        skip += 1
    for cell in cells:
        cell.row += table.rows
    table.cells.extend(cells)
    table.rows += more.rows - skip


def _ends_at(cell: RawCell, row: int) -> bool:
    return cell.row + cell.row_span - 1 == row


def _repeated_rows(table: RawTable, more: RawTable) -> int:
    """How many first rows of ``more`` say the same as those of ``table``."""
    same = 0
    for row in range(1, min(more.rows, table.rows, 4)):
        a = [cell.text for cell in table.cells if cell.row == row]
        b = [cell.text for cell in more.cells if cell.row == row]
        if a != b or not any(a):
            break
        same = row
    return same


def _row_goes_on(table: RawTable, cells: list[RawCell]) -> bool:
    """Whether the first row is the rest of the last one: nothing in its first column, and a
    sentence that was cut."""
    first = [cell for cell in cells if cell.row == 1]
    last = {cell.column: cell for cell in table.cells if _ends_at(cell, table.rows)}
    if not first or first[0].text.strip() or any(cell.column not in last for cell in first):
        return False
    filled = [cell for cell in first if cell.text.strip()]
    return any(is_cut(last[cell.column].text, cell.text) for cell in filled) and all(
        cell.row_span == 1 for cell in first
    )


def _take_paragraphs(cell: RawCell, rest: RawCell) -> None:
    if not rest.paragraphs:
        return
    if cell.paragraphs and is_cut(cell.paragraphs[-1].text, rest.paragraphs[0].text):
        first, *others = rest.paragraphs
        before = cell.paragraphs[-1]
        gap = len(before.text) + 1
        before.spans += [replace(s, start=s.start + gap, end=s.end + gap) for s in first.spans]
        before.text = f"{before.text} {first.text}"
        cell.paragraphs.extend(others)
    else:
        cell.paragraphs.extend(rest.paragraphs)
