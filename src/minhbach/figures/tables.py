"""Candidates in tables: elements as rows or as columns, heads of several lines, total rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from minhbach.figures.candidate import Candidate
from minhbach.figures.cells import CellValue, cell_value
from minhbach.figures.columns import Role, head_role
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import all_units, words
from minhbach.figures.parts import is_apart
from minhbach.figures.phrases import prepare
from minhbach.figures.reading import EVENT, EVENTS
from minhbach.model.document import Cell, Table
from minhbach.model.period import Period

_INDEX = 4  # characters of "I.1", "A", "12"
_SKIPPED: tuple[Role, ...] = ("index", "unit", "note", "label", "ratio", "plan", "former", "parts")


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
    """A bare year in a head ("2023")."""
    return text.strip().isdigit() and len(text.strip()) == 4 and text.strip()[:2] in ("19", "20")


def _is_column_numbers(texts: list[str]) -> bool:
    """The row (1), (2), (3) … under a head."""
    digits = [t.strip(" ()[]") for t in texts if t.strip()]
    return len(digits) >= 3 and digits == [str(n) for n in range(1, len(digits) + 1)]


def _column_role(grid: Grid, column: int) -> Role:
    whole = head_role(grid.head(column), grid.own)
    levels = [head_role(part, grid.own) for part in grid.head(column).split(" / ")]
    for role in ("ratio", "plan", "former", "note", "cumulative", "index", "unit", "parts"):
        if role in levels:
            return role
    return whole or next((role for role in levels if role), "")


def _column_terms(grid: Grid, lex: Lexicon) -> dict[int, Terms]:
    """The columns whose heads name elements."""
    found: dict[int, Terms] = {}
    for column in range(1, grid.table.columns + 1):
        if grid.roles[column] in ("index", "note", "label", "unit"):
            continue
        terms = _head_terms(grid, column, lex)
        if terms is None and column - 1 in found and found[column - 1].concept == "questions":
            terms = _with_state(grid.head(column), grid.head(column - 1), lex)
        if terms:
            found[column] = terms
    return found


def _head_terms(grid: Grid, column: int, lex: Lexicon) -> Terms | None:
    parts = grid.head(column).split(" / ")
    whole = label_terms(" ".join(parts), lex)
    measure = _measure(prepare(parts[-1])) if whole and len(parts) > 1 else ""
    if whole and measure and not whole.units.fullmatch(measure):
        # "Tuyên truyền, quán triệt / Lượt người": those who attended
        counted = [t for t in lex.terms if whole.code in t.measures and _same_unit(t, measure)]
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
        parts = _in_parts(prepare(label), parts)
        if not parts:
            above = label
        for column in _value_columns(grid):
            terms = _cell_terms(grid, row, column, lex)
            if parts and terms is None:
                terms = _with_state(label, above, lex)
            terms = terms if parts else names.checked(terms, row)
            value = grid.value(row, column)
            if terms is None or value is None or not _fits(value, terms):
                continue
            part = parts and terms in (label_terms(above, lex), None)
            role = grid.roles[column]
            yield _candidate(
                grid, (row, column), value, terms, group=group, part=part, running=role
            )


@dataclass
class RowNames:
    """What the rows above say of a row: the group it stands in, the activity counted last."""

    grid: Grid
    lex: Lexicon
    group: str = ""
    apart: bool = False
    event: str | None = None

    def read(self, row: int) -> None:
        """Takes note of a row: one without values opens a group, one of an activity counts it."""
        label = self.grid.label(row)
        low = prepare(label)
        beside = {self.grid.text(row, c) for c in _value_columns(self.grid)}
        if label and not beside - {"", label}:
            self.group, self.event = label, None
            self.apart = is_apart(low)
        named = label_terms(label, self.lex, unit=self.grid.unit(row))
        if named and named.concept in EVENTS:
            self.event = named.code
        elif named is None and (EVENT.match(low) or words("cues", "other_events").search(low)):
            self.event = ""

    def checked(self, terms: Terms | None, row: int) -> Terms | None:
        """The row's element; by its group where the label is only a unit ("Số buổi"); none for
        those who came to an activity that the element doesn't count."""
        if terms is None and self.group and all_units().search(prepare(self.grid.label(row))):
            measure = _measure(prepare(self.grid.label(row)))
            named = label_terms(self.group, self.lex) if measure else None
            fits = named and named.concept in EVENTS and named.units.fullmatch(measure)
            self.event = named.code if named and fits else self.event
            return named if fits else None
        if terms is None or not terms.measures:
            return terms
        if terms.topical(prepare(self.grid.label(row))):
            return terms
        event = self.event
        if event is None and self.group:
            named = label_terms(self.group, self.lex)
            event = named.code if named and named.concept in EVENTS else None
        return terms if event is None or event in terms.measures else None


