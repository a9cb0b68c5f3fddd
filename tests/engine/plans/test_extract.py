"""Plans: tasks, leads, supports, deadlines, reporting duties; nothing that is not stated."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from minhbach.model.document import Cell, Document, Paragraph, Table
from minhbach.model.plan import Gap, ReportingDuty
from minhbach.plans import assignees, deadlines, extract_plan, scope, supports
from minhbach.plans.assignees import body_heading, split_bodies, subject_of
from minhbach.plans.deadlines import deadline_in, due_of, recurrences_in
from minhbach.plans.duties import duties_in
from minhbach.plans.supports import supports_in
from minhbach.readers import read

_EXAMPLES = Path(__file__).parents[3] / "examples"
_PLAN = """KẾ HOẠCH
Tuyên truyền năm 2026

I. MỤC ĐÍCH, YÊU CẦU
- Các cấp, các ngành tổ chức quán triệt sâu rộng.

II. NHIỆM VỤ

1. Về hội nghị
a) Nhiệm vụ: Tổ chức hội nghị chuyên đề cho cán bộ, đảng viên.
b) Cơ quan thực hiện:
- Đơn vị chủ trì: Sở Nội vụ.
- Đơn vị phối hợp: Công an tỉnh, UBND xã, phường.
c) Thời gian thực hiện: Hoàn thành trong quý II/2026.

III. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính
- Phối hợp với Sở Nội vụ và các đơn vị liên quan bố trí kinh phí.
- Hướng dẫn sử dụng kinh phí theo quy định của Luật Ngân sách nhà nước.

2. Đề nghị Công an tỉnh: Bảo đảm an ninh, trật tự.

