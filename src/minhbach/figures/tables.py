"""Candidates in tables: elements as rows or as columns, heads of several lines, total rows."""

from __future__ import annotations

from collections.abc import Iterator

from minhbach.figures.candidate import Candidate
from minhbach.figures.cells import CellValue, cell_value
from minhbach.figures.columns import Role, head_role
from minhbach.figures.grid import Grid, make_grid
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import words
from minhbach.figures.measures import measure_of, same_unit, value_columns
from minhbach.figures.phrases import prepare
from minhbach.figures.rows import RowNames, in_parts, with_state
from minhbach.model.document import Table
from minhbach.model.period import Period


def read_table(table: Table, lex: Lexicon, own: Period | None, group: int = 0) -> list[Candidate]:
    """Every candidate of a table; nothing from a table of plans or of last year's figures."""
    grid = make_grid(table, own)
    grid.label_columns.sort(key=lambda column: (_named_rows(grid, column, lex), -column))
    by_column = _column_terms(grid, lex)
    if len({t.code for t in by_column.values()}) >= 2 or (by_column and not _row_terms(grid, lex)):
        found = list(_columns_hold_elements(grid, by_column, group))
    else:
        found = list(_rows_hold_elements(grid, lex, group))
        found = _with_total_row(grid, found, lex)
    return _without_rivals(found)


def _column_terms(grid: Grid, lex: Lexicon) -> dict[int, Terms]:
    """The columns whose heads name elements."""
    found: dict[int, Terms] = {}
    for column in range(1, grid.table.columns + 1):
        if grid.roles[column] in ("index", "note", "label", "unit"):
            continue
        terms = _head_terms(grid, column, lex)
        if terms is None and column - 1 in found and found[column - 1].concept == "questions":
            terms = with_state(grid.head(column), grid.head(column - 1), lex)
        if terms:
            found[column] = terms
    return found


def _head_terms(grid: Grid, column: int, lex: Lexicon) -> Terms | None:
    parts = grid.head(column).split(" / ")
    whole = label_terms(" ".join(parts), lex)
    measure = measure_of(prepare(parts[-1])) if whole and len(parts) > 1 else ""
    if whole and measure and not whole.units.fullmatch(measure):
        # "Tuyên truyền, quán triệt / Lượt người": those who attended
        counted = [t for t in lex.terms if whole.code in t.measures and same_unit(t, measure)]
        return counted[0] if len(counted) == 1 else None
    return whole or label_terms(parts[-1], lex) or label_terms(parts[0], lex)


def _named_rows(grid: Grid, column: int, lex: Lexicon) -> int:
    rows = range(grid.head_rows + 1, grid.table.rows + 1)
    return sum(1 for row in rows if label_terms(grid.text(row, column), lex, unit=grid.unit(row)))


def _row_terms(grid: Grid, lex: Lexicon) -> dict[int, Terms]:
    found = {}
    for row in range(grid.head_rows + 1, grid.table.rows + 1):
        terms = label_terms(grid.label(row), lex, unit=grid.unit(row))
        if terms:
            found[row] = terms
    return found


def _rows_hold_elements(grid: Grid, lex: Lexicon, group: int) -> Iterator[Candidate]:
    parts, above = False, ""
    names = RowNames(grid, lex)
    for row in range(grid.head_rows + 1, grid.table.rows + 1):
        label = grid.label(row)
        names.read(row)
        if names.apart:
            continue
        parts = in_parts(prepare(label), parts)
        if not parts:
            above = label
        for column in value_columns(grid):
            terms = _cell_terms(grid, row, column, lex)
            if parts and terms is None:
                terms = with_state(label, above, lex)
            terms = terms if parts else names.checked(terms, row)
            value = grid.value(row, column)
            if terms is None and value is not None and value.percent:
                terms = label_terms(label, lex, unit="%")
            if terms is None or value is None or not _fits(value, terms):
                continue
            part = parts and terms in (label_terms(above, lex), None)
            role = grid.roles[column]
            yield _candidate(
                grid, (row, column), value, terms, group=group, part=part, running=role
            )


def _with_total_row(grid: Grid, found: list[Candidate], lex: Lexicon) -> list[Candidate]:
    """Rows of one element only ("Sổ tay", "Tờ gấp") and a row "Tổng cộng" that is their sum."""
    rows = _row_terms(grid, lex)
    totals = [
        r for r in range(grid.head_rows + 1, grid.table.rows + 1) if _row_role(grid, r) == "total"
    ]
    if len({c.element for c in found}) != 1 or len(found) < 2 or len(totals) != 1:
        return found
    terms = lex.of(found[0].element)
    for column in value_columns(grid):
        values = [
            grid.value(r, column)
            for r in range(grid.head_rows + 1, grid.table.rows + 1)
            if r not in totals
        ]
        whole = grid.value(totals[0], column)
        given = [v.value for v in values if v is not None]
        if whole and set(rows.values()) == {terms} and sum(given) == whole.value:
            place = (totals[0], column)
            return [_candidate(grid, place, whole, terms, group=found[0].group, running="value")]
    return found


