"""The review workbook: out, and strictly back in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from minhbach.errors import UnreadableFile, UsageError
from minhbach.model.figures import Conflict, Figures, Narrative
from minhbach.model.form import Form
from minhbach.reports import Confirmation
from minhbach.reports.review import Review, read_review
from minhbach.writers.xlsx import review_workbook

Edit = Callable[[Any], None]


@pytest.fixture
def figures(make: SimpleNamespace) -> Figures:
    table = make.found("1824.5", "1.824,5", "t1!B3")
    prose = make.found("1842", "=HYPERLINK(1)", "p6")
    return Figures(
        "a.docx",
        "ab" * 32,
        "Đảng bộ A",
        "2024-Q1",
        {"hoi_nghi": make.found("12", "+12 hội nghị"), "luot_nguoi": table, "ty_le": None},
        (Conflict("luot_nguoi", (table, prose)),),
        (Narrative("kien_nghi", ("Đề nghị." * 9000,), ("p9",)),),
    )


def _edited(data: bytes, **cells: object) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book["Rà soát"][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_review_carries_what_was_found(make: SimpleNamespace, figures: Figures) -> None:
    data = review_workbook(make.form, [figures])

    opened = {code: Confirmation("open") for code in ("hoi_nghi", "luot_nguoi", "ty_le")}
    assert read_review(data, make.form) == Review((figures,), {"a.docx": opened})


def test_review_has_the_same_bytes_every_time(make: SimpleNamespace, figures: Figures) -> None:
    assert review_workbook(make.form, [figures]) == review_workbook(make.form, [figures])


def test_review_writes_formula_like_text_as_text(make: SimpleNamespace, figures: Figures) -> None:
    sheet = load_workbook(io.BytesIO(review_workbook(make.form, [figures])))["Rà soát"]

    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert sheet["I2"].value == "+12 hội nghị"
    assert sheet["K3"].value == "1842: “=HYPERLINK(1)” (p6)"


def test_review_lets_a_person_fill_in_the_last_columns_only(
    make: SimpleNamespace, figures: Figures
) -> None:
    sheet = load_workbook(io.BytesIO(review_workbook(make.form, [figures])))["Rà soát"]

    assert sheet.protection.sheet is True
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 11 + [False] * 4
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists == {
        "L2:L4": '"đúng,sửa,không có trong báo cáo"',
        "N2:N4": '"hơn,trên,gần,khoảng"',
    }


def test_review_reads_the_decisions(make: SimpleNamespace, figures: Figures) -> None:
    data = _edited(
        review_workbook(make.form, [figures]),
        L2="đúng",
        L3="sửa",
        M3="1.842",
        N3="gần",
        O3="theo lời văn",
        L4="không có trong báo cáo",
    )

    assert read_review(data, make.form).confirmations == {
        "a.docx": {
            "hoi_nghi": Confirmation("right"),
            "luot_nguoi": Confirmation("corrected", Decimal(1842), "gần", "theo lời văn"),
            "ty_le": Confirmation("absent"),
        }
    }


@pytest.mark.parametrize(
    ("cells", "place", "code"),
    [
        ({"L2": "dung"}, "L2", "review-decision-unknown"),
        ({"M2": 5}, "M2", "review-value-without-decision"),
        ({"L2": "đúng", "N2": "gần"}, "N2", "review-value-without-decision"),
        ({"L2": "sửa"}, "M2", "review-value-missing"),
        ({"L2": "sửa", "M2": "mười hai?"}, "M2", "review-no-number"),
        ({"L2": "sửa", "M2": True}, "M2", "review-no-number"),
        ({"L2": "sửa", "M2": "=1+1"}, "M2", "review-formula"),
        ({"L2": "sửa", "M2": 5, "N2": "chừng"}, "N2", "review-qualifier-unknown"),
        ({"L4": "đúng"}, "L4", "review-nothing-found"),
        ({"G2": 13}, "G2", "review-found-changed"),
        ({"D2": "la"}, "D2", "review-row-unknown"),
        ({"D3": "hoi_nghi"}, "D3", "review-row-twice"),
    ],
)
def test_review_names_the_wrong_cell(
    make: SimpleNamespace, figures: Figures, cells: dict[str, object], place: str, code: str
) -> None:
    data = _edited(review_workbook(make.form, [figures]), **cells)

    with pytest.raises(UsageError) as error:
        read_review(data, make.form)

    value = cells.get(place)
    reason = UsageError(code, value=str(value if value is not None else "")).text()
    assert error.value.params["cells"] == f"Rà soát!{place}: {reason}"


def test_review_refuses_another_form(make: SimpleNamespace, figures: Figures) -> None:
    data = review_workbook(make.form, [figures])

    with pytest.raises(UsageError) as error:
        read_review(data, Form("khac", "Khác", "quarter", make.form.elements))

    assert error.value.code == "review-other-form"


def test_review_refuses_other_files(make: SimpleNamespace) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("a.txt", "a")

    for data in (b"PK", out.getvalue()):
        with pytest.raises(UnreadableFile):
            read_review(data, make.form)