def _with_total_row(grid: Grid, found: list[Candidate], lex: Lexicon) -> list[Candidate]:
    """Rows of one element only ("Sổ tay", "Tờ gấp") and a row "Tổng cộng" that is their sum."""
    rows = _row_terms(grid, lex)
    totals = [
        r for r in range(grid.head_rows + 1, grid.table.rows + 1) if _row_role(grid, r) == "total"
    ]
    if len({c.element for c in found}) != 1 or len(found) < 2 or len(totals) != 1:
        return found
    terms = lex.of(found[0].element)
    for column in _value_columns(grid):
        values = [
            grid.value(r, column)
            for r in range(grid.head_rows + 1, grid.table.rows + 1)
            if r not in totals
        ]
        whole = grid.value(totals[0], column)
        given = [v.value for v in values if v is not None]
        if whole and set(rows.values()) == {terms} and sum(given) == whole.value:
            place = (totals[0], column)
            return [_candidate(grid, place, whole, terms, group=group_of(found), running="value")]
    return found


def group_of(found: list[Candidate]) -> int:
    return found[0].group


def _with_state(state: str, noun: str, lex: Lexicon) -> Terms | None:
    """ "Câu hỏi, kiến nghị" and, in another head or in the row below, "đã trả lời"."""
    terms = label_terms(f"{noun} {_lower_first(state)}", lex)
    return terms if terms and terms.stateful else None


def _lower_first(text: str) -> str:
    return words("columns", "parts").sub("", prepare(text)).strip(" :-+*,")


def _in_parts(low: str, parts: bool) -> bool:
    """Rows from "Trong đó:" on that carry no number of their own, and dash rows, are parts."""
    low = low.lstrip()
    if words("columns", "parts").match(low.lstrip("-+* ")):
        return True
    return low[:1] in ("-", "+", "*") and (parts or low[:1] != "*")


def _value_columns(grid: Grid) -> list[int]:
    """The columns that may hold the period's own figures: a total before its parts."""
    roles = {c: r for c, r in grid.roles.items() if r not in _SKIPPED}
    current = [c for c, r in roles.items() if r != "cumulative"]
    for best in (("total",), ("own",), ("value",)):
        chosen = [c for c in current if roles[c] in best]
        if chosen:
            current = [*chosen, *_of_other_measure(grid, chosen, current)]
            break
    else:
        current = [c for c in current if roles[c] != "within"] or []
    return sorted([*current, *(c for c, r in roles.items() if r == "cumulative")])


def _of_other_measure(grid: Grid, chosen: list[int], others: list[int]) -> list[int]:
    """ "Số cuộc" beside "Tổng số lượt người": a total of people is none of meetings."""
    told = {c: _measure(prepare(grid.head(c).split(" / ")[-1])) for c in {*chosen, *others}}
    if not all(told[c] for c in chosen):
        return []
    units = {told[c] for c in chosen}
    same = any(_same_people(told[c], unit) for c in others if c not in chosen for unit in units)
    return [
        c
        for c in others
        if c not in chosen
        and told[c]
        and told[c] not in units
        and grid.roles[c] in ("value", "")
        and not same
    ]


def _same_people(one: str, other: str) -> bool:
    people = ("người", "lượt", "lượt người", "người dự")
    return one in people and other in people


def _cell_terms(grid: Grid, row: int, column: int, lex: Lexicon) -> Terms | None:
    """The element of a cell: the row's label, with the unit that the head or unit column gives."""
    last = prepare(grid.head(column).split(" / ")[-1])
    measure = _measure(last)
    unit = grid.unit(row)
    if not measure:
        named = label_terms(grid.label(row), lex, unit=unit)
        if named and named.concept == "questions" and not grid.roles[column]:
            return _with_state(last, grid.label(row), lex) or _as_received(named, last)
        return named
    named = label_terms(grid.label(row), lex)
    if named and named.units.fullmatch(measure):
        return named
    for terms in lex.terms:
        if terms.measures and named and named.code in terms.measures:
            return terms if _same_unit(terms, measure) else None
    return label_terms(grid.label(row), lex, unit=measure)


def _as_received(named: Terms, head: str) -> Terms | None:
    """The questions of a column "Tiếp nhận"; none of a column "Chưa trả lời"."""
    return named if named.own_before.search(head) or not named.bars_clause.search(head) else None


def _measure(head: str) -> str:
    """The unit of measure that a head names: "Số buổi" → buổi, "Số lượt người dự" → lượt người."""
    for prefix in ("số lượng ", "tổng số ", "số "):
        head = head.removeprefix(prefix)
    found = all_units().match(head)
    return found[0] if found and len(head) - found.end() <= 12 else ""


def _same_unit(terms: Terms, measure: str) -> bool:
    return bool(terms.units.fullmatch(measure)) or measure in (
        "người",
        "lượt người",
        "lượt",
        "người dự",
    )


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
