"""Tables drawn with rules: the grid of the lines, which cells are one, what stands in each."""

from __future__ import annotations

from dataclasses import dataclass, field

from minhbach.readers.pdf_chars import Char, Rule

_NEAR = 3.0  # points: rules nearer than that are one
_MIN_CELL = 6.0
_COVERED = 0.6  # of a cell's side: so much of a rule parts it from its neighbour
MAX_GRID = 10_000  # cells of one table


@dataclass(slots=True)
class Box:
    """A cell: rows and columns from 1, its characters."""

    row: int
    column: int
    row_span: int
    column_span: int
    chars: list[Char] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table: the places of its lines from the top and from the left."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]

    def holds(self, char: Char) -> bool:
        middle = char.y - 0.3 * char.face.size
        x = (char.x0 + char.x1) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= middle <= self.ys[-1]


def grids_of(rules: list[Rule], chars: list[Char]) -> list[Grid]:
    """The ruled tables of a page with two or more cells, filled with their characters.

    The characters inside are those with ``Grid.holds``.
    """
    across = _merged([rule for rule in rules if rule.across])
    down = _merged([rule for rule in rules if not rule.across])
    grids = []
    for rows, columns in _connected(across, down):
        grid = _grid(rows, columns)
        if grid is not None and _fill(grid, chars):
            grids.append(grid)
    return grids


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together: tables are often drawn cell by cell."""
    if not rules:
        return []
    across = rules[0].across
    rules = sorted(rules, key=lambda r: (r.y0, r.x0) if across else (r.x0, r.y0))
    lines: list[list[Rule]] = []
    for rule in rules:
        place = rule.y0 if across else rule.x0
        first = lines[-1][0] if lines else None
        if first is not None and abs((first.y0 if across else first.x0) - place) <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [piece for line in lines for piece in _pieces(line, across)]


def _pieces(line: list[Rule], across: bool) -> list[Rule]:
    place = sum((r.y0 if across else r.x0) for r in line) / len(line)
    ends = sorted((r.x0, r.x1) if across else (r.y0, r.y1) for r in line)
    merged: list[list[float]] = []
    for start, end in ends:
        if merged and start <= merged[-1][1] + _NEAR:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    if across:
        return [Rule(start, place, end, place) for start, end in merged]
    return [Rule(place, start, place, end) for start, end in merged]


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch belong to one table."""
    if len(across) * len(down) > MAX_GRID:
        return []
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.x0 - _NEAR <= column.x0 <= row.x1 + _NEAR
                and column.y0 - _NEAR <= row.y0 <= column.y1 + _NEAR
            ):
                group[root(len(across) + j)] = root(i)
    tables: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(across):
        tables.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down):
        tables.setdefault(root(len(across) + j), ([], []))[1].append(column)
    found = [table for table in tables.values() if len(table[0]) >= 2 and table[1]]
    return sorted(found, key=lambda table: table[0][0].y0)


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _MIN_CELL:
            places.append(value)
    return places


def _grid(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    ys = _places([rule.y0 for rule in rows])
    xs = _places([rule.x0 for rule in columns] + [min(r.x0 for r in rows), max(r.x1 for r in rows)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    if (len(xs) - 1) * (len(ys) - 1) > MAX_GRID:
        return None
    return Grid(xs, ys, _boxes(xs, ys, rows, columns))


def _boxes(xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule]) -> list[Box]:
    """Cells of the grid, merged where no rule stands between neighbours."""
    taken: set[tuple[int, int]] = set()
    boxes = []
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) in taken:
                continue
            width = 1
            while (
                c + width < len(xs) - 1
                and (r, c + width) not in taken
                and not _parts_columns(columns, xs[c + width], ys[r], ys[r + 1])
            ):
                width += 1
            height = 1
            while r + height < len(ys) - 1 and not any(
                (r + height, k) in taken or _parts_rows(rows, ys[r + height], xs[k], xs[k + 1])
                for k in range(c, c + width)
            ):
                height += 1
            taken.update((r + i, c + k) for i in range(height) for k in range(width))
            boxes.append(Box(r + 1, c + 1, height, width))
    return boxes


def _parts_columns(columns: list[Rule], x: float, y0: float, y1: float) -> bool:
    return any(
        abs(rule.x0 - x) <= _MIN_CELL
        and min(rule.y1, y1) - max(rule.y0, y0) >= _COVERED * (y1 - y0)
        for rule in columns
    )


def _parts_rows(rows: list[Rule], y: float, x0: float, x1: float) -> bool:
    return any(
        abs(rule.y0 - y) <= _MIN_CELL
        and min(rule.x1, x1) - max(rule.x0, x0) >= _COVERED * (x1 - x0)
        for rule in rows
    )


def _fill(grid: Grid, chars: list[Char]) -> bool:
    """Give each character to its cell; False for a frame that holds no table."""
    places = {
        (box.row + i, box.column + k): box
        for box in grid.boxes
        for i in range(box.row_span)
        for k in range(box.column_span)
    }
    for char in chars:
        if grid.holds(char):
            row = _index(grid.ys, char.y - 0.3 * char.face.size)
            column = _index(grid.xs, (char.x0 + char.x1) / 2)
            box = places.get((row, column))
            if box is not None:
                box.chars.append(char)
    filled = [box for box in grid.boxes if any(char.text != " " for char in box.chars)]
    return len(filled) >= 2


def _index(places: list[float], value: float) -> int:
    """The number of the interval, from 1, that holds the value."""
    for index in range(1, len(places)):
        if value <= places[index]:
            return index
    return len(places) - 1
