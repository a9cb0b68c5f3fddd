"""Duties in tables: groups, merged cells, titles over two rows, "nt", lines of bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx import Document as new_document
from docx.document import Document as Docx
from docx.table import Table

from minhbach.model.plan import Plan, Task
from minhbach.plans import extract_plan
from minhbach.readers import read

Row = Sequence[str]


def _plan_head() -> Docx:
    docx = new_document()
    for line in ("KẾ HOẠCH", "Triển khai năm 2026", "I. MỤC ĐÍCH", "- Nâng cao nhận thức."):
        docx.add_paragraph(line)
    return docx


def _table(docx: Docx, rows: Sequence[Row]) -> Table:
    table = docx.add_table(len(rows), len(rows[0]))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text:
                table.cell(i, j).text = text
    return table


def _extract(docx: Docx) -> Plan:
    buffer = BytesIO()
    docx.save(buffer)
    return extract_plan(read(buffer.getvalue(), "ke-hoach.docx"))


def _values(tasks: Sequence[Task]) -> list[tuple[object, ...]]:
    return [(t.text, t.lead, t.support, t.deadline, t.due, t.product) for t in tasks]


def test_annex_with_roman_groups_and_merged_bodies_gives_its_rows() -> None:
    docx = _plan_head()
    docx.add_paragraph("PHỤ LỤC")
    docx.add_paragraph("PHÂN CÔNG NHIỆM VỤ")
    table = _table(
        docx,
        [
            (
                "STT",
                "Nội dung nhiệm vụ",
                "Cơ quan chủ trì",
                "Cơ quan phối hợp",
                "Thời gian",
                "Sản phẩm",
            ),
            ("I", "Nâng cao nhận thức", "", "", "", ""),
            (
                "1",
                "Tuyên truyền trên Cổng thông tin",
                "Văn phòng UBND tỉnh",
                "",
                "Thường xuyên",
                "-",
            ),
            ("II", "Hoàn thiện thể chế", "Sở Tư pháp", "", "", ""),
            ("2", "Rà soát văn bản", "Sở Tư pháp", "Sở Nội vụ", "Hằng quý", "Báo cáo"),
            ("3", "Tham mưu nghị quyết", "", "", "Tháng 11 - 12/2026", ""),
        ],
    )
    table.cell(1, 1).merge(table.cell(1, 5))
    table.cell(4, 2).merge(table.cell(5, 2))
    table.cell(4, 3).merge(table.cell(5, 3))

    tasks = _extract(docx).tasks

    assert _values(tasks) == [
        ("Tuyên truyền trên Cổng thông tin", "Văn phòng UBND tỉnh", (), "Thường xuyên", None, None),
        ("Rà soát văn bản", "Sở Tư pháp", ("Sở Nội vụ",), "Hằng quý", None, "Báo cáo"),
        (
            "Tham mưu nghị quyết",
            "Sở Tư pháp",
            ("Sở Nội vụ",),
            "Tháng 11 - 12/2026",
            date(2026, 12, 31),
            None,
        ),
    ]
    assert {t.section for t in tasks} == {"Phụ lục"}


def test_titles_over_two_rows_are_read_in_the_second() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. NHIỆM VỤ CỤ THỂ")
    table = _table(
        docx,
        [
            ("TT", "Nội dung công việc", "Phân công thực hiện", "", "Thời gian", ""),
            ("", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
            ("1", "Xây dựng pa nô, áp phích", "Sở Nội vụ", "UBND các xã", "01/2026", "03/2026"),
        ],
    )
    for column in (0, 1):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 4).merge(table.cell(0, 5))

    tasks = _extract(docx).tasks

    assert _values(tasks) == [
        (
            "Xây dựng pa nô, áp phích",
            "Sở Nội vụ",
            ("UBND các xã",),
            "03/2026",
            date(2026, 3, 31),
            None,
        )
    ]


def test_as_above_and_bodies_in_lines_are_resolved() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. TIẾN ĐỘ")
    table = _table(
        docx,
        [
            ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("I. NHÓM NHIỆM VỤ VỀ BÁO CHÍ", "", "", "", ""),
            ("1", "Tổ chức họp báo định kỳ", "Sở Văn hóa", "- Sở Y tế\n- Công an tỉnh", "2026"),
            ("2", "Tập huấn báo cáo viên", "nt", "Nt", "6 tháng/lần"),
        ],
    )
    table.cell(2, 0).merge(table.cell(2, 4))

    tasks = _extract(docx).tasks

    support = ("Sở Y tế", "Công an tỉnh")
    assert _values(tasks) == [
        ("Tổ chức họp báo định kỳ", "Sở Văn hóa", support, "2026", date(2026, 12, 31), None),
        ("Tập huấn báo cáo viên", "Sở Văn hóa", support, "6 tháng/lần", None, None),
    ]
    assert tasks[1].recurrence == "half-year"


def test_as_above_without_a_row_above_names_no_body() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. TIẾN ĐỘ")
    _table(
        docx,
        [("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), ("1", "Tổ chức họp báo", "nt", "2026")],
    )

    assert _extract(docx).tasks == ()


def test_one_column_for_lead_and_support_is_read_by_its_inner_labels() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. TIẾN ĐỘ")
    bodies = "Chủ trì: Sở Nội vụ; Phối hợp: Sở Y tế, Công an tỉnh"
    _table(
        docx,
        [
            ("STT", "Nhiệm vụ", "Đơn vị chủ trì, phối hợp", "Thời hạn"),
            ("1", "Tổ chức họp báo", bodies, "Quý II, III năm 2026"),
        ],
    )

    assert _values(_extract(docx).tasks) == [
        (
            "Tổ chức họp báo",
            "Sở Nội vụ",
            ("Sở Y tế", "Công an tỉnh"),
            "Quý II, III năm 2026",
            date(2026, 9, 30),
            None,
        )
    ]


def test_roman_numbers_alone_are_no_groups() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. TIẾN ĐỘ")
    _table(
        docx,
        [
            ("STT", "Nhiệm vụ", "Chủ trì"),
            ("I", "Tổ chức họp báo", "Sở Y tế"),
            ("II", "Tập huấn báo cáo viên", "Sở Nội vụ"),
        ],
    )

    assert [(t.text, t.lead) for t in _extract(docx).tasks] == [
        ("Tổ chức họp báo", "Sở Y tế"),
        ("Tập huấn báo cáo viên", "Sở Nội vụ"),
    ]


def test_bodies_in_one_cell_lead_together_or_assist() -> None:
    docx = _plan_head()
    docx.add_paragraph("II. NHIỆM VỤ")
    _table(
        docx,
        [
            ("TT", "Nhiệm vụ", "Phân công thực hiện", "Tiến độ"),
            ("1", "Công khai thủ tục", "Văn phòng chủ trì; các phòng chuyên môn phối hợp", ""),
            ("2", "Số hóa hồ sơ", "Sở Nội vụ; Sở Khoa học và Công nghệ", "Năm 2025 - 2026"),
        ],
    )

    assert _values(_extract(docx).tasks) == [
        ("Công khai thủ tục", "Văn phòng", ("các phòng chuyên môn",), None, None, None),
        (
            "Số hóa hồ sơ",
            "Sở Nội vụ; Sở Khoa học và Công nghệ",
            (),
            "Năm 2025 - 2026",
            date(2026, 12, 31),
            None,
        ),
    ]