def _cell_terms(grid: Grid, row: int, column: int, lex: Lexicon) -> Terms | None:
    """The element of a cell: the row's label, with the unit that the head or unit column gives."""
    last = prepare(grid.head(column).split(" / ")[-1])
    measure = measure_of(last)
    unit = grid.unit(row)
    if not measure:
        named = label_terms(grid.label(row), lex, unit=unit)
        if named and named.concept == "questions" and not grid.roles[column]:
            return with_state(last, grid.label(row), lex) or _as_received(named, last)
        return named
    named = label_terms(grid.label(row), lex)
    if named and named.units.fullmatch(measure):
        return named
    for terms in lex.terms:
        if terms.measures and named and named.code in terms.measures:
            return terms if same_unit(terms, measure) else None
    return label_terms(grid.label(row), lex, unit=measure)


def _as_received(named: Terms, head: str) -> Terms | None:
    """The questions of a column "Tiếp nhận"; none of a column "Chưa trả lời"."""
    return named if named.own_before.search(head) or not named.bars_clause.search(head) else None


def _fits(value: CellValue, terms: Terms) -> bool:
    if terms.share:
        return value.value <= 100
    if value.percent:
        return False
    whole = value.value == value.value.to_integral_value()
    return whole or terms.divisor > 1 or terms.element.scale > 0


def _columns_hold_elements(
    grid: Grid, by_column: dict[int, Terms], group: int
) -> Iterator[Candidate]:
    rows = _value_rows(grid)
    for column, terms in by_column.items():
        if grid.roles[column] in ("plan", "former", "ratio") and not terms.share:
            continue
        if _is_share_of_total(grid, column, by_column):
            continue
        for row, running in rows:
            value = grid.value(row, column)
            if value is not None and _fits(value, terms):
                yield _candidate(
                    grid,
                    (row, column),
                    value,
                    terms,
                    group=group,
                    running=running if running == "cumulative" else grid.roles[column],
                )


def _is_share_of_total(grid: Grid, column: int, by_column: dict[int, Terms]) -> bool:
    """A column under the same head as a column "Tổng số", or one headed "Trong đó …"."""
    if grid.roles[column] == "parts":
        return True
    if grid.roles[column] in ("total", "own", "cumulative"):
        return False
    same = [c for c, t in by_column.items() if t.code == by_column[column].code and c != column]
    return any(grid.roles[c] == "total" for c in same)


def _value_rows(grid: Grid) -> list[tuple[int, Role]]:
    """The row that holds the whole (a total, the own period, the only row) and running totals."""
    rows = range(grid.head_rows + 1, grid.table.rows + 1)
    roles = {row: _row_role(grid, row) for row in rows}
    running: list[tuple[int, Role]] = [
        (r, role) for r, role in roles.items() if role == "cumulative"
    ]
    plain = [r for r, role in roles.items() if role in ("", "value", "label", "within", "unit")]
    for best in ("total", "own"):
        chosen: list[tuple[int, Role]] = [(r, role) for r, role in roles.items() if role == best]
        if chosen:
            return chosen[-1:] + running if best == "total" else chosen + running
    if len(plain) == 1 and roles[plain[0]] != "within":
        return [(plain[0], "value"), *running]
    return running


def _row_role(grid: Grid, row: int) -> Role:
    """What the first words of a row say; a name of a sub-unit says nothing."""
    texts = [grid.text(row, c) for c in range(1, grid.table.columns + 1)]
    texts = [t for t in texts if t and cell_value(t) is None]
    if not texts:
        return ""
    low = prepare(texts[0]).strip(" .:")
    role = head_role(texts[0], grid.own)
    if role == "total" and not words("columns", "total").match(low):
        return ""
    return (
        role if role in ("total", "own", "cumulative", "former", "plan", "ratio", "within") else ""
    )


def _candidate(
    grid: Grid,
    place: tuple[int, int],
    value: CellValue,
    terms: Terms,
    *,
    group: int,
    running: Role,
    part: bool = False,
) -> Candidate:
    cell = grid.cells[place]
    return Candidate(
        element=terms.code,
        value=value.value / (terms.divisor if value.unit == "đồng" else 1),
        quote=cell.text.strip(),
        where="table",
        anchor=cell.anchor,
        start=value.start,
        end=value.end,
        confidence=0.97
        if grid.roles[place[1]] in ("own", "total", "value", "cumulative")
        else 0.93,
        qualifier=value.qualifier,
        cumulative=running == "cumulative",
        part=part,
        group=group,
    )


def _without_rivals(found: list[Candidate]) -> list[Candidate]:
    """Sub-rows ("- trực tuyến") fall away where their own whole stands above them."""
    whole = {(c.element, c.cumulative) for c in found if not c.part}
    return [c for c in found if not c.part or (c.element, c.cumulative) not in whole]
