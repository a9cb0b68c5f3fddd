"""Tables that people send, CSV or Excel: their lines by column, whatever the heads are called."""

from __future__ import annotations

import csv
import io
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core.search import search_key
from minhbach_web.units.changes import Problem

MAX_BYTES = 5 * 2**20
MAX_LINES = 100_000
WORDS = Path(__file__).parents[1] / "data/tables.toml"
ZIP = b"PK\x03\x04"
# Excel fills a table's sheet far to the right; nobody's table of units is wider than this.
WIDEST = 26


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line: its number in the file, and what stands under each known head."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(
    data: bytes, *, needed: tuple[str, ...], known: tuple[str, ...], problems: list[Problem]
) -> list[TableLine]:
    """The lines of a CSV or .xlsx table, NFC, trimmed; what is wrong goes to ``problems``.

    ``needed`` and ``known``: columns by the names in ``data/tables.toml``. Other columns are left
    aside. Empty lines are passed over.
    """
    if len(data) > MAX_BYTES:
        problems.append(Problem(0, _("The file is larger than 5 MB. Split it.")))
        return []
    rows = _excel(data, problems) if data.startswith(ZIP) else _csv(data, problems)
    if problems:
        return []
    head_number, head = rows[0] if rows else (1, [])
    columns = {at: name for at, cell in enumerate(head) if (name := column_of(cell)) in known}
    missing = [name for name in needed if name not in columns.values()]
    if missing:
        names = ", ".join(missing)
        text = _("These columns are missing: %(names)s.") % {"names": names}
        problems.append(Problem(head_number or 1, text))
        return []
    lines = [_line(number, cells, columns) for number, cells in rows[1:]]
    _check_cells(lines, problems)
    return lines


def _line(number: int, cells: list[str], columns: dict[int, str]) -> TableLine:
    found = {name: " ".join(cells[at].split()) for at, name in columns.items() if at < len(cells)}
    return TableLine(number, found)


def _check_cells(lines: list[TableLine], problems: list[Problem]) -> None:
    if not lines:
        problems.append(Problem(0, _("The table has no line below its head.")))
    for line in lines:
        for name, cell in line.cells.items():
            if cell.startswith("="):
                text = _("%(field)s holds a formula. Put its value there.") % {"field": name}
                problems.append(Problem(line.number, text))
            elif any(unicodedata.category(char) == "Cc" for char in cell):
                text = _("%(field)s holds characters that cannot be shown.") % {"field": name}
                problems.append(Problem(line.number, text))


def _csv(data: bytes, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.append(
            Problem(0, _("The file is neither Excel (.xlsx) nor UTF-8. Save it as “CSV UTF-8”."))
        )
        return []
    head = text.partition("\n")[0]
    mark = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell of more than 128 KB: no table of units
        problems.append(Problem(reader.line_num, _("This line cannot be read as a table.")))
        return []
    return _few(rows, problems)


def _excel(data: bytes, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    try:
        rows = engine.sheet_rows(data, "", WIDEST)
    except engine.MinhBachError:
        problems.append(
            Problem(0, _("The Excel file cannot be read. Save it again as .xlsx, or as CSV."))
        )
        return []
    return _few([row for row in rows if any(cell.strip() for cell in row[1])], problems)


def _few(rows: list[tuple[int, list[str]]], problems: list[Problem]) -> list[tuple[int, list[str]]]:
    if len(rows) > MAX_LINES:
        problems.append(Problem(0, _("The table has more than 100,000 lines. Split it.")))
        return []
    return rows


@cache
def _words() -> dict[str, dict[str, str]]:
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {
        part: {search_key(word): name for name, words in tables[part].items() for word in words}
        for part in ("columns", "kinds")
    }


def column_of(head: str) -> str:
    """``Mã đơn vị`` → ``code``; "" for a head that no table has."""
    return _words()["columns"].get(search_key(head), "")


def kind_of(word: str) -> str:
    """``Sáp nhập`` → ``merge``; an unknown word as it stands."""
    return _words()["kinds"].get(search_key(word), word)
