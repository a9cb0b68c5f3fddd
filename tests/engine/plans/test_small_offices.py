"""Plans of schools, communes, hospitals, unions: other names, other ways to say who and when."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from docx import Document

from minhbach.model.plan import Plan
from minhbach.plans import extract_plan
from minhbach.plans.assignees import subject_of
from minhbach.plans.deadlines import deadline_in, recurrences_in
from minhbach.plans.duties import duties_in
from minhbach.plans.labels import label_of_column
from minhbach.plans.supports import supports_in
from minhbach.readers import read

HEAD = "KẾ HOẠCH\nTổ chức tuần lễ đọc sách năm học 2025 - 2026\n\n"


def plan_of(body: str) -> Plan:
    return extract_plan(read((HEAD + body).encode(), "ke-hoach.txt"))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Người thực hiện", "lead"),
        ("Bộ phận, cá nhân phụ trách", "lead"),
        ("Phụ trách chính", "lead"),
        ("Bộ phận phối hợp", "support"),
        ("Thời gian dự kiến hoàn thành", "time"),
        ("Tháng", "time"),
        ("Ghi chú", None),
        ("Người dân", None),
        ("Kinh phí thực hiện", None),
    ],
)
def test_columns_are_known_by_the_parts_of_their_titles(title: str, kind: str | None) -> None:
    assert label_of_column(title) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trong tháng 4 năm 2026, Phòng Kinh tế kiểm tra hồ, đập", "Phòng Kinh tế"),
        ("Định kỳ hằng quý, các chi bộ báo cáo kết quả", "các chi bộ"),
        ("Đề nghị Mặt trận xã và các đoàn thể phối hợp vận động", "Mặt trận xã và các đoàn thể"),
        ("Kế toán dự trù kinh phí, thanh quyết toán", "Kế toán"),
        ("Bộ phận Văn phòng: Lưu trữ tư liệu", "Bộ phận Văn phòng"),
        (
            "Thủ trưởng các sở; Chủ tịch UBND các xã chịu trách nhiệm thực hiện",
            "Thủ trưởng các sở; Chủ tịch UBND các xã",
        ),
        ("Phòng Hậu cần - Kỹ thuật bảo đảm vật chất", "Phòng Hậu cần - Kỹ thuật"),
        ("Đội Cảnh sát giao thông tuần tra, kiểm soát", "Đội Cảnh sát giao thông"),
        ("Trong năm 2026, kết quả đạt khá", None),
        ("Nhóm 1: 40 xã, phường đã được công bố tình huống khẩn cấp", None),
    ],
)
def test_subject_of_small_bodies(text: str, name: str | None) -> None:
    found = subject_of(text)

    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "deadline", "recurrence"),
    [
        ("xong trước ngày 30 tháng 4 năm 2026", "trước ngày 30 tháng 4 năm 2026", None),
        (
            "Tổng hợp kết quả hằng quý gửi Giám đốc trước ngày 05 tháng đầu quý sau",
            "trước ngày 05 tháng đầu quý sau",
            "quarter",
        ),
        ("Họp mỗi quý một lần, đánh giá tiến độ", "mỗi quý một lần", "quarter"),
        ("Sinh hoạt chuyên đề 02 lần/năm", "02 lần/năm", "half-year"),
        ("theo dõi, định kỳ 6 tháng báo cáo Ban Thường vụ", "định kỳ 6 tháng", "half-year"),
        (
            "định kỳ hằng năm báo cáo về Sở Nội vụ chậm nhất ngày 17 tháng 12",
            "chậm nhất ngày 17 tháng 12",
            "year",
        ),
        ("báo cáo về Hiệu trưởng vào cuối mỗi học kỳ", "cuối mỗi học kỳ", None),
        (
            "báo cáo: 6 tháng trước ngày 05/6, năm trước ngày 05/11",
            "6 tháng trước ngày 05/6, năm trước ngày 05/11",
            "half-year",
        ),
        ("gửi báo cáo trước 17h00 ngày 31/5/2026", "trước 17h00 ngày 31/5/2026", None),
        (
            "định kỳ hằng quý (trước ngày 10 của tháng cuối quý) và năm (trước ngày 05/12)",
            "định kỳ hằng quý (trước ngày 10 của tháng cuối quý) và năm (trước ngày 05/12)",
            "quarter",
        ),
        ("Phấn đấu đến hết tháng 9/2026 đạt 70%", None, None),
        ("mỗi tuần phát sóng ít nhất 01 chuyên mục", None, None),
        ("chuẩn bị báo cáo hằng năm của ngành", None, None),
    ],
)
def test_deadline_in_other_words(text: str, deadline: str | None, recurrence: str | None) -> None:
    found = deadline_in(text)

    assert (found.text, found.recurrence) == (deadline, recurrence) if found else deadline is None


def test_halves_and_years_are_named_together() -> None:
    assert recurrences_in("báo cáo kết quả 6 tháng, năm") == ("half-year", "year")
    assert recurrences_in("báo cáo quý, 6 tháng và cả năm") == ("quarter", "half-year", "year")
    assert recurrences_in("trong 6 tháng, năm 2026 tăng khá") == ()


def test_bodies_that_advise_are_one_body() -> None:
    text = "Phối hợp với các cơ quan tham mưu, giúp việc theo dõi, đôn đốc"

    assert supports_in(text) == ("các cơ quan tham mưu, giúp việc",)


def test_brackets_headings_and_last_lines_say_whose_a_duty_is() -> None:
    plan = plan_of(
        """I. NỘI DUNG

