"""Who leads: no topic, no telling, no condition is taken for a body; deadlines that stay open."""

from __future__ import annotations

from datetime import date

import pytest

from minhbach.plans import extract_plan
from minhbach.plans.assignees import body_heading, subject_of
from minhbach.plans.deadlines import due_of, labelled, recurrence_of
from minhbach.plans.supports import supports_in
from minhbach.readers import read


@pytest.mark.parametrize(
    "heading",
    [
        "Khoa học, công nghệ và hợp tác quốc tế",
        "Báo cáo",
        "Báo cáo thành tích",
        "Các ngành, nghề",
        "Hệ thống thông tin",
    ],
)
def test_topic_is_no_body(heading: str) -> None:
    assert body_heading(heading) is None


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Khoa Lý luận chính trị", "Khoa Lý luận chính trị"),
        ("Báo và Đài Phát thanh - Truyền hình", "Báo và Đài Phát thanh - Truyền hình"),
        ("Báo cáo viên các cấp", "Báo cáo viên các cấp"),
        ("Các thành viên Ban Chỉ đạo có trách nhiệm:", "Các thành viên Ban Chỉ đạo"),
    ],
)
def test_body_beside_such_topics_is_read(heading: str, body: str) -> None:
    assert body_heading(heading) == body


@pytest.mark.parametrize(
    "text",
    [
        "Ngành Thuế đã tập trung triển khai thực hiện tốt công tác quản lý thu",
        "Đồng chí Trưởng phòng hiện là Ủy viên Ban Thường vụ, có thể xem xét, giới thiệu",
        "Các cơ sở ngoài công lập có thể thực hiện theo Kế hoạch này",
        "Đoàn Thanh niên là đội dự bị tin cậy của Đảng, thường xuyên bổ sung lực lượng",
    ],
)
def test_sentence_that_tells_or_allows_gives_no_body(text: str) -> None:
    assert subject_of(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lực lượng Công an khi nhận được lệnh tổ chức phân luồng", "Lực lượng Công an"),
        ("Các đơn vị ngay sau khi nhận được tin báo tổ chức xác minh", "Các đơn vị"),
        ("Các đơn vị sự nghiệp công lập triển khai Kế hoạch", "Các đơn vị sự nghiệp công lập"),
        (
            "Các cấp ủy, tổ chức đảng, tập thể lãnh đạo cơ quan căn cứ quy trình",
            "Các cấp ủy, tổ chức đảng, tập thể lãnh đạo cơ quan",
        ),
    ],
)
def test_name_ends_where_the_body_ends(text: str, name: str) -> None:
    subject = subject_of(text)

    assert subject is not None
    assert subject.name == name


def test_dashes_under_an_item_with_a_body_are_duties_of_that_body() -> None:
    text = """KẾ HOẠCH
Thi đua năm 2026

I. TỔ CHỨC THỰC HIỆN

1. Các cơ quan, đơn vị xây dựng kế hoạch triển khai đợt thi đua.

- Giới thiệu điển hình tiên tiến trong đợt thi đua.

- Báo cáo Ủy ban nhân dân tỉnh kết quả đợt thi đua (qua Sở Nội vụ).

- Nguồn kinh phí thi đua theo quy định.
"""

    plan = extract_plan(read(text.encode(), "ke-hoach.txt"))

    assert [(t.lead, t.text[:20]) for t in plan.tasks] == [
        ("Các cơ quan, đơn vị", "Các cơ quan, đơn vị "),
        ("Các cơ quan, đơn vị", "Giới thiệu điển hình"),
        ("Các cơ quan, đơn vị", "Báo cáo Ủy ban nhân "),
    ]
    assert [(r.sender, r.receiver, r.through) for r in plan.reporting] == [
        ("Các cơ quan, đơn vị", "Ủy ban nhân dân tỉnh", "Sở Nội vụ")
    ]


def test_bare_unit_is_no_support() -> None:
    text = "Phối hợp với Sở Y tế, đơn vị được lựa chọn triển khai Kế hoạch"

    assert supports_in(text) == ("Sở Y tế",)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Từ tháng 11/2025 đến khi kết thúc tổng kiểm kê", None),
        ("Từ năm 2026", None),
        ("Sau ngày 15/3/2026", None),
        ("Từ tháng 11/2025 đến tháng 3/2026", date(2026, 3, 31)),
        ("Tháng 11 - 12/2025", date(2025, 12, 31)),
        ("Quý I - IV/2026", date(2026, 12, 31)),
        ("trước ngày 15-11-2025", date(2025, 11, 15)),
    ],
)
def test_due_is_the_last_day_named_or_nothing(words: str, day: date | None) -> None:
    assert due_of(words) == day


def test_label_ends_with_its_sentence() -> None:
    found = labelled("Năm học 2025-2026. Nghị quyết này có hiệu lực từ ngày 08/12/2025.")

    assert found is not None
    assert (found.text, found.due) == ("Năm học 2025-2026", None)


@pytest.mark.parametrize(
    ("words", "interval"),
    [("01 lần/quý", "quarter"), ("6 tháng/lần", "half-year"), ("02 lần/tháng", None)],
)
def test_times_per_period_are_an_interval(words: str, interval: str | None) -> None:
    assert recurrence_of(words) == interval
