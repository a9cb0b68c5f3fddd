"""Tables that people send: read strictly, no formula computed, no other encoding guessed."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from minhbach.errors import MinhBachError
from minhbach.reports.table_file import MOST_ROWS, TableCell, table_rows


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["B2"].number_format = "0.00%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_whatever_parts_its_cells(mark: str) -> None:
    data = f"\ufeffChỉ tiêu{mark}Giá trị\r\n\r\n GDP  2023{mark}5.05\r\n".encode()

    rows = table_rows(data, "a.csv")

    assert rows == (
        (TableCell("A1", "Chỉ tiêu"), TableCell("B1", "Giá trị")),
        (TableCell("A3", "GDP 2023"), TableCell("B3", "5.05")),
    )


def test_workbook_gives_exact_numbers_days_and_no_formulas() -> None:
    data = workbook(["a", "b", "c", "d", "e"], [5.05, 0.0615, date(2023, 12, 29), "=1+1", 2023])

    assert table_rows(data, "a.xlsx")[1] == (
        TableCell("A2", "5.05", "number"),
        TableCell("B2", "6.15", "number"),
        TableCell("C2", "2023-12-29", "day"),
        TableCell("D2", "=1+1", "formula"),
        TableCell("E2", "2023", "number"),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Chỉ tiêu".encode("utf-16"), "table-not-utf8"),
        (b"a,b\n\0", "table-not-utf8"),
        (b"x" * (5 * 2**20 + 1), "file-too-large"),
        (b"a\n" * (MOST_ROWS + 1), "table-too-long"),
        (b"," * 100, "table-too-long"),
        (b'a,b\n"' + b"y" * 200_000, "file-damaged"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(MinhBachError) as raised:
        table_rows(data, "a.csv")

    assert raised.value.code == code
