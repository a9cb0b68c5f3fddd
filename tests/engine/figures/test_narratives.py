"""Narrative parts under the form's sections."""

from __future__ import annotations

from tests.engine.figures.small_reports import report, usual_form

from minhbach.figures import extract_figures
from minhbach.model.figures import Narrative


def test_paragraphs_stand_under_the_sections_that_their_headings_name() -> None:
    blocks = [
        "I. KẾT QUẢ",
        "Tổ chức 02 buổi tuyên truyền.",
        "II. KHÓ KHĂN, HẠN CHẾ",
        "Thiếu kinh phí in tài liệu.",
        "III. NHIỆM VỤ QUÝ II",
        "1. Tổ chức 03 buổi tuyên truyền.",
        "Đề nghị cấp thêm tài liệu.",
        "IV. KIẾN NGHỊ",
        "Mở lớp bồi dưỡng.",
    ]

    found = extract_figures(report(blocks), usual_form()).narratives

    assert found == (
        Narrative("danh_gia", ("Thiếu kinh phí in tài liệu.",), ("p4",)),
        Narrative("phuong_huong", ("1. Tổ chức 03 buổi tuyên truyền.",), ("p6",)),
        Narrative("kien_nghi", ("Đề nghị cấp thêm tài liệu.", "Mở lớp bồi dưỡng."), ("p7", "p9")),
    )


def test_headings_that_run_into_their_text_count_too() -> None:
    blocks = [
        "Đánh giá: Nội dung sát thực tế.",
        "Nhiệm vụ quý II: Tổ chức 04 buổi tuyên truyền.",
        "Kiến nghị: Không có.",
    ]

    figures = extract_figures(report(blocks), usual_form())

    assert {n.section: n.anchors for n in figures.narratives} == {
        "danh_gia": ("p1",),
        "phuong_huong": ("p2",),
        "kien_nghi": ("p3",),
    }
    assert figures.values["hoi_nghi"] is None
    assert figures.values["cau_hoi"] is None


def test_cells_that_hold_sentences_are_narrative_by_their_row_label() -> None:
    rows = [
        ["Mục", "Nội dung"],
        ["Khó khăn", "Đảng viên đi công tác nhiều nên khó tập trung đông đủ."],
        ["Nhiệm vụ quý II", "Tổ chức 04 buổi tuyên truyền, đăng 12 tin, bài."],
    ]

    figures = extract_figures(report([rows]), usual_form())

    assert {n.section: n.anchors for n in figures.narratives} == {
        "danh_gia": ("t1!B2",),
        "phuong_huong": ("t1!B3",),
    }
    assert [code for code, found in figures.values.items() if found] == []


def test_results_that_speak_of_proposals_are_no_proposals() -> None:
    blocks = [
        "I. KẾT QUẢ",
        "5. Câu hỏi, kiến nghị",
        "Đã tiếp nhận 18 câu hỏi, kiến nghị về tiền lương.",
        "6. Kiến nghị của công nhân: 14 ý kiến; trả lời được 12.",
        "II. KIẾN NGHỊ",
        "Không.",
        "-----",
        "(Gửi kèm 02 ảnh theo Công văn số 57-CV/BTGĐUK (bản chính gửi sau).)",
    ]

    found = extract_figures(report(blocks), usual_form()).narratives

    assert found == (Narrative("kien_nghi", ("Không.",), ("p6",)),)


def test_lines_of_the_title_open_no_part() -> None:
    blocks = [
        "VÀ NHIỆM VỤ TRỌNG TÂM QUÝ II NĂM 2024",
        "-----",
        "Thực hiện Công văn của Đảng ủy, Chi bộ báo cáo như sau:",
        "Kết quả",
        "Đăng 5 tin, bài.",
    ]

    assert extract_figures(report(blocks), usual_form()).narratives == ()
