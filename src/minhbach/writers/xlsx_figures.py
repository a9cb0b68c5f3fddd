"""An empty workbook for official figures: the table, and what its columns and lists mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from minhbach.writers.xlsx_sheets import Book

LINES = 500  # rows of the table that offer the lists
_TITLE = "Số liệu chính thức"
_WIDTHS = {"Chỉ tiêu": 44.0, "Nguồn": 44.0, "Địa chỉ nguồn": 30.0, "Lý do thay đổi": 30.0}
_HOW = (
    "Mỗi dòng là một số liệu. Các cột bắt buộc: {must}.",
    "Giá trị ghi như nguồn công bố, dùng dấu phẩy cho phần thập phân: 5,05 hoặc 10.221,8. "
    "Không dùng công thức.",
    "Kỳ ghi 2023, quý I/2024, tháng 4/2024, 6 tháng đầu năm 2024.",
    "Ngày ghi 29/12/2023.",
    "Địa bàn ghi tên hoặc mã ở trang “Địa bàn”. Tỉnh trước ngày 01/7/2025 và sau ngày đó là hai "
    "dòng khác nhau.",
    "Số liệu đã có trong hệ thống mà nay thay đổi thì phải ghi lý do thay đổi.",
)
Place = tuple[str, str, date | None, date | None]


def figures_workbook(
    heads: Sequence[str],
    must: Sequence[str],
    lists: Mapping[str, Sequence[str]],
    places: Sequence[Place],
) -> bytes:
    """The workbook. ``must``: columns that can't be empty; ``lists``: column → its words;
    ``places``: code, name, first day, day after the last. The same input gives the same bytes."""
    book = Book(_TITLE)
    sheet = book.sheet("Số liệu", heads, [_WIDTHS.get(name, 18.0) for name in heads])
    for at, name in enumerate(heads):
        if name in lists:
            rule = {"validate": "list", "source": list(lists[name]), "ignore_blank": True}
            sheet.data_validation(1, at, LINES, at, rule)
    how = book.sheet("Hướng dẫn", ["Cách ghi"], [110.0])
    for row, text in enumerate(_HOW, start=1):
        book.row(how, row, [text.format(must=", ".join(must))])
    columns = ["Mã", "Tên", "Từ ngày", "Đến trước ngày"]
    listed = book.sheet("Địa bàn", columns, [24.0, 40.0, 14.0, 16.0])
    for row, place in enumerate(places, start=1):
        book.row(listed, row, place)
    return book.bytes()
