"""The rows of a table that somebody sends: .csv or the first sheet of an .xlsx, strictly.

No formula is computed: the cell is told and taken as none. Nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.reports.sheet_rows import SheetCell, Workbook
from minhbach.vi.text import clean

MOST_COLUMNS, MOST_ROWS, MOST_BYTES = 60, 5_000, 5 * 2**20
_EXCEL_DAY = date(1899, 12, 30)  # day 0 of Excel (its false 29/02/1900 lies behind)
_DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d")
CellKind = Literal["text", "number", "day", "formula", "wrong"]


@dataclass(frozen=True, slots=True)
class TableCell:
    """``place``: "C5". ``text`` as a person reads it; a number as written with a point, a day as
    ISO. ``kind`` "formula" and "wrong" (an error of Excel) have no value."""

    place: str
    text: str
    kind: CellKind = "text"


Row = tuple[TableCell, ...]


def table_rows(data: bytes, file: str) -> tuple[Row, ...]:
    """The rows that hold something, the heading first; each as long as the longest.

    CSV: UTF-8, parted by commas, semicolons or tabs. Raises UnreadableFile for another encoding
    or a damaged file, RefusedFile for more than 5 MB, 5,000 rows or 60 columns.

    >>> [cell.text for cell in table_rows(b"code;value\\nGDP;5,05", "a.csv")[1]]
    ['GDP', '5,05']
    """
    if len(data) > MOST_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MOST_BYTES // 2**20} MB")
    try:
        rows = _sheet(data, file) if zipfile.is_zipfile(io.BytesIO(data)) else _csv(data, file)
    except UnreadableFile as error:
        if error.code != "template-not-ours":  # a package that is no workbook
            raise
        raise UnreadableFile("table-not-utf8", file=file) from error
    kept = [row for row in rows if any(cell.text or cell.kind != "text" for cell in row)]
    return tuple(kept)


def _csv(data: bytes, file: str) -> list[Row]:
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableFile("table-not-utf8", file=file) from error
    if "\0" in text:
        raise UnreadableFile("table-not-utf8", file=file)
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    found: list[Row] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            number = len(found) + 1
            found.append(
                tuple(
                    TableCell(f"{_letters(at)}{number}", " ".join(cell.split()))
                    for at, cell in enumerate(cells)
                )
            )
            _check(len(found), len(cells), file)
    except csv.Error as error:
        raise UnreadableFile("file-damaged", file=file) from error
    return found


def _sheet(data: bytes, file: str) -> list[Row]:
    book = Workbook(data, file)
    names = book.names
    found: list[Row] = []
    if not names:
        raise UnreadableFile("file-damaged", file=file)
    for number, cells in book.rows(names[0], range(MOST_COLUMNS + 1)):
        width = max(cells, default=-1) + 1
        row = [TableCell(f"{_letters(at)}{number}", "") for at in range(width)]
        for at, cell in cells.items():
            row[at] = _cell(f"{_letters(at)}{number}", cell)
        found.append(tuple(row))
        _check(len(found), width, file)
    return found


def _check(rows: int, columns: int, file: str) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise RefusedFile("table-too-long", file=file, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _cell(place: str, cell: SheetCell) -> TableCell:
    if cell.kind == "f":
        return TableCell(place, f"={cell.text}", "formula")
    if cell.kind == "e":
        return TableCell(place, cell.text, "wrong")
    if cell.kind == "d":
        day = _day(cell.text)
        return TableCell(place, day or cell.text, "day" if day else "wrong")
    if cell.kind == "n":
        return _number(place, cell)
    return TableCell(place, " ".join(clean(cell.text).split()))


def _number(place: str, cell: SheetCell) -> TableCell:
    """Excel keeps 5.05 as 5.0499999999999998: fifteen digits are what was typed."""
    try:
        value = Decimal(f"{Decimal(cell.text):.15g}")
    except InvalidOperation:
        return TableCell(place, cell.text, "wrong")
    if cell.percent:
        value *= 100
    return TableCell(place, f"{value.normalize():f}", "number")


def _day(text: str) -> str:
    if found := _DAY_TEXT.match(text):
        return found[0]
    try:
        return (_EXCEL_DAY + timedelta(days=int(Decimal(text)))).isoformat()
    except (InvalidOperation, OverflowError, ValueError):
        return ""


def _letters(at: int) -> str:
    """0 → A, 26 → AA."""
    text, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text