1. Truyền thông

- Tổ chức ngày hội đọc sách (Ban Tuyên giáo chủ trì; phối hợp: Báo tỉnh; thời gian: tháng 10/2026).

II. TỔ CHỨC THỰC HIỆN

1. Ban Truyền thông (do Phó Hiệu trưởng làm Trưởng ban)

- Phối hợp với Đoàn trường, Tổ Tin học sản xuất video giới thiệu sách.

2. Bộ phận Văn phòng: Đề xuất mua sắm thiết bị.

3. Phòng Tuyên truyền (đ/c Hoa phụ trách)

- Biên soạn tài liệu hỏi - đáp, phát hành trước ngày 20/3/2026.

4. Ngày Sức khỏe 07/4: Khoa Khám bệnh biên tập video tư vấn.

5. Chế độ báo cáo: Các tổ báo cáo kết quả về Ban Kinh tế - Xã hội trước ngày 28/02/2026.

Các đơn vị báo cáo kết quả về Hiệu trưởng vào cuối mỗi học kỳ.
"""
    )

    assert [(t.section, t.lead, t.support, t.deadline) for t in plan.tasks] == [
        ("I.1", "Ban Tuyên giáo", ("Báo tỉnh",), "tháng 10/2026"),
        ("II.1", "Ban Truyền thông", ("Đoàn trường", "Tổ Tin học"), None),
        ("II.2", "Bộ phận Văn phòng", (), None),
        ("II.3", "Phòng Tuyên truyền", (), "trước ngày 20/3/2026"),
        ("II.4", "Khoa Khám bệnh", (), None),
        ("II.5", "Các tổ", (), "trước ngày 28/02/2026"),
        ("closing", "Các đơn vị", (), "cuối mỗi học kỳ"),
    ]
    assert [(d.sender, d.receiver, d.deadline) for d in plan.reporting] == [
        ("Các tổ", "Ban Kinh tế - Xã hội", "trước ngày 28/02/2026"),
        ("Các đơn vị", "Hiệu trưởng", "cuối mỗi học kỳ"),
    ]


def test_bracket_with_commas_tells_who_leads_who_helps_and_when() -> None:
    plan = plan_of(
        """I. NỘI DUNG

Tổ chức hội thi thợ giỏi (BCH Công đoàn chủ trì, Phòng Kỹ thuật phối hợp, xong trước 20/5/2026).

Tổ chức tập huấn (Ban Nữ công chủ trì; phối hợp: Phòng Y tế, Phòng Kỹ thuật; thời gian: Quý II,
quý III/2026).

Xây dựng kế hoạch (gồm nội dung, kinh phí, thời gian).
"""
    )

    assert [(t.lead, t.support, t.deadline) for t in plan.tasks] == [
        ("BCH Công đoàn", ("Phòng Kỹ thuật",), "xong trước 20/5/2026"),
        ("Ban Nữ công", ("Phòng Y tế", "Phòng Kỹ thuật"), "Quý II, quý III/2026"),
    ]


def test_a_timetable_is_no_deadline_of_what_stands_before_it() -> None:
    plan = plan_of(
        """I. GIẢI PHÁP

1. Công tác tuyên truyền

- Các cơ sở đoàn đăng tải hoạt động trên trang của đơn vị mình.

2. Tiến độ thực hiện

- Trước ngày 20/4/2026: Ban hành kế hoạch và hướng dẫn.

- Tháng 8/2026: Tổng kết chiến dịch.
"""
    )

    assert [(t.lead, t.deadline, t.due) for t in plan.tasks] == [("Các cơ sở đoàn", None, None)]


def test_the_one_who_reports_is_the_one_of_the_clause() -> None:
    plan = plan_of(
        """I. THỰC HIỆN

1. Các thôn duy trì sinh hoạt; Trưởng thôn báo cáo kết quả về Đảng ủy (qua Ban Xây dựng Đảng,
email: bxd@example.vn) trước ngày 20 hàng tháng.
"""
    )

    assert [(d.sender, d.receiver, d.through, d.recurrence) for d in plan.reporting] == [
        ("Trưởng thôn", "Đảng ủy", "Ban Xây dựng Đảng", ("month",))
    ]


def test_titles_of_columns_are_read_over_two_rows() -> None:
    document = Document()
    for line in ("KẾ HOẠCH", "Cải cách hành chính năm 2026", "I. NHIỆM VỤ"):
        document.add_paragraph(line)
    rows = [
        ("STT", "Nhiệm vụ", "Cơ quan, đơn vị", "", "Thời gian"),
        ("", "", "Chủ trì", "Phối hợp", "thực hiện"),
        ("1", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Các sở, ngành", "Quý I, III"),
        ("2", "Kiểm tra, xử lý văn bản", "Nt", "Nt", "Cả năm"),
    ]
    table = document.add_table(len(rows), 5)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    data = BytesIO()
    document.save(data)

    tasks = extract_plan(read(data.getvalue(), "ke-hoach.docx")).tasks

    assert [(t.lead, t.support, t.deadline) for t in tasks] == [
        ("Sở Tư pháp", ("Các sở, ngành",), "Quý I, III"),
        ("Sở Tư pháp", ("Các sở, ngành",), "Cả năm"),
    ]


def test_a_clause_without_end_takes_no_time() -> None:
    clause = "Sở A báo cáo Sở B về, " * 300
    begin = time.process_time()

    assert len(duties_in(clause, "Sở A", "p1")) <= 1
    assert time.process_time() - begin < 5
