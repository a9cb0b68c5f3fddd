"""Counter-evidence: words fit, meaning does not; then there is no value."""

from __future__ import annotations

import io

import docx
import pytest
from tests.engine.figures.small_reports import report, usual_form

from minhbach.figures import extract_figures
from minhbach.readers import read

TITLE = "kết quả công tác tuyên truyền quý II năm 2025"

SAYINGS = {
    "Công nhân hỏi 4 câu về khoán rừng, 3 câu về bảo hiểm.": {},
    "Quán triệt: 14 buổi, 05 buổi do Học viện tổ chức; trừ đi, Phân hiệu tự tổ chức 09 buổi.": {},
    "Toàn huyện tổ chức 120 buổi tuyên truyền; Đảng ủy xã tổ chức 8 buổi.": {},
    "Số lượt người dự: đã báo cáo 210 lượt; số đúng là 298 lượt.": {},
    "Băng rôn: không phải 20 tấm mà là 26 tấm.": {"pano": "26"},
    "Tài liệu: báo cáo trước ghi 100 bản là nhầm.": {},
    "Kế hoạch 06 buổi nói chuyện thời sự, đạt 04 buổi.": {"noi_chuyen": "4"},
    "Tỷ lệ học tập nghị quyết: yêu cầu trên 95%, Đảng bộ đạt 97,9%.": {"ty_le_hoc_tap": "97.9"},
    "100% đảng viên đăng ký học tập nghị quyết.": {},
    "Đảng viên tham gia học tập nghị quyết: khối cơ quan 98%, khối xã 95%.": {},
    "Tỷ lệ đảng viên tham gia sinh hoạt chi bộ đạt 96%.": {},
    "Nói chuyện thời sự: có 01 buổi nhưng báo cáo viên không lên được, hoãn sang quý III.": {},
    "Tuyên truyền: đang in 1.000 bản tài liệu.": {},
    "Trang tin đăng 36 tin, bài, lũy kế từ năm 2020 đến nay 512 tin, bài.": {"tin_bai": "36"},
    "Tuyên truyền trên loa phát thanh 45 lượt/xã.": {},
    "Trong tháng 6 tổ chức 3 buổi tuyên truyền, 150 lượt người dự.": {},
    "Tổ chức 3 buổi tuyên truyền tháng 4, 2 buổi tháng 5.": {},
    "Đài truyền thanh xã phát 90 buổi với 270 tin, bài.": {"phat_thanh": "90"},
    "Các chi đoàn tổ chức 12 buổi sinh hoạt chuyên đề.": {},
    "Tổ chức 9 buổi tuyên truyền với 4 lượt người dự.": {"hoi_nghi": "9"},
    "Số buổi tuyên truyền: .....04..... buổi": {"hoi_nghi": "4"},
}


@pytest.mark.parametrize("saying", SAYINGS)
def test_saying_gives_only_what_it_means(saying: str) -> None:
    values = extract_figures(report([saying], TITLE), usual_form()).values

    assert {code: str(v.value) for code, v in values.items() if v} == SAYINGS[saying]


def test_framed_list_is_read_up_to_the_plan() -> None:
    frame = [
        ["1. Hội nghị, buổi tuyên truyền: 5 buổi."],
        ["2. Khẩu hiệu treo mới: 8 tấm."],
        ["Phương hướng quý III"],
        ["3. Nói chuyện thời sự: tổ chức 2 buổi."],
    ]

    values = extract_figures(report([frame], TITLE), usual_form()).values

    assert {code: str(v.value) for code, v in values.items() if v} == {"hoi_nghi": "5", "pano": "8"}


@pytest.mark.parametrize(
    ("year", "own"), [("Năm 2025", {"hoi_nghi": "14", "hoi_nghi:cumulative": "31"}), ("2024", {})]
)
def test_year_above_a_quarter_is_no_running_total(year: str, own: dict[str, str]) -> None:
    document = docx.Document()
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph(TITLE)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = year
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Chỉ tiêu"
    for row, words in ((1, ["", "Quý II", "Lũy kế 6 tháng"]), (2, ["Hội nghị", "14", "31"])):
        for column, word in enumerate(words):
            if word:
                table.cell(row, column).text = word
    file = io.BytesIO()
    document.save(file)

    values = extract_figures(read(file.getvalue(), "bao-cao.docx"), usual_form()).values

    assert {code: str(v.value) for code, v in values.items() if v is not None} == own
