"""A workbook as a Document: what a unit filled in can be shown and verified like any source."""

from __future__ import annotations

import hashlib
import unicodedata

from minhbach.model.document import Cell, Document, Paragraph, Table
from minhbach.reports.sheet_rows import Workbook
from minhbach.writers.xlsx_sheets import workbook_words

_COLUMNS = range(11)  # A to K, as the form has them


def read_workbook(data: bytes, name: str) -> Document:
    """The sheets of a filled form as tables; an anchor is the cell as Excel names it.

    Formulas are shown as they stand, nothing is computed. The hidden sheet is left out. Raises
    MinhBachError for a file that is no workbook, or a hostile one.
    """
    words = workbook_words("template")
    book = Workbook(data, name)
    shown = [sheet for sheet in book.names if sheet != words["data_sheet"]]
    tables = tuple(table for at, sheet in enumerate(shown, 1) if (table := _table(book, at, sheet)))
    return Document(name, "xlsx", hashlib.sha256(data).hexdigest(), blocks=tables)


def _table(book: Workbook, at: int, sheet: str) -> Table | None:
    cells, last, widest = [], 0, 1
    for number, row in book.rows(sheet, _COLUMNS):
        for column, cell in sorted(row.items()):
            anchor = f"{sheet}!{chr(65 + column)}{number}"
            text = f"={cell.text}" if cell.kind == "f" else cell.text
            said = Paragraph(anchor, unicodedata.normalize("NFC", text))
            cells.append(Cell(anchor, number, column + 1, 1, 1, (said,)))
            last, widest = max(last, number), max(widest, column + 1)
    return Table(f"t{at}", last, widest, tuple(cells)) if cells else None