3. Các sở, ban, ngành, UBND xã, phường báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) \
trước ngày 15 hằng tháng.
"""


@pytest.mark.parametrize("module", [assignees, deadlines, scope, supports])
def test_docstring_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)

    assert (result.failed, result.attempted > 0) == (0, True)


def test_example_plan_gives_its_eight_tasks() -> None:
    plan = extract_plan(read((_EXAMPLES / "ke-hoach-2024.txt").read_bytes(), "ke-hoach-2024.txt"))

    committee = "Ban Tuyên giáo Đảng uỷ Khối"
    speakers = "Đội ngũ báo cáo viên, tuyên truyền viên của Đảng ủy Khối"
    assert [(t.section, t.lead, t.text[:28], t.reason) for t in plan.tasks] == [
        ("III.1", committee, "Xây dựng Kế hoạch tuyên truy", None),
        ("III.1", committee, "Tham mưu cho cấp uỷ chỉ đạo ", None),
        ("III.1", committee, "Theo dõi, đôn đốc, kiểm tra ", None),
        ("III.1", committee, "tổng hợp, nắm bắt, dự báo di", "scope-watching-persons"),
        ("III.1", committee, "Định hướng mạng lưới cộng tá", "scope-social-networks"),
        ("III.2", speakers, "Tăng cường các buổi báo cáo,", None),
        ("III.2", speakers, "nắm bắt tư tưởng, tâm trạng ", "scope-watching-persons"),
        ("closing", "Cấp ủy cho, đảng bộ cơ sở", "tổ chức triển khai thực hiện", None),
    ]


def test_example_plan_states_no_more_than_it_says() -> None:
    plan = extract_plan(read((_EXAMPLES / "ke-hoach-2024.txt").read_bytes(), "ke-hoach-2024.txt"))

    assert {(t.deadline, t.due, t.recurrence, t.product, t.support) for t in plan.tasks} == {
        (None, None, None, None, ())
    }
    assert plan.issuer == "Ban Tuyên giáo Đảng uỷ Khối"
    assert [t.number for t in plan.themes] == ["II.1", "II.2", "II.3", "II.4", "II.5"]
    assert plan.reporting == (
        ReportingDuty(
            "Cấp ủy cho, đảng bộ cơ sở",
            "Đảng ủy Khối",
            "Ban Tuyên giáo Đảng ủy",
            ("month", "quarter", "year"),
            None,
            "p52",
        ),
    )
    assert [g for g in plan.gaps if g.task is None] == [Gap("no-header"), Gap("no-report-deadline")]
    assert [g.task for g in plan.gaps if g.code == "no-deadline"] == list(range(8))


def test_out_of_scope_message_is_kept_and_marked() -> None:
    plan = extract_plan(read((_EXAMPLES / "ke-hoach-2024.txt").read_bytes(), "ke-hoach-2024.txt"))

    marked = [m for t in plan.themes for m in t.messages if not m.in_scope]

    assert [(m.reason, m.text[:30]) for m in marked] == [
        ("scope-social-networks", "đấu tranh phản bác các luận đi")
    ]


def test_labels_headings_and_subjects_give_leads() -> None:
    plan = extract_plan(read(_PLAN.encode(), "a.txt"))

    assert [(t.section, t.lead, t.support, t.deadline, t.due) for t in plan.tasks] == [
        (
            "II.1.a",
            "Sở Nội vụ",
            ("Công an tỉnh", "UBND xã, phường"),
            "Hoàn thành trong quý II/2026",
            date(2026, 6, 30),
        ),
        ("III.1", "Sở Tài chính", ("Sở Nội vụ", "các đơn vị liên quan"), None, None),
        ("III.1", "Sở Tài chính", (), None, None),
        ("III.2", "Công an tỉnh", (), None, None),
        (
            "III.3",
            "Các sở, ban, ngành, UBND xã, phường",
            (),
            "trước ngày 15 hằng tháng",
            None,
        ),
    ]
    assert [(d.sender, d.receiver, d.through, d.recurrence) for d in plan.reporting] == [
        ("Các sở, ban, ngành, UBND xã, phường", "UBND tỉnh", "Sở Nội vụ", ("month",))
    ]


def _cell(row: int, column: int, text: str) -> Cell:
    anchor = f"t1!{'ABCDE'[column - 1]}{row}"
    return Cell(anchor, row, column, paragraphs=(Paragraph(f"{anchor}.1", text),))


def test_rows_of_a_table_are_tasks() -> None:
    rows = [
        ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"],
        ["1", "In tờ gấp tuyên truyền", "Sở Y tế", "Sở Tài chính; UBND xã", "Tháng 3/2026"],
        ["2", "Tổng kết chiến dịch", "", "", "Tháng 12/2026"],
    ]
    cells = tuple(_cell(r, c, t) for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1))
    table = Table("t1", 3, 5, cells, header_rows=1)

    plan = extract_plan(Document("a.docx", "docx", blocks=(table,)))

    assert [(t.text, t.lead, t.support, t.due, t.anchor) for t in plan.tasks] == [
        (
            "In tờ gấp tuyên truyền",
            "Sở Y tế",
            ("Sở Tài chính", "UBND xã"),
            date(2026, 3, 31),
            "t1!B2",
        )
    ]


@pytest.mark.parametrize(
    ("listing", "bodies"),
    [
        ("các sở, ban, ngành, UBND xã, phường", ("các sở, ban, ngành", "UBND xã, phường")),
        ("Sở Công Thương và các đơn vị liên quan", ("Sở Công Thương", "các đơn vị liên quan")),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
            ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",),
        ),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("báo, đài, các cơ quan liên quan", ("báo, đài", "các cơ quan liên quan")),
    ],
)
def test_listing_is_split_into_bodies(listing: str, bodies: tuple[str, ...]) -> None:
    assert split_bodies(listing) == bodies


@pytest.mark.parametrize(
    "heading",
    ["Phòng, chống ma túy", "Tổ chức thực hiện", "Báo cáo kết quả", "Hội nghị", "Về dữ liệu"],
)
def test_heading_without_a_body_is_none(heading: str) -> None:
    assert body_heading(heading) is None


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Giao Công an tỉnh có trách nhiệm theo dõi", "Công an tỉnh"),
        ("Sở Tài chính: Căn cứ khả năng ngân sách, trình phê duyệt", "Sở Tài chính"),
        ("Căn cứ Kế hoạch này, các sở, ngành xây dựng kế hoạch", "các sở, ngành"),
        (
            "Các đơn vị tham gia thực hiện Kế hoạch này phải tuân thủ quy định",
            "Các đơn vị tham gia thực hiện Kế hoạch này",
        ),
        ("UBND tỉnh đã ban hành kế hoạch", None),
        ("Tổ chức tuyên truyền, vận động toàn dân", None),
        ("Trên cơ sở đề xuất của các sở, ban, ngành, chủ trì tổng hợp", None),
    ],
)
def test_subject_of_an_item(text: str, lead: str | None) -> None:
    subject = subject_of(text)

    assert (subject.name if subject else None) == lead


@pytest.mark.parametrize(
    ("text", "deadline", "due"),
    [
        ("hoàn thành trước ngày 30/6/2026", "trước ngày 30/6/2026", date(2026, 6, 30)),
        ("báo cáo chậm nhất ngày 17 tháng 12", "chậm nhất ngày 17 tháng 12", None),
        ("tổng hợp trước 19h00’ hằng ngày", "trước 19h00’ hằng ngày", None),
        ("gửi trong thời hạn 10 ngày", "trong thời hạn 10 ngày", None),
        ("Chương trình đến năm 2030", None, None),
        ("trước mắt, tập trung dự toán hằng năm", None, None),
    ],
)
def test_deadline_as_it_stands(text: str, deadline: str | None, due: date | None) -> None:
    found = deadline_in(text)

    assert (found.text if found else None, found.due if found else None) == (deadline, due)


def test_open_deadline_has_no_day() -> None:
    assert due_of("Năm 2025 và các năm tiếp theo") is None


def test_daily_duty_has_no_recurrence() -> None:
    assert recurrences_in("trước 19h00’ hằng ngày") == ()


def test_support_stops_at_the_verb() -> None:
    text = "Phối hợp UBND các xã, phường dựng nhà bạt; phối hợp phân bổ vật liệu"

    assert supports_in(text) == ("UBND các xã, phường",)


@pytest.mark.parametrize(
    "text",
    [
        "nếu có vướng mắc, kịp thời báo cáo UBND tỉnh xem xét",
        "tổng hợp số liệu để tổng hợp, báo cáo UBND tỉnh",
        "tham gia các buổi báo cáo, nói chuyện thời sự",
        "cập nhật tình hình; báo cáo ngay để điều chỉnh phương án",
    ],
)
def test_no_reporting_duty_is_made_up(text: str) -> None:
    assert duties_in(text, "Sở Y tế", "p1") == ()
