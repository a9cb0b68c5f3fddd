"""From files and lists to a ReportInput."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from minhbach.errors import UsageError
from minhbach.model.figures import Conflict, Figures
from minhbach.model.report import ReportedValue, SourceRef, Unit
from minhbach.reports import Confirmation, confirm_by_labels, read_units, report_input

UNITS = """code,name,short_name,type,parent_code,report_file,reported_on
DUK,Đảng bộ Khối,Khối,,,,
DU-A,Đảng bộ Cục Thuế tỉnh,Cục Thuế,,DUK,a.docx,2024-03-28
CB-B,Chi bộ Ban Dân tộc,Ban Dân tộc,,DUK,b.docx,2024-04-15
CB-C,Chi bộ Thanh tra,,,DUK,,
"""


def test_read_units_of_the_example() -> None:
    data = Path("examples/quy-1-2024/don-vi.csv").read_bytes()

    result = read_units(data)

    assert result.parent.code == "DUK"
    assert len(result.units) == 14
    assert result.rows[6].reported_on == date(2024, 3, 25)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ma,ten\n1,2\n", "units-no-column"),
        ("code,name,parent_code\nA,,\n", "units-row-empty"),
        ("code,name,parent_code\nA,a,\nB,b,\n", "units-one-root"),
        ("code,name,parent_code\nA,a,\nB,b,A\nB,c,A\n", "units-code-twice"),
        ("code,name,parent_code,reported_on\nA,a,,\nB,b,A,28/3/2024\n", "units-date-wrong"),
    ],
)
def test_read_units_refuses_a_wrong_list(text: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        read_units(text.encode())

    assert error.value.code == code


def test_report_input_marks_the_late_unit_and_confirms_nothing_by_itself(
    make: SimpleNamespace,
) -> None:
    five = make.found("5", "05 hội nghị")
    figures = [
        Figures("in/b.docx", "bb", None, None, {"hoi_nghi": five}),
        Figures("in/a.docx", "aa", None, None, {}),
    ]

    data = report_input(
        make.form, "2024-Q1", figures, units=read_units(UNITS.encode()), due=date(2024, 3, 29)
    )

    assert [(r.unit.code, r.late, r.source) for r in data.reports] == [
        ("DU-A", False, SourceRef("a.docx", "aa")),
        ("CB-B", True, SourceRef("b.docx", "bb")),
    ]
    assert data.reports[1].values["hoi_nghi"] == ReportedValue(
        "unconfirmed", Decimal(5), None, five
    )
    assert (data.layout, data.layout_date, data.issuer) == (
        "party",
        date(2024, 3, 29),
        "Đảng bộ Khối",
    )


def test_report_input_applies_what_a_person_decided(make: SimpleNamespace) -> None:
    table, prose = make.found("1824", "1.824", "t1!B3"), make.found("1842", "1.842 lượt", "p6")
    figures = Figures(
        "a.docx",
        "aa",
        None,
        None,
        {"hoi_nghi": make.found("5", "05"), "luot_nguoi": table, "ty_le": None},
        (Conflict("luot_nguoi", (table, prose)),),
    )
    decided = {
        "hoi_nghi": Confirmation("right"),
        "luot_nguoi": Confirmation("corrected", Decimal(1842)),
        "ty_le": Confirmation("absent"),
    }

    data = report_input(make.form, "2024-Q1", [figures], confirmations={"a.docx": decided})

    assert data.reports[0].values == {
        "hoi_nghi": ReportedValue("confirmed", Decimal(5), None, make.found("5", "05")),
        "luot_nguoi": ReportedValue("confirmed", Decimal(1842), None, prose, (table, prose)),
        "ty_le": ReportedValue("not_given"),
    }
    assert data.units == (Unit("a", "a.docx", "a.docx"),)


def test_report_input_refuses_a_file_of_no_unit(make: SimpleNamespace) -> None:
    with pytest.raises(UsageError) as error:
        report_input(
            make.form,
            "2024-Q1",
            [Figures("z.docx", "", None, None)],
            units=read_units(UNITS.encode()),
        )

    assert error.value.code == "report-without-unit"


def test_report_input_finds_the_unit_by_its_stated_name(make: SimpleNamespace) -> None:
    figures = Figures("moi.docx", "", "chi bộ Thanh tra", None)

    data = report_input(make.form, "2024-Q1", [figures], units=read_units(UNITS.encode()))

    assert data.reports[0].unit.code == "CB-C"


def test_confirm_by_labels_leaves_open_what_was_read_otherwise(make: SimpleNamespace) -> None:
    figures = Figures(
        "a.docx",
        "",
        None,
        None,
        {"hoi_nghi": make.found("5", "05"), "luot_nguoi": make.found("7", "07"), "ty_le": None},
    )
    labels = {
        "hoi_nghi": {"value": 5, "qualifier": "hơn"},
        "luot_nguoi": {"value": 70, "qualifier": None},
        "ty_le": {"value": 97.5},
        "cau_hoi": None,
    }

    result = confirm_by_labels(figures, json.dumps({"values": labels}).encode())

    assert result == {
        "hoi_nghi": Confirmation("corrected", Decimal(5), "hơn"),
        "luot_nguoi": Confirmation("open", Decimal(70), None),
        "ty_le": Confirmation("open", Decimal("97.5"), None),
        "cau_hoi": Confirmation("absent"),
    }


def test_read_units_refuses_another_encoding() -> None:
    with pytest.raises(UsageError) as error:
        read_units("code,name\nA,Đảng bộ\n".encode("utf-16"))

    assert error.value.code == "units-not-utf8"


def test_report_input_refuses_two_reports_of_a_unit(make: SimpleNamespace) -> None:
    figures = [
        Figures("a.docx", "", None, None),
        Figures("c.docx", "", "Đảng ủy Cục Thuế tỉnh", None),
    ]

    with pytest.raises(UsageError) as error:
        report_input(make.form, "2024-Q1", figures, units=read_units(UNITS.encode()))

    assert error.value.code == "report-twice"


def test_report_input_keeps_what_nobody_decided(make: SimpleNamespace) -> None:
    table, prose = make.found("5", "05", "t1!B3"), make.found("6", "06 buổi", "p6")
    figures = Figures("a.docx", "", None, None, {}, (Conflict("hoi_nghi", (table, prose)),))
    decided = {"hoi_nghi": Confirmation("corrected", Decimal(9)), "ty_le": Confirmation("right")}

    values = (
        report_input(make.form, "2024-Q1", [figures], confirmations={"a.docx": decided})
        .reports[0]
        .values
    )

    assert values == {
        "hoi_nghi": ReportedValue("confirmed", Decimal(9), None, None, (table, prose)),
        "luot_nguoi": ReportedValue("unconfirmed"),
        "ty_le": ReportedValue("unconfirmed"),
    }


@pytest.mark.parametrize("data", [b"", b"[]", b'{"values": 1}', b"{}", b'{"values": {"a": 1}}'])
def test_confirm_by_labels_refuses_what_is_no_label_file(data: bytes) -> None:
    with pytest.raises(UsageError) as error:
        confirm_by_labels(Figures("a.docx", "", None, None), data)

    assert error.value.code == "labels-wrong"
