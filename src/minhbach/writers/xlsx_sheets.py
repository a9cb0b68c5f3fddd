"""What all workbooks share: fixed properties, plain text cells, readable tables."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import xlsxwriter

Value = str | int | Decimal | date | None
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock in a workbook
_LONGEST = 32_767  # characters that a cell holds
_EXACT = 10**15  # Excel keeps fifteen digits


@cache
def workbook_words(name: str) -> dict[str, Any]:
    """The words of one workbook, from layouts/workbooks.toml."""
    source = files("minhbach.writers").joinpath("layouts", "workbooks.toml")
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))[name]
    return table


class Book:
    """A workbook whose text cells are never formulas and whose bytes are always the same."""

    def __init__(self, title: str) -> None:
        self._out = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self._out, options)
        self.book.set_properties({"title": title, "author": "", "created": _CREATED})
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1}
        self.text = self.book.add_format({**base, "text_wrap": True})
        self.number = self.book.add_format({**base, "num_format": "#,##0.###"})
        self.day = self.book.add_format({**base, "num_format": "dd/mm/yyyy", "align": "left"})
        self.head = self.book.add_format(
            {**base, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
            | {"bg_color": "#E7EDF3"}
        )
        self.open = self.book.add_format(
            {**base, "text_wrap": True, "locked": False, "bg_color": "#FFF8E1"}
        )
        self.plain = self.book.add_format(
            {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        )

    def sheet(self, name: str, columns: Sequence[str], widths: Sequence[float]) -> Any:
        """A sheet with a frozen, repeated heading row, printed across one page width."""
        sheet = self.book.add_worksheet(name)
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, column, self.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def row(self, sheet: Any, row: int, values: Sequence[Value]) -> None:
        """One row; None leaves a bordered empty cell."""
        for column, value in enumerate(values):
            self._writer(value)(sheet, row, column)

    def _writer(self, value: Value) -> Callable[[Any, int, int], None]:
        def write(sheet: Any, row: int, column: int) -> None:
            if value is None:
                sheet.write_blank(row, column, None, self.text)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, self.day)
            elif isinstance(value, int | Decimal) and _fits(value):
                sheet.write_number(row, column, float(value), self.number)
            else:
                sheet.write_string(row, column, str(value)[:_LONGEST], self.text)

        return write

    def bytes(self) -> bytes:
        """Closes the workbook; nothing can be written after it."""
        self.book.close()
        return self._out.getvalue()


def _fits(value: int | Decimal) -> bool:
    exact = Decimal(value)
    return abs(exact) < _EXACT and Decimal(repr(float(exact))) == exact
