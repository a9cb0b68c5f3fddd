"""Who reports and for which period."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.figures.small_reports import report, usual_form

from minhbach.figures import extract_figures


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("kết quả tuyên truyền quý I năm 2024", "2024-Q1"),
        ("công tác tuyên truyền quý I, phương hướng, nhiệm vụ quý II năm 2025", "2025-Q1"),
        ("công tác tuyên truyền quí III - 2026", "2026-Q3"),
        ("công tác tuyên truyền quý IV, phương hướng quý I năm 2025", "2024-Q4"),
        ("kết quả năm 2023 và nhiệm vụ năm 2024 trong quý I", "2024-Q1"),
        ("số liệu quý II và 6 tháng đầu năm 2025", "2025-Q2"),
        ("tuyên truyền tháng 4 năm 2025", "2025-M04"),
        ("tuyên truyền tháng 3 và quý I năm 2024", "2024-Q1"),
        ("công tác tuyên truyền 6 tháng cuối năm 2024", "2024-H2"),
        ("tổng kết công tác tuyên truyền năm 2024", "2024"),
        ("kết quả công tác tuyên truyền", None),
    ],
)
def test_period_comes_from_the_title(title: str, period: str | None) -> None:
    assert extract_figures(report(["Kết quả"], title), usual_form()).period == period


def test_report_of_the_last_quarter_written_in_january_is_of_the_year_before() -> None:
    document = report(["Kết quả"], "công tác tuyên truyền quý IV", day=date(2025, 1, 6))

    assert extract_figures(document, usual_form()).period == "2024-Q4"


def test_year_that_nothing_states_leaves_the_period_open() -> None:
    document = report(["Kết quả"], "công tác tuyên truyền quý IV", day=None)

    assert extract_figures(document, usual_form()).period is None


@pytest.mark.parametrize(
    ("issuer", "text", "unit"),
    [
        ("CHI BỘ PHÒNG THỬ", "Chi bộ Phòng Thử báo cáo như sau:", "Chi bộ Phòng Thử"),
        ("ĐẢNG UỶ XÃ THỬ", "Đảng ủy xã Thử báo cáo:", "Đảng ủy xã Thử"),
        ("CHI BỘ PHÒNG THỬ", "Đơn vị báo cáo như sau:", "CHI BỘ PHÒNG THỬ"),
        (None, "Chi bộ báo cáo:", None),
    ],
)
def test_unit_is_named_in_ordinary_case_where_the_text_does(
    issuer: str | None, text: str, unit: str | None
) -> None:
    assert extract_figures(report([text], issuer=issuer), usual_form()).unit == unit
