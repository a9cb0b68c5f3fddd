"""Deadlines in words, duties under their headings, themes without a line under them."""

from __future__ import annotations

import pytest

from minhbach.model.plan import Plan
from minhbach.plans import extract_plan
from minhbach.plans.deadlines import Deadline, deadline_in
from minhbach.plans.supports import supports_in
from minhbach.readers import read

HEAD = """KẾ HOẠCH
tuyên truyền kỷ niệm các ngày lễ lớn năm 2024
I. MỤC ĐÍCH, YÊU CẦU
Giúp cán bộ nắm được ý nghĩa.
"""


def plan(text: str) -> Plan:
    return extract_plan(read(f"{HEAD}{text}".encode(), "ke-hoach.txt"))


@pytest.mark.parametrize(
    ("words", "recurrence"),
    [
        ("chậm nhất sau 05 ngày kể từ khi kết thúc đợt tuyên truyền", None),
        ("chậm nhất 05 ngày làm việc sau khi nhận được văn bản", None),
        ("trước 16 giờ thứ Sáu hằng tuần", None),
        ("vào ngày 25 hằng tháng", "month"),
        ("trước ngày 20 của tháng cuối quý", None),
        ("trước ngày 05/4/2024 và ngày 05/10/2024", None),
        ("trước ngày 15/6 và 15/12", None),
    ],
)
def test_deadline_in_words_stands_and_names_no_day(words: str, recurrence: str | None) -> None:
    found = deadline_in(f"Tổng hợp kết quả gửi Ban Tuyên giáo {words}.")

    assert found == Deadline(words, None, recurrence)  # type: ignore[arg-type]  # as the table has it


def test_duty_that_rests_on_the_plan_is_of_the_body_above_it() -> None:
    found = plan(
        """II. TỔ CHỨC THỰC HIỆN
1. Các huyện ủy, thành ủy, đảng ủy trực thuộc
Căn cứ Kế hoạch này xây dựng kế hoạch của cấp mình trước ngày 28/02/2024.
2. Sở Nội vụ
Hướng dẫn các đơn vị niêm yết thủ tục.
Căn cứ Kế hoạch này, các đơn vị nghiêm túc triển khai thực hiện.
"""
    )

    assert [(task.section, task.lead) for task in found.tasks] == [
        ("II.1", "Các huyện ủy, thành ủy, đảng ủy trực thuộc"),
        ("II.2", "Sở Nội vụ"),
        ("closing", "các đơn vị"),
    ]


def test_heading_with_labels_under_it_is_the_duty() -> None:
    found = plan(
        """II. NỘI DUNG
1. Tổ chức kiểm tra việc thi hành Luật
- Cơ quan thực hiện: Sở Nội vụ.
- Thời gian thực hiện: Quý II/2026.
2. Tổ chức tập huấn
- Mở 02 lớp tập huấn cho công chức.
- Cơ quan thực hiện: Sở Tài chính.
"""
    )

    assert [(task.text, task.lead, task.deadline) for task in found.tasks] == [
        ("Tổ chức kiểm tra việc thi hành Luật", "Sở Nội vụ", "Quý II/2026"),
        ("Mở 02 lớp tập huấn cho công chức.", "Sở Tài chính", None),
    ]
    assert found.themes == ()


def test_single_lines_are_themes_of_an_informing_part() -> None:
    listed = plan(
        """II. NỘI DUNG TUYÊN TRUYỀN
1. Tuyên truyền ý nghĩa lịch sử của ngày thành lập tỉnh.
2. Tuyên truyền thành tựu xây dựng tỉnh sau 30 năm.
III. TỔ CHỨC THỰC HIỆN
"""
    )
    mixed = plan(
        """II. NỘI DUNG TUYÊN TRUYỀN
1. Kết quả cải cách hành chính năm 2023
- Tỷ lệ hồ sơ giải quyết đúng hạn.
2. Dịch vụ công trực tuyến toàn trình
III. TỔ CHỨC THỰC HIỆN
"""
    )

    assert [(theme.number, len(theme.messages)) for theme in listed.themes] == [
        ("II.1", 0),
        ("II.2", 0),
    ]
    assert [(theme.heading, len(theme.messages)) for theme in mixed.themes] == [
        ("Kết quả cải cách hành chính năm 2023", 1),
        ("Dịch vụ công trực tuyến toàn trình", 0),
    ]


def test_supporting_class_ends_before_its_verb() -> None:
    text = "Chủ trì, phối hợp với các sở, ban, ngành liên quan tổ chức, triển khai thực hiện."

    assert supports_in(text) == ("các sở, ban, ngành liên quan",)
