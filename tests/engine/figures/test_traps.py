"""Sentences that name an element and a number, and give no value of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.figures.small_reports import report, usual_form

from minhbach.figures import extract_figures
from minhbach.model.document import Note

TITLE = "kết quả công tác tuyên truyền quý III năm 2025"


@pytest.mark.parametrize(
    "sentence",
    [
        "Chi bộ cử 03 đồng chí tham dự 02 buổi nói chuyện thời sự do Đảng ủy tổ chức.",
        "Tham gia 04 hội nghị tuyên truyền do Tỉnh ủy tổ chức với 12 lượt người.",
        "Đơn vị tiếp nhận 300 tờ rơi từ Ban Tuyên giáo và đã cấp phát hết cho công nhân.",
        "Nhận 5 băng rôn của Đảng ủy cấp.",
        "Mỗi chi bộ tổ chức 2 buổi tuyên truyền; 12 chi bộ.",
        "Hội nghị tuyên truyền ngày 12/8 có 80 người dự. Hội nghị ngày 20/9 có 95 người dự.",
        "Đang in 500 tờ rơi, chưa phát hành.",
        "Dự toán in 500 tờ rơi; đang in.",
        "Chuẩn bị 05 buổi tuyên truyền cho quý IV.",
        "Quy mô mỗi buổi tuyên truyền từ 30 đến 50 người.",
        "Tỷ lệ đảng viên tham gia học tập: 31/32 đồng chí.",
        "Số lượt người dự các buổi tuyên truyền nhiều hơn 40 lượt người.",
        "Theo báo cáo của Tỉnh đoàn, toàn tỉnh đăng 4.120 tin, bài.",
        "Loa xã phát một ngày hai lượt.",
        "Tổ tuyên truyền đã họp 3 buổi.",
        "Tài liệu: 5 loại.",
        "Tỷ lệ đảng viên không tham gia học tập 3%.",
        "Có 02/09 báo cáo viên được cấp thẻ.",
        "Biên soạn 10 tin, bài nhưng chưa đăng.",
        "Số người dự thi tìm hiểu: 350 lượt người.",
        "Có 14 tin, bài và tài liệu được phát hành.",
        "Chưa năm nào đơn vị không tổ chức nói chuyện thời sự.",
    ],
)
def test_a_sentence_without_enough_evidence_gives_no_value(sentence: str) -> None:
    figures = extract_figures(report(["I. KẾT QUẢ", sentence], TITLE), usual_form())

    assert {code: str(v.value) for code, v in figures.values.items() if v is not None} == {}


@pytest.mark.parametrize("code", ["ocr-page", "pdf-ocr-layer"])
def test_a_figure_guessed_from_a_picture_is_never_sure(code: str) -> None:
    read = report(["I. KẾT QUẢ", "Tổ chức 05 hội nghị tuyên truyền."], TITLE)
    scanned = replace(read, notes=(*read.notes, Note(code)))

    sure, unsure = (
        extract_figures(doc, usual_form()).values["hoi_nghi"] for doc in (read, scanned)
    )

    assert sure is not None
    assert unsure is not None
    assert unsure == replace(sure, confidence=0.5)
    assert sure.confidence > unsure.confidence
