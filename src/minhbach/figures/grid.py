"""A table with its merged cells spread out, its head rows and the role of each column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minhbach.figures.cells import CellValue, cell_value
from minhbach.figures.columns import Role, head_role
from minhbach.figures.phrases import prepare
from minhbach.figures.times import find_periods
from minhbach.model.document import Cell, Table
from minhbach.model.period import Period

_INDEX = 4  # characters of "I.1", "A", "12"


@dataclass
class Grid:
    """A table with every merged cell spread over its places, and what its heads say."""

    table: Table
    own: Period | None
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    head_rows: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    label_columns: list[int] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return " ".join(cell.text.split()) if cell else ""

    def head(self, column: int) -> str:
        """The heads of a column from the top, each once."""
        texts: list[str] = []
        for row in range(1, self.head_rows + 1):
            text = self.text(row, column)
            if text and text not in texts:
                texts.append(text)
        return " / ".join(texts)

    def label(self, row: int) -> str:
        return " ".join(self.text(row, c) for c in self.label_columns[-1:])

    def unit(self, row: int) -> str:
        columns = [c for c, role in self.roles.items() if role == "unit"]
        return self.text(row, columns[0]) if columns else ""

    def value(self, row: int, column: int) -> CellValue | None:
        return cell_value(self.text(row, column))


def make_grid(table: Table, own: Period | None) -> Grid:
    """Spreads merged cells, finds the head rows and gives each column its role."""
    grid = Grid(table, own)
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid.cells[row, column] = cell
    grid.head_rows = _head_rows(grid)
    for column in range(1, table.columns + 1):
        grid.roles[column] = _column_role(grid, column)
    body = range(grid.head_rows + 1, table.rows + 1)
    for column in range(1, table.columns + 1):
        texts = [grid.text(r, column) for r in body]
        wordy = sum(1 for t in texts if t and _is_words(t))
        role = grid.roles[column]
        if role not in ("index", "unit", "note") and texts and 2 * wordy >= len(texts):
            grid.label_columns.append(column)
            grid.roles[column] = "label"
        elif role == "label":
            grid.roles[column] = "plan" if prepare(grid.head(column)).startswith("chỉ tiêu") else ""
    return grid


def _is_words(text: str) -> bool:
    return cell_value(text) is None and any(c.isalpha() for c in text)


def _head_rows(grid: Grid) -> int:
    """Rows before the first that holds a value beside a label."""
    for row in range(1, grid.table.rows + 1):
        texts = [grid.text(row, c) for c in range(1, grid.table.columns + 1)]
        values = [t for t in texts[1:] if cell_value(t) is not None]
        if values and not all(_is_head_number(t) for t in values):
            return row - 1 if not _is_column_numbers(texts) else row
        if row > 6:
            return 1
        if row > 1 and _opens_group(grid, row):
            return row - 1
    return min(1, grid.table.rows)


def _opens_group(grid: Grid, row: int) -> bool:
    """A row under the head that holds one label and nothing else ("A | Trong Đảng bộ | |")."""
    cells = {
        id(cell): cell
        for c in range(1, grid.table.columns + 1)
        if (cell := grid.cells.get((row, c)))
    }
    if any(cell.row != row for cell in cells.values()):
        return False
    texts = [cell.text.strip() for cell in cells.values() if cell.text.strip()]
    labels = [t for t in texts if len(t) > _INDEX]
    return len(labels) == 1 and len(texts) <= 2 and grid.table.columns > len(texts)


def _is_head_number(text: str) -> bool:
    """A bare year in a head ("2023"), or its word, which is also five ("Năm | Quý III")."""
    if text.strip().lower() == "năm":
        return True
    return text.strip().isdigit() and len(text.strip()) == 4 and text.strip()[:2] in ("19", "20")


def _is_column_numbers(texts: list[str]) -> bool:
    """The row (1), (2), (3) … under a head."""
    digits = [t.strip(" ()[]") for t in texts if t.strip()]
    return len(digits) >= 3 and digits == [str(n) for n in range(1, len(digits) + 1)]


def _column_role(grid: Grid, column: int) -> Role:
    heads = _without_its_year(grid.head(column).split(" / "), grid.own)
    whole = head_role(" / ".join(heads), grid.own)
    levels = [head_role(head, grid.own) for head in heads]
    for role in ("ratio", "plan", "former", "note", "cumulative", "index", "unit", "parts"):
        if role in levels:
            return role
    return whole or next((role for role in levels if role), "")


def _without_its_year(heads: list[str], own: Period | None) -> list[str]:
    """ "Năm 2026 / Quý II" is the quarter of that year: the year above it is no running total."""
    if own is None:
        return heads
    finer = any(m.kind != "year" for head in heads for m in find_periods(prepare(head)))
    year = re.compile(rf"(?:năm )?{own.year}")
    return [h for h in heads if not (finer and year.fullmatch(" ".join(prepare(h).split())))]
