"""Figures that stand in a table of a read document: proposed cell by cell, never taken unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minhbach_web import engine
from minhbach_web.briefing.amounts import parse_amount
from minhbach_web.briefing.periods import parse_period
from minhbach_web.briefing.problems import BriefingProblem

MOST_ROWS = 120
# The unit of measure as tables name it above or in a heading: Đơn vị tính (tỷ đồng)
MEASURE = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^()\n;]{1,60})", re.IGNORECASE)
MEASURE_HEAD = re.compile(r"^(?:đơn vị(?: tính)?|đvt)$", re.IGNORECASE)
# "Năm 2023", "Quý I/2024", "6 tháng đầu năm 2024", "2023" within a heading
PERIOD = re.compile(
    r"(?:quý\s(?:IV|I{1,3}|[1-4])|tháng\s\d{1,2}|(?:6|sáu)\stháng\s(?:đầu|cuối))\s?[/-]?\s?"
    r"(?:năm\s)?\d{4}|(?:năm\s)?(?<![\d./-])(?:19|20)\d\d(?![\d./-])",
    re.IGNORECASE,
)
PERCENT = re.compile(r"%\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds numbers: its place from 1, its heading, how many it holds."""

    at: int
    heading: str
    numbers: int


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table with content: where it is, what stands above it, which columns hold numbers."""

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that may be a figure. What the table doesn't say is ""; a person fills it in.

    ``quote``: the words of the row and of the column, as they stand.
    """

    anchor: str
    text: str
    value: str
    concept: str
    period: str
    measure: str
    quote: str


def tables_of(document: engine.Document) -> list[TableShown]:
    """The tables in which a column holds numbers."""
    found = []
    above = ""
    for block in document.blocks:
        if isinstance(block, engine.Paragraph):
            above = block.text or above
        elif block.role == "content" and (columns := tuple(_columns(block))):
            found.append(TableShown(block.anchor, above[-200:], columns, block.rows))
    return found


def candidates(document: engine.Document, anchor: str, column: int) -> list[Candidate]:
    """The cells of one column that hold a number, each with what the table says of it."""
    for table, above in _with_text_above(document):
        if table.anchor == anchor and 1 <= column <= table.columns:
            return list(_candidates(table, column, above))[:MOST_ROWS]
    return []


def _with_text_above(document: engine.Document) -> Iterator[tuple[engine.Table, str]]:
    above: list[str] = []
    for block in document.blocks:
        if isinstance(block, engine.Paragraph):
            above = [*above[-2:], block.text]
        elif block.role == "content":
            yield block, "\n".join(above)
            above = []


def _heads(table: engine.Table) -> int:
    return table.header_rows or 1


def _columns(table: engine.Table) -> Iterator[Column]:
    for at in range(1, table.columns + 1):
        heading = _heading(table, at)
        numbers = [
            row
            for row in range(_heads(table) + 1, table.rows + 1)
            if _number(_text(table, row, at)) and not _is_order(table, row, at)
        ]
        if numbers and not _counts_up(table, at):
            yield Column(at, heading or str(at), len(numbers))


def _counts_up(table: engine.Table, at: int) -> bool:
    """The first column of "1, 2, 3 …" orders the rows."""
    if at != 1:
        return False
    texts = [_text(table, row, 1) for row in range(_heads(table) + 1, table.rows + 1)]
    return all(re.fullmatch(r"\d{1,3}[.)]?", text) for text in texts if text)


def _is_order(table: engine.Table, row: int, at: int) -> bool:
    """A row "(1) (2) (3)" or "A B 1 2" under the heading numbers the columns."""
    others = [_text(table, row, column) for column in range(1, table.columns + 1)]
    return all(re.fullmatch(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:=.*)?", text) for text in others if text)


def _heading(table: engine.Table, at: int) -> str:
    texts = [_text(table, row, at) for row in range(1, _heads(table) + 1)]
    return " ".join(dict.fromkeys(filter(None, texts)))


def _text(table: engine.Table, row: int, column: int) -> str:
    cell = table.cell(row, column)
    return " ".join(cell.text.split()) if cell else ""


def _number(text: str) -> str:
    """The number of a cell as it stands, without "%"; "" where the cell is none."""
    try:
        parse_amount(text)
    except BriefingProblem:
        return ""
    return PERCENT.sub("", text).strip()


def _candidates(table: engine.Table, column: int, above: str) -> Iterator[Candidate]:
    heading = _heading(table, column)
    named = MEASURE.search(f"{above}\n{heading}")
    period = _period(heading) or _period(above)
    for row in range(_heads(table) + 1, table.rows + 1):
        cell = table.cell(row, column)
        text = _text(table, row, column)
        value = _number(text)
        if cell is None or not value or cell.row != row or _is_order(table, row, column):
            continue
        label, measure = _row_words(table, row, column)
        if PERCENT.search(text):
            measure = "%"
        measure = measure or (" ".join(named[1].split()).rstrip(" .,") if named else "")
        quote = " · ".join(part for part in (label, heading, text) if part)
        yield Candidate(cell.anchor, text, value, label, period, measure, quote)


def _row_words(table: engine.Table, row: int, column: int) -> tuple[str, str]:
    """What the row is about, and its unit of measure where a column gives it."""
    label, measure = "", ""
    for at in range(1, table.columns + 1):
        text = _text(table, row, at)
        if at == column or not text:
            continue
        if MEASURE_HEAD.match(_heading(table, at)):
            measure = text
        elif not label and re.search(r"[^\W\d_]{2}", text):
            label = re.sub(r"^[-–+•*]\s*|^\d{1,2}(?:\.\d{1,2})*[.)]\s+", "", text)
    return label[:300], measure[:60]


def _period(text: str) -> str:
    """The one period that a text names, as a code; "" for none or several."""
    found: set[str] = set()
    for match in PERIOD.finditer(text):
        try:
            found.add(str(parse_period(match[0])))
        except BriefingProblem:
            continue
    return found.pop() if len(found) == 1 else ""
