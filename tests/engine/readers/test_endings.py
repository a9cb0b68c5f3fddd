"""Where a document really ends and who signed it; dates and bodies that only look the part."""

from __future__ import annotations

import pytest
from tests.engine.readers.word_files import docx, p, table, tc

from minhbach import readers
from minhbach.model.document import Document, Signatory
from minhbach.readers.issuer import issuer_of


def _read(text: str) -> Document:
    return readers.read(text.encode(), "a.txt")


_OPENING = "KẾ HOẠCH\nTập huấn thể thức văn bản\n\n"


def test_a_signature_shown_as_an_example_does_not_end_the_text() -> None:
    document = _read(
        f"{_OPENING}Điều 1. Quyền hạn ký\n\nVí dụ:\n\nTM. HỘI ĐỒNG\nCHỦ TỊCH\n\n"
        "Nơi nhận:\n- Như trên.\n\nĐiều 2. Hiệu lực\n\nCó hiệu lực từ ngày ký.\n\n"
        "Nơi nhận:\n- Các phòng;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Thị Lan\n"
    )
    assert document.signatory == Signatory(None, "GIÁM ĐỐC", "Trần Thị Lan")
    assert document.recipients == ("Các phòng", "Lưu: VT")
    assert [section.number for section in document.sections] == ["Điều 1", "Điều 2"]


def test_numbers_that_begin_again_behind_the_signature_are_an_annex() -> None:
    document = _read(
        f"{_OPENING}1. Một việc.\n\n2. Hai việc.\n\nNơi nhận:\n- Lưu: VT.\n\n"
        "GIÁM ĐỐC\n\nTrần Thị Lan\n\nPHỤ LỤC\n\n1. Ba việc.\n\n2. Bốn việc.\n"
    )
    assert document.signatory == Signatory(None, "GIÁM ĐỐC", "Trần Thị Lan")


def test_a_cell_of_title_and_name_alone_is_a_signature() -> None:
    signs = [p(text) for text in ("CHỦ TỊCH QUỐC HỘI", "(đã ký)", "Trần Thị Lan")]
    body = p("NGHỊ QUYẾT") + p("Về việc thử") + p("Điều 1. Một câu.")
    data = docx(body + table(tc(p()) + tc(*signs)))
    document = readers.read(data, "a.docx")
    assert document.signatory == Signatory(None, "CHỦ TỊCH QUỐC HỘI", "Trần Thị Lan")


def test_a_table_of_communes_is_no_signature() -> None:
    document = _read(f"{_OPENING}Danh sách:\n\n|\nTRƯỞNG THÔN\n|\nXã Nam Suối\n|\n\nHết.\n")
    assert document.signatory is None


def test_the_date_of_another_document_is_not_its_own() -> None:
    document = _read(
        "Phụ lục\nMẪU BÁO CÁO\n(Ban hành kèm theo Nghị định số 68/2011/NĐ-CP\n"
        "ngày 08 tháng 8 năm 2011 của Chính phủ)\n\n1. Một việc.\n"
    )
    assert document.header.date is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ỦY BAN THƯỜNG VỤ", "QUỐC HỘI"], (None, "ỦY BAN THƯỜNG VỤ QUỐC HỘI")),
        (["THỦ TƯỚNG", "CHÍNH PHỦ"], (None, "THỦ TƯỚNG CHÍNH PHỦ")),
        (["TỈNH ỦY ĐẮK MÂY", "BAN TỔ CHỨC"], ("TỈNH ỦY ĐẮK MÂY", "BAN TỔ CHỨC")),
    ],
)
def test_a_body_on_two_lines_is_one(
    lines: list[str], expected: tuple[str | None, str | None]
) -> None:
    assert issuer_of([(line, False) for line in lines]) == expected


def test_a_table_of_bars_ends_where_the_text_goes_on() -> None:
    rows = "".join(f"|\n{n}\n|\nXã Đồi Ngang {n}\n|\n{n * 10}\n|\n" for n in range(1, 5))
    text = (
        f"{_OPENING}Điều 1. Tỷ lệ vốn\n\n{rows}|\nb. Đối với các công trình khác, Ủy ban nhân dân\n"
        "xem xét, hỗ trợ bổ sung có mục tiêu cho ngân sách\ncấp xã không đảm bảo nguồn kinh phí\n"
        "đối ứng theo quy định hiện hành của pháp luật\nvà hướng dẫn của cơ quan chuyên môn cấp\n"
        "trên trong từng giai đoạn cụ thể.\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký.\n"
        "|\nNơi nhận:\n- Lưu: VT.\n|\nCHỦ TỊCH\nTrần Thị Lan\n|\n"
    )
    document = _read(text)
    assert [section.number for section in document.sections] == ["Điều 1", "Điều 2"]
    assert document.signatory == Signatory(None, "CHỦ TỊCH", "Trần Thị Lan")
    assert [table.role for table in document.tables()] == ["content"]
