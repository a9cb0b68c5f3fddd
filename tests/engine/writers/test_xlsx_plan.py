"""The plan workbook says what the plan says and leaves the rest empty."""

from __future__ import annotations

import io
from datetime import date, datetime

from openpyxl import load_workbook

from minhbach.model.plan import Gap, Message, Plan, ReportingDuty, Task, Theme
from minhbach.writers.xlsx_plan import plan_workbook

THEMES = (
    Theme("1", "Khó khăn", "p5", (Message("- Trong nước", "p6"),)),
    Theme("2", "Kết quả", "p9"),
)
TASKS = (
    Task("=Tổ chức", "p20", "III.1", lead="Đảng ủy A", support=("Chi bộ B", "Chi bộ C")),
    Task("Báo cáo", "p21", "III.2", due=date(2024, 3, 31), recurrence="quarter"),
)
PLAN = Plan(
    "ke-hoach.txt",
    "tuyên truyền kết quả",
    "Ban Tuyên giáo",
    themes=THEMES,
    tasks=TASKS,
    reporting=(ReportingDuty("Cấp ủy", "Đảng ủy Khối", None, ("month", "year"), None, "p30"),),
    gaps=(Gap("khong-co-ma", 0), Gap("khong-co-ma")),
)


def _sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: [
            [value.date().isoformat() if isinstance(value, datetime) else value for value in row]
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        for sheet in book
    }


def test_plan_workbook_has_a_sheet_for_each_kind() -> None:
    file, empty = "ke-hoach.txt", (None, None, None, None)
    assert _sheets(plan_workbook([PLAN])) == {
        "Nhiệm vụ": [
            [
                1,
                file,
                "III.1",
                "=Tổ chức",
                "Đảng ủy A",
                "Chi bộ B; Chi bộ C",
                *empty,
                "có",
                None,
                "p20",
            ],
            [
                2,
                file,
                "III.2",
                "Báo cáo",
                *empty[:3],
                "2024-03-31",
                "hằng quý",
                None,
                "có",
                None,
                "p21",
            ],
        ],
        "Nội dung": [
            ["ke-hoach.txt", "1", "Khó khăn", "- Trong nước", "có", None, "p6"],
            ["ke-hoach.txt", "2", "Kết quả", None, None, None, "p9"],
        ],
        "Chế độ báo cáo": [
            ["ke-hoach.txt", "Cấp ủy", "Đảng ủy Khối", None, "hằng tháng, hằng năm", None, "p30"]
        ],
        "Còn thiếu": [
            ["ke-hoach.txt", "khong-co-ma", "=Tổ chức"],
            ["ke-hoach.txt", "khong-co-ma", None],
        ],
    }


def test_plan_workbook_has_the_same_bytes_every_time() -> None:
    assert plan_workbook([PLAN]) == plan_workbook([PLAN])


def test_plan_workbook_of_nothing_still_opens() -> None:
    assert list(_sheets(plan_workbook([]))) == [
        "Nhiệm vụ",
        "Nội dung",
        "Chế độ báo cáo",
        "Còn thiếu",
    ]
