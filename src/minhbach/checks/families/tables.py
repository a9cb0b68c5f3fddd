"""SL: totals of tables. A total is called wrong only where another row or column of the same table
proves that it is the sum of what was added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Cell, Table
from minhbach.model.finding import Finding
from minhbach.vi.numbers import parse_number

_TOTAL = re.compile(
    r"\s*(?:TỔNG|Tổng|tổng)\s*(?:CỘNG|cộng|SỐ|số)?\b(?:\s*\(.*\))?\s*:?\s*$|\s*(?:CỘNG|Cộng)\s*:?\s*$"
)
_NOT_ADDED = re.compile(
    r"tỷ lệ|tỉ lệ|%|năm|bình quân|đơn giá|mã số|stt|^tt$|ngày|điểm", re.IGNORECASE
)
_MAX_CELLS = 4000
Grid = dict[tuple[int, int], Cell]


def totals(context: Context) -> Iterator[Finding]:
    """SL-01 a total row, SL-02 a total column that is not the sum."""
    for table in context.doc.tables():
        if len(table.cells) <= _MAX_CELLS and table.rows >= 4:
            grid = {(c.row, c.column): c for c in table.cells if c.row_span == 1}
            yield from _rows(context, table, grid)
            yield from _columns(context, table, grid)


def _value(cell: Cell | None) -> Decimal | None:
    if cell is None or cell.column_span > 1:
        return None
    text = cell.text.strip()
    if not text or text in ("-", "–", "x"):
        return Decimal(0)
    return parse_number(text) if text[:1].isdigit() and not re.search(r"[/%\n]", text) else None


def _total_row(table: Table, grid: Grid) -> int | None:
    rows = {
        row
        for (row, column), cell in grid.items()
        if column <= 2 and _TOTAL.match(cell.text.replace("\n", " "))
    }
    return rows.pop() if len(rows) == 1 else None


def _header(table: Table, grid: Grid, column: int) -> str:
    top = [
        c.text
        for c in table.cells
        if c.column <= column < c.column + c.column_span and c.row <= max(table.header_rows, 1)
    ]
    return " ".join(top)


def _first_row(table: Table, grid: Grid) -> int:
    """The first row of values: header rows and a row of column numbers (1, 2, 3 …) are above."""
    row = max(table.header_rows, 1) + 1
    numbers = [
        grid[row, c].text.strip(" ()") for c in range(1, table.columns + 1) if (row, c) in grid
    ]
    shown = [n for n in numbers if n.isdigit()]
    if len(shown) >= 2 and [int(n) for n in shown] == list(
        range(int(shown[0]), int(shown[0]) + len(shown))
    ):
        row += 1
    return row


def _rows(context: Context, table: Table, grid: Grid) -> Iterator[Finding]:
    total = _total_row(table, grid)
    if total is None:
        return
    first = _first_row(table, grid)
    if total == table.rows or total > first + 1:
        body = list(range(first, total))
    elif total == first:
        body = list(range(total + 1, table.rows + 1))
    else:
        return
    if len(body) < 2:
        return
    right: list[tuple[int, Decimal, int]] = []
    wrong: list[tuple[int, Decimal, int]] = []
    for column in range(2, table.columns + 1):
        if _NOT_ADDED.search(_header(table, grid, column)):
            continue
        shown = _value(grid.get((total, column)))
        values = [_value(grid.get((row, column))) for row in body]
        known = [value for value in values if value is not None]
        if not shown or len(known) < len(body) or sum(v != 0 for v in known) < 2:
            continue
        (right if sum(known) == shown else wrong).append(
            (column, sum(known, Decimal(0)), len(known))
        )
    if wrong and (
        len(right) >= len(wrong) or (not right and len(wrong) == 1 and _flat(grid, body))
    ):
        for column, added, _ in wrong:
            yield from _found(context, "SL-01", grid[total, column], added)


def _flat(grid: Grid, body: list[int]) -> bool:
    """Rows numbered 1, 2, 3 …: no subtotals hide among them."""
    marks = [grid[row, 1].text.strip(" .") if (row, 1) in grid else "" for row in body]
    return len(body) >= 3 and marks == [str(n) for n in range(1, len(body) + 1)]


def _columns(context: Context, table: Table, grid: Grid) -> Iterator[Finding]:
    first = _first_row(table, grid)
    for column in range(2, table.columns + 1):
        head = _header(table, grid, column).strip()
        if not re.match(r"(?:Tổng|TỔNG|Cộng|CỘNG)(?: số| cộng| SỐ| CỘNG)?$", head):
            continue
        for others in (range(column + 1, table.columns + 1), range(2, column)):
            yield from _column(context, grid, range(first, table.rows + 1), column, others)


def _column(
    context: Context, grid: Grid, rows: range, column: int, others: range
) -> Iterator[Finding]:
    """Most rows prove that the column is the sum of those beside it; the odd ones are wrong."""
    right, wrong = 0, []
    for row in rows:
        shown = _value(grid.get((row, column)))
        values = [_value(grid.get((row, other))) for other in others]
        known = [value for value in values if value is not None]
        if not shown or len(known) < 2 or sum(v != 0 for v in known) < 2:
            continue
        if sum(known) == shown:
            right += 1
        else:
            wrong.append((row, sum(known, Decimal(0))))
    if right >= 3 and 0 < len(wrong) * 3 <= right:
        for row, added in wrong:
            yield from _found(context, "SL-02", grid[row, column], added)


def _found(context: Context, code: str, cell: Cell, added: Decimal) -> Iterator[Finding]:
    if cell.paragraphs:
        text = f"{added:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
        yield context.on(code, cell.paragraphs[0], sum=text)


CHECKS: Checks = ((("SL-01", "SL-02"), totals),)
