"""The Excel form goes out, is filled in, and comes back strictly."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from minhbach.errors import MinhBachError
from minhbach.figures.forms import load_form
from minhbach.reports.intake import CellAnswer, CellText, Intake, read_template
from minhbach.reports.wrong_cells import WrongCell, lines_of
from minhbach.writers.xlsx_template import TemplateUnit, template_workbook

FORM = load_form(
    'code = "f"\nname = "=Biểu thử"\nperiod = "month"\n'
    '[[element]]\ncode = "a"\nname = "=1+1"\nunit = "buổi"\nhelp = "Đếm cả buổi trực tuyến"\n'
    '[[element]]\ncode = "b"\nname = "Tỷ lệ"\nunit = "%"\n'
    '[[element]]\ncode = "c"\nname = "Khác"\nunit = "lượt"\n'
    '[[section]]\ncode = "s"\nname = "Đánh giá"\n'
)
UNITS = (
    TemplateUnit("U1", "@Chi bộ Một", last={"a": "7"}),
    TemplateUnit("U2", "Chi bộ Hai", frozenset({"c"})),
)
ASKED = {unit.code: unit.not_asked for unit in UNITS}
BLANK = template_workbook(FORM, "2024-M01", UNITS)


def filled(*cells: tuple[str, object], sheet: str = "Số liệu", data: bytes = BLANK) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for place, value in cells:
        cell = book[sheet][place]
        cell.value = value
        if isinstance(value, float) and value < 1:
            cell.number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, period: str = "2024-M01") -> Intake:
    return read_template(data, FORM, period, ASKED, "b.xlsx")


def test_template_has_no_formula_and_equal_bytes() -> None:
    assert template_workbook(FORM, "2024-M01", UNITS) == BLANK
    book = load_workbook(io.BytesIO(BLANK))
    sheet = book["Số liệu"]
    rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        [1, "U1", "@Chi bộ Một", "a", "=1+1", "buổi", "7"],
        [2, "U1", "@Chi bộ Một", "b", "Tỷ lệ", "%", None],
        [3, "U1", "@Chi bộ Một", "c", "Khác", "lượt", None],
        [4, "U2", "Chi bộ Hai", "a", "=1+1", "buổi", None],
        [5, "U2", "Chi bộ Hai", "b", "Tỷ lệ", "%", None],
    ]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    assert (sheet["E2"].protection.locked, sheet.column_dimensions["H"].protection.locked) == (
        True,
        False,
    )
    assert sheet.protection.sheet
    assert len(sheet.data_validations.dataValidation) == 3


def test_empty_template_says_nothing() -> None:
    assert read(BLANK) == Intake((), ())


def test_filled_cells_come_back_with_their_place() -> None:
    data = filled(
        ("H2", "1.250"),
        ("I2", "gần"),
        ("H3", 0.95),
        ("J4", "không thuộc đơn vị"),
        ("H5", 0),
        ("K5", "Không tổ chức"),
        ("J6", "sẽ gửi sau"),
    )
    data = filled(("E2", "Tốt\nKhó khăn"), sheet="Phần lời", data=data)
    assert read(data) == Intake(
        (
            CellAnswer("U1", "a", "number", Decimal(1250), "gần", "", "Số liệu!H2", "1.250"),
            CellAnswer("U1", "b", "number", Decimal(95), None, "", "Số liệu!H3", "0.95"),
            CellAnswer("U1", "c", "not_applicable", None, None, "", "Số liệu!H4", ""),
            CellAnswer("U2", "a", "number", Decimal(0), None, "Không tổ chức", "Số liệu!H5", "0"),
            CellAnswer("U2", "b", "later", None, None, "", "Số liệu!H6", ""),
        ),
        (CellText("U1", "s", "Tốt\nKhó khăn", "Phần lời!E2"),),
    )


@pytest.mark.parametrize(
    ("place", "value", "wrong", "says"),
    [
        ("H2", "mười", "H2", "không phải là số"),
        ("H2", "1,250", "H2", "hai cách"),
        ("H2", "=1+1", "H2", "công thức"),
        ("H2", -3, "H2", "số âm"),
        ("H2", True, "H2", "không phải là số"),
        ("H2", datetime(2024, 3, 12), "H2", "không phải là số"),  # noqa: DTZ001  # as Excel has it
        ("H2", 1e13, "H2", "quá dài"),
        ("H2", 0.5, "H2", "phần trăm"),
        ("I2", "gần", "I2", "chưa ghi giá trị"),
        ("I2", "cỡ", "I2", "không có trong danh sách"),
        ("J2", "vì", "J2", "danh sách"),
        ("K2", "Ghi chú", "H2", "ghi chú"),
        ("B2", "U9", "B2", "“U9”"),
        ("D3", "a", "D3", "dòng khác"),
        ("D5", "c", "D5", "không hỏi đơn vị này"),
    ],
)
def test_each_wrong_cell_is_named(place: str, value: object, wrong: str, says: str) -> None:
    with pytest.raises(MinhBachError) as refused:
        read(filled((place, value)))
    assert refused.value.code == "template-wrong"
    assert refused.value.params["count"] == "1"
    assert refused.value.params["cells"].startswith(f"Số liệu!{wrong}: ")
    assert says in refused.value.params["cells"]


def test_several_wrong_cells_are_all_listed() -> None:
    with pytest.raises(MinhBachError) as refused:
        read(filled(("H2", "x"), ("H3", "y"), ("H4", 4)))
    assert refused.value.params["cells"].count("\n") == 1


def test_very_many_wrong_cells_are_listed_by_kind_with_their_rows() -> None:
    rows = [*range(2, 3000), 3001]
    wrong = [WrongCell("Số liệu", 7, row, "template-negative", "-1") for row in rows]
    wrong.append(WrongCell("Số liệu", 1, 3002, "template-unit-unknown", "U9"))

    assert lines_of(wrong) == [
        "Số liệu, H2–H2999, H3001: 2.999 ô cùng một lỗi. Ví dụ ô H2: “-1” là số âm. "
        "Hãy ghi số từ 0 trở lên.",
        "Số liệu!B3002: mã đơn vị “U9” không thuộc kỳ báo cáo này. Hãy khôi phục mã đã cho hoặc "
        "bỏ dòng.",
    ]


@pytest.mark.parametrize(
    ("data", "period", "code"),
    [
        (BLANK, "2024-M02", "template-other"),
        (b"PK\x03\x04 no", "2024-M01", "file-damaged"),
        (b"", "2024-M01", "file-damaged"),
    ],
    ids=["other-period", "broken", "empty"],
)
def test_other_file_is_refused(data: bytes, period: str, code: str) -> None:
    with pytest.raises(MinhBachError) as refused:
        read(data, period)
    assert refused.value.code == code


def test_workbook_of_another_kind_is_refused() -> None:
    book = load_workbook(io.BytesIO(BLANK))
    del book["_bieu"]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(MinhBachError) as refused:
        read(out.getvalue())
    assert refused.value.code == "template-not-ours"
