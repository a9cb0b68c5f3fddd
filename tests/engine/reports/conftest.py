"""Small inputs for the tests of reports: an invented bloc of three units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from minhbach.model.figures import FoundFigure, Narrative
from minhbach.model.form import Element, Form, FormSection
from minhbach.model.report import (
    ReportedValue,
    ReportInput,
    SourceRef,
    Unit,
    UnitReport,
)

FORM = Form(
    code="tuyen-truyen",
    name="Kết quả thông tin, tuyên truyền",
    period="quarter",
    elements=(
        Element("hoi_nghi", "Số hội nghị đã tổ chức", "buổi"),
        Element("luot_nguoi", "Số lượt người tham dự hội nghị", "lượt người"),
        Element("ty_le", "Tỷ lệ đảng viên học tập", "%", over_units="none", scale=1),
    ),
    sections=(FormSection("kien_nghi", "Đề xuất, kiến nghị"),),
)
PARENT = Unit("DUK", "Đảng bộ Khối các cơ quan tỉnh Sơn Khê", "Đảng bộ Khối")
A = Unit("DU-A", "Đảng bộ Cục Thuế tỉnh", "Cục Thuế")
B = Unit("CB-B", "Chi bộ Ban Dân tộc tỉnh", "Ban Dân tộc")
C = Unit("CB-C", "Chi bộ Thanh tra tỉnh", "Thanh tra tỉnh")


def found(value: str, quote: str, anchor: str = "p4", qualifier: str | None = None) -> FoundFigure:
    where = "table" if anchor.startswith("t") else "paragraph"
    return FoundFigure(Decimal(value), quote, where, anchor, qualifier)  # type: ignore[arg-type]  # facts by name


def confirmed(value: str, quote: str, anchor: str = "p4", **rest: str) -> ReportedValue:
    place = found(value, quote, anchor, rest.get("qualifier"))
    return ReportedValue("confirmed", Decimal(value), rest.get("qualifier"), place)


def report(unit: Unit, values: Mapping[str, ReportedValue], **rest: object) -> UnitReport:
    facts: dict[str, object] = {
        "reported_on": date(2024, 3, 25),
        "late": False,
        "source": SourceRef(f"bao-cao-{unit.code.lower()}.txt", "0" * 64),
        **rest,
    }
    return UnitReport(unit=unit, values=values, **facts)  # type: ignore[arg-type]  # facts by name


def sample(**changes: object) -> ReportInput:
    """A reports everything, B gives two estimates late, C is missing."""
    a = report(
        A,
        {
            "hoi_nghi": confirmed("1200", "đã tổ chức 1.200 hội nghị"),
            "luot_nguoi": ReportedValue(
                "confirmed",
                Decimal(1824),
                None,
                found("1824", "1.824", "t1!B3"),
                (found("1824", "1.824", "t1!B3"), found("1842", "1.842 lượt người", "p6")),
            ),
            "ty_le": confirmed("97.5", "đạt 97,5%", "p7"),
        },
        narratives=(Narrative("kien_nghi", ("Đề nghị cấp thêm tài liệu.",), ("p9",)),),
    )
    b = report(
        B,
        {
            "hoi_nghi": confirmed("3", "tổ chức 03 hội nghị"),
            "luot_nguoi": confirmed("70", "gần 70 lượt", qualifier="gần"),
            "ty_le": ReportedValue("not_given"),
        },
        late=True,
        reported_on=date(2024, 4, 15),
    )
    facts: dict[str, object] = {
        "form": FORM,
        "period": "2024-Q1",
        "parent": PARENT,
        "units": (A, B, C),
        "reports": (a, b),
        "layout": "party",
        "layout_date": date(2024, 4, 5),
        "issuer": "Ban Tuyên giáo Đảng ủy Khối",
        "due": date(2024, 3, 29),
        **changes,
    }
    return ReportInput(**facts)  # type: ignore[arg-type]  # facts by name


@pytest.fixture
def make() -> SimpleNamespace:
    """The builders above, for a test: ``make.sample(remarks=…)``."""
    return SimpleNamespace(
        sample=sample, report=report, confirmed=confirmed, found=found, form=FORM, a=A, b=B, c=C
    )
