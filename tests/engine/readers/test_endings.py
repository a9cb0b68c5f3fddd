"""Where a document really ends and who signed it; dates and bodies that only look the part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.engine.readers.word_files import centred, docx, p, table, tc

from minhbach import readers
from minhbach.model.document import Document, Header, Signatory
from minhbach.readers.issuer import issuer_of


def _read(text: str) -> Document:
    return readers.read(text.encode(), "a.txt")


_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_SLOGAN = "Độc lập - Tự do - Hạnh phúc"
_PLACE = "Đắk Lắk, ngày 5 tháng 3 năm 2025"
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


def test_what_follows_the_file_copy_and_its_full_stop_is_no_recipient() -> None:
    left = [p(text) for text in ("Nơi nhận:", "- Như trên;", "- Lưu: VT, KT.", "Huy (23 bản)")]
    right = [p(text) for text in ("GIÁM ĐỐC", "Trần Thị Lan")]
    body = p("QUYẾT ĐỊNH") + p("Về việc thử") + p("Điều 1. Một câu.")

    document = readers.read(docx(body + table(tc(*left) + tc(*right))), "a.docx")

    assert document.recipients == ("Như trên", "Lưu: VT, KT")
    assert document.signatory == Signatory(None, "GIÁM ĐỐC", "Trần Thị Lan")
    assert "Huy (23 bản)" in document.text


_LEFT = [p(text) for text in ("TM. ỦY BAN MẶT TRẬN", "CHỦ TỊCH", "Lê Văn An")]
_RIGHT = [
    p(text) for text in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Lan")
]
_COPIES = [p("Nơi nhận:"), p("- Như trên;"), p("- Lưu: VT.")]
_FRONT = Signatory("TM. ỦY BAN MẶT TRẬN", "CHỦ TỊCH", "Lê Văn An")
_COMMITTEE = Signatory("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Lan")


def _signs(*lines: str) -> str:
    return tc(*(p(line) for line in lines))


def test_all_who_sign_a_joint_paper_are_collected() -> None:
    court = _signs("KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN", "Trần Thị Lan")
    chief = _signs("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "Lê Văn Minh")
    police = _signs("KT. BỘ TRƯỞNG BỘ CÔNG AN", "THỨ TRƯỞNG", "Trung tướng Phạm Văn Hòa")
    army = _signs("KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG", "THỨ TRƯỞNG", "Đỗ Quốc Việt")
    last = "".join(p(line) for line in ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Ngô Thị Hà"))
    below = p("Nơi nhận:") + p("- Chính phủ;") + p("- Lưu: VT.")
    copy = table(_signs("SAO Y BẢN CHÍNH", "TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", "Vũ Văn Nam"))
    body = p("THÔNG TƯ LIÊN TỊCH") + p("Quy định một việc") + p("Điều 1. Một câu.")

    document = readers.read(
        docx(body + table(court + chief) + table(police + army) + last + below + copy), "a.docx"
    )

    assert document.signatory == Signatory("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "Lê Văn Minh")
    assert document.cosigners == (
        Signatory("KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN", "Trần Thị Lan"),
        Signatory("KT. BỘ TRƯỞNG BỘ CÔNG AN", "THỨ TRƯỞNG", "Phạm Văn Hòa"),
        Signatory("KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG", "THỨ TRƯỞNG", "Đỗ Quốc Việt"),
        Signatory("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Ngô Thị Hà"),
    )
    assert document.recipients == ("Chính phủ", "Lưu: VT")


@pytest.mark.parametrize(
    ("ending", "signatory", "cosigners"),
    [
        (table(tc(*_LEFT) + tc(*_RIGHT)), _COMMITTEE, (_FRONT,)),
        (table(tc(*_COPIES) + tc(*_LEFT) + tc(*_RIGHT)), _COMMITTEE, (_FRONT,)),
        (table(tc(*_LEFT) + tc(*_RIGHT), tc(*_COPIES) + tc(p())), _COMMITTEE, (_FRONT,)),
        ("".join(_COPIES) + table(tc(*_LEFT) + tc(*_RIGHT)), _COMMITTEE, (_FRONT,)),
        (
            table(tc(p("THƯ KÝ"), p("Lê Văn An")) + tc(p("CHỦ TỌA"), p("Trần Thị Lan"))),
            Signatory(None, "CHỦ TỌA", "Trần Thị Lan"),
            (Signatory(None, "THƯ KÝ", "Lê Văn An"),),
        ),
        (
            table(tc(*_COPIES) + tc(*_RIGHT[:2]) + tc(*_RIGHT[2:])),
            Signatory("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Lan"),
            (),
        ),
    ],
)
def test_each_of_two_who_sign_keeps_own_title_and_name(
    ending: str, signatory: Signatory, cosigners: tuple[Signatory, ...]
) -> None:
    body = p("NGHỊ QUYẾT LIÊN TỊCH") + p("Về việc thử") + p("Điều 1. Một câu.")
    document = readers.read(docx(body + ending), "a.docx")
    assert (document.signatory, document.cosigners) == (signatory, cosigners)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["SỞ Y TẾ", "Số:", "12/KH-SYT"], [_STATE, _SLOGAN, _PLACE]),
        (["SỞ Y TẾ", "Số", "12/KH-SYT"], [_STATE, _SLOGAN, _PLACE]),
        (["SỞ Y TẾ", "Số: 12", "/KH-SYT"], [_STATE, _SLOGAN, _PLACE]),
        (["SỞ Y TẾ", "Số: 12/KH-SYT"], [_STATE + _SLOGAN, _PLACE]),
        (["SỞ Y TẾ", "Số: 12/KH-SYT"], [f"{_STATE} {_SLOGAN} {_PLACE}"]),
        ([f"SỞ Y TẾ {_STATE}", _SLOGAN, f"Số: 12/KH-SYT {_PLACE}"], []),
        ([f"SỞ Y TẾ   {_STATE}", f"Số: 12/KH-SYT     {_PLACE}"], []),
    ],
)
def test_header_lines_cut_or_glued_give_the_same_fields(left: list[str], right: list[str]) -> None:
    cells = [tc(*map(p, lines)) for lines in (left, right) if lines]
    front = table("".join(cells)) if right else "".join(map(p, left))
    data = docx(front + p("KẾ HOẠCH") + p("Khám mắt năm 2025") + p("1. Một việc."))
    header = readers.read(data, "a.docx").header
    assert header == Header(
        "ke-hoach",
        "Kế hoạch",
        "12/KH-SYT",
        date(2025, 3, 5),
        "Đắk Lắk",
        "SỞ Y TẾ",
        subject="Khám mắt năm 2025",
    )


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


@pytest.mark.parametrize(
    ("ending", "signatory", "recipients"),
    [
        (
            "TM. UBND XÃ A\nNơi nhận:          CHỦ TỊCH\n- Sở Y tế;\n"
            "- Các phòng;               Trần Thị Lan\n- Lưu VT.\n",
            Signatory("TM. UBND XÃ A", "CHỦ TỊCH", "Trần Thị Lan"),
            ("Sở Y tế", "Các phòng", "Lưu VT"),
        ),
        (
            "KT/BỘ TRƯỞNG BỘ TÀI CHÍNH\nThứ trưởng\n(Đã ký)\nPhó Đức Tuân\n",
            Signatory("KT/BỘ TRƯỞNG BỘ TÀI CHÍNH", "Thứ trưởng", "Phó Đức Tuân"),
            (),
        ),
        (
            "TM. Chính phủ\nThủ tướng\nLê Văn Minh\n",
            Signatory("TM. Chính phủ", "Thủ tướng", "Lê Văn Minh"),
            (),
        ),
        ("TM. CHI ĐOÀN\nBÍ THƯ\n{{bi_thu}}\n", Signatory("TM. CHI ĐOÀN", "BÍ THƯ", None), ()),
        (
            "T/M CHI BỘ\n\nBÍ THƯ\n\n……………\n\nPHỤ LỤC\n\nMột câu.\n",
            Signatory("T/M CHI BỘ", "BÍ THƯ", None),
            (),
        ),
    ],
    ids=["columns by spaces", "small title", "small letters", "form", "draft with an annex"],
)
def test_signatures_of_old_papers_forms_and_drafts(
    ending: str, signatory: Signatory, recipients: tuple[str, ...]
) -> None:
    document = _read(f"{_OPENING}1. Một việc.\n\n2. Hai việc.\n\n{ending}")

    assert (document.signatory, document.recipients) == (signatory, recipients)


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (
            "QUYẾT ĐỊNH|CỦA BỘ TÀI CHÍNH SỐ 13/2001/QĐ-BTC|NGÀY 8 THÁNG 3 NĂM 2001|"
            "VỀ VIỆC THU THUẾ|Căn cứ Luật Thuế;",
            Header(
                "quyet-dinh",
                "Quyết định",
                "13/2001/QĐ-BTC",
                date(2001, 3, 8),
                issuer="BỘ TÀI CHÍNH",
                subject="VỀ VIỆC THU THUẾ",
            ),
        ),
        (
            f"UBND XÃ A|{_STATE}|{_SLOGAN}|KE HOACH|Tập huấn|(Kèm theo Quyết định số 5/QĐ-UBND|"
            "ngày 3/4/2024 của UBND xã)|Căn cứ Luật;",
            Header("ke-hoach", "Kế hoạch", issuer="UBND XÃ A", subject="Tập huấn"),
        ),
        (f"{_STATE}|{_SLOGAN}|ĐƠN ĐĂNG KÝ|CÔNG TY HỢP DANH|Kính gửi: Sở A", Header()),
    ],
    ids=["all in the title", "no accents, brackets over two lines", "a form"],
)
def test_titles_say_what_they_say_and_no_more(lines: str, header: Header) -> None:
    found = readers.read(docx("".join(map(centred, lines.split("|")))), "a.docx").header

    assert replace(found, addressees=()) == header
