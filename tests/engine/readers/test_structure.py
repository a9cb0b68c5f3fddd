"""What the parts of a document are: header block, section tree, recipients, signature."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.engine.readers.word_files import bold, centred, docx, p, table, tc

from minhbach import readers
from minhbach.model.document import Document, Header, Section, Signatory
from minhbach.readers.issuer import issuer_of
from minhbach.readers.marks import mark_of
from minhbach.readers.signatory import signatory_of

_EXAMPLES = Path(__file__).parents[3] / "examples"

Tree = list[tuple[str, str | None, int, "Tree"]]


def _tree(sections: tuple[Section, ...]) -> Tree:
    return [(s.number, s.heading, len(s.paragraphs), _tree(s.children)) for s in sections]


def _read(text: str) -> Document:
    return readers.read(text.encode(), "a.txt")


_STATE = """ỦY BAN NHÂN DÂN
TỈNH SƠN KHÊ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 310/KH-UBND
Sơn Khê, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Tuyên truyền kết quả phát triển kinh tế - xã hội năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương;

I. MỤC ĐÍCH

Nội dung mục đích.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT, NV (2).

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Lê Thị Mẫu
"""


def test_state_header_of_plain_lines() -> None:
    document = _read(_STATE)

    assert document.profile == "state"
    assert document.header == Header(
        kind="ke-hoach",
        kind_name="Kế hoạch",
        number="310/KH-UBND",
        date=date(2026, 3, 5),
        place="Sơn Khê",
        issuer="ỦY BAN NHÂN DÂN TỈNH SƠN KHÊ",
        subject="Tuyên truyền kết quả phát triển kinh tế - xã hội năm 2026",
    )
    assert document.recipients == ("Sở Nội vụ", "Lưu: VT, NV (2)")
    assert document.signatory == Signatory(
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mẫu"
    )
    assert document.notes == ()


_PARTY_TABLE = table(
    tc(
        p("ĐẢNG BỘ KHỐI CÁC CƠ QUAN"),
        p("TỈNH SƠN KHÊ"),
        bold("CHI BỘ SỞ MẪU"),
        p("*"),
        p("Số 08-BC/CB"),
    )
    + tc(bold("ĐẢNG CỘNG SẢN VIỆT NAM"), p(""), p("Vân Khê, ngày 15 tháng 4 năm 2024"))
)
_PARTY_END = table(
    tc(p("Nơi nhận:"), p("- Ban Tuyên giáo Đảng uỷ Khối,"), p("- Lưu Chi bộ."))
    + tc(bold("T/M CHI BỘ"), p("BÍ THƯ"), p(""), bold("Lò Văn Mẫu"))
)
_TITLE = (
    centred("BÁO CÁO") + centred("kết quả tuyên truyền") + centred("quý I năm 2024") + p("-----")
)


def test_party_header_of_a_table() -> None:
    body = _PARTY_TABLE + _TITLE + p("Chi bộ báo cáo như sau:") + bold("1. Kết quả") + p("Tốt.")
    document = readers.read(docx(body + _PARTY_END), "a.docx")

    assert document.profile == "party"
    assert document.header == Header(
        kind="bao-cao",
        kind_name="Báo cáo",
        number="08-BC/CB",
        date=date(2024, 4, 15),
        place="Vân Khê",
        issuer="CHI BỘ SỞ MẪU",
        parent_issuer="ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH SƠN KHÊ",
        subject="kết quả tuyên truyền quý I năm 2024",
    )
    assert _tree(document.sections) == [("1", "Kết quả", 1, [])]
    assert document.recipients == ("Ban Tuyên giáo Đảng uỷ Khối", "Lưu Chi bộ")
    assert document.signatory == Signatory("T/M CHI BỘ", "BÍ THƯ", "Lò Văn Mẫu")
    assert list(document.tables()) == []


def test_header_set_with_tabs() -> None:
    body = (
        p("\tĐẢNG BỘ KHỐI\tĐẢNG CỘNG SẢN VIỆT NAM")
        + p("\tCHI BỘ SỞ MẪU\tVân Khê, ngày 15 tháng 4 năm 2024")
        + p("\t*")
        + p("\tSố 08-BC/CB")
    )
    header = readers.read(docx(body + _TITLE), "a.docx").header

    assert (header.parent_issuer, header.issuer, header.number, header.date) == (
        "ĐẢNG BỘ KHỐI",
        "CHI BỘ SỞ MẪU",
        "08-BC/CB",
        date(2024, 4, 15),
    )


def test_official_letter_has_no_type_name() -> None:
    left = tc(p("UBND TỈNH SƠN KHÊ"), bold("SỞ NỘI VỤ"), p("Số: 12/SNV-TC"), p("V/v báo cáo quý I"))
    right = tc(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Sơn Khê, ngày     tháng 3 năm 2026"))
    body = (
        table(left + right)
        + p("Kính gửi:")
        + p("- Sở Tài chính;")
        + p("- Sở Y tế.")
        + p("Nội dung.")
    )
    document = readers.read(docx(body), "a.docx")

    assert document.header == Header(
        kind="cong-van",
        kind_name="Công văn",
        number="12/SNV-TC",
        place="Sơn Khê",
        issuer="SỞ NỘI VỤ",
        parent_issuer="UBND TỈNH SƠN KHÊ",
        subject="V/v báo cáo quý I",
        addressees=("Sở Tài chính", "Sở Y tế"),
    )


def test_a_number_not_given_yet_stays_blank() -> None:
    document = _read(_STATE.replace("310/KH-UBND", "      /KH-UBND").replace("ngày 05", "ngày ..."))

    assert (document.header.number, document.header.date, document.header.place) == (
        None,
        None,
        "Sơn Khê",
    )


def test_nothing_is_invented_without_a_header() -> None:
    document = _read("KẾ HOẠCH\n\ntuyên truyền năm 2024\n\nI. MỤC ĐÍCH\n\nNội dung.\n")

    assert document.header == Header(
        kind="ke-hoach", kind_name="Kế hoạch", subject="tuyên truyền năm 2024"
    )
    assert (document.profile, document.signatory, document.recipients) == ("", None, ())
    assert [note.code for note in document.notes] == ["header-missing"]


def test_subject_in_small_letters_right_under_the_type_name() -> None:
    header = _read("KẾ HOẠCH\nvề công tác tuyên truyền").header

    assert (header.kind, header.subject) == ("ke-hoach", "về công tác tuyên truyền")


def test_header_and_number_that_disagree_are_mixed() -> None:
    assert _read(_STATE.replace("310/KH-UBND", "310-KH/TU")).profile == "mixed"


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        ([("BỘ TÀI CHÍNH", False), ("CỤC THUẾ", True)], "BỘ TÀI CHÍNH", "CỤC THUẾ"),
        (
            [("ỦY BAN NHÂN DÂN", True), ("THÀNH PHỐ CẦN THƠ", True)],
            None,
            "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",
        ),
        ([("CHI BỘ", False), ("SỞ NGOẠI VỤ", False)], None, "CHI BỘ SỞ NGOẠI VỤ"),
        (
            [
                ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", False),
                ("BỘ LAO ĐỘNG - THƯƠNG BINH", False),
                ("VÀ XÃ HỘI", False),
            ],
            None,
            "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        ),
        (
            [("BAN CHẤP HÀNH", False), ("TRUNG ƯƠNG", False), ("BAN TỔ CHỨC", True)],
            "BAN CHẤP HÀNH TRUNG ƯƠNG",
            "BAN TỔ CHỨC",
        ),
        ([], None, None),
    ],
)
def test_issuer_and_parent_are_taken_apart(
    lines: list[tuple[str, bool]], parent: str | None, issuer: str | None
) -> None:
    assert issuer_of(lines) == (parent, issuer)


@pytest.mark.parametrize(
    ("lines", "signatory"),
    [
        (["TRƯỞNG BAN", "", "Phạm Văn Mẫu"], Signatory(None, "TRƯỞNG BAN", "Phạm Văn Mẫu")),
        (["T/M BỘ CHÍNH TRỊ", "Trần Mẫu"], Signatory("T/M BỘ CHÍNH TRỊ", None, "Trần Mẫu")),
        (
            ["TM. ỦY BAN", "NHÂN DÂN", "CHỦ TỊCH", "[daky]", "Lê Mẫu"],
            Signatory("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Mẫu"),
        ),
        (
            ["KT. BỘ TRƯỞNG,", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Phạm Mẫu"],
            Signatory("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Phạm Mẫu"),
        ),
        (["THỨ TRƯỞNG", "Thượng tướng Võ Mẫu"], Signatory(None, "THỨ TRƯỞNG", "Võ Mẫu")),
        (["Nguyễn Văn Mẫu"], None),
        ([], None),
    ],
)
def test_signatory_is_authority_title_name(lines: list[str], signatory: Signatory | None) -> None:
    assert signatory_of(lines) == signatory


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I. MỤC ĐÍCH", "I"),
        ("I- TÌNH HÌNH", "I"),
        ("1. Mục đích", "1"),
        ("1- Kết quả", "1"),
        ("1.1. Mục tiêu", "1.1"),
        ("1.1 Mục tiêu", "1.1"),
        ("a) Chi bộ", "a"),
        ("đ) Chi bộ", "đ"),
        ("(1) Tổ chức", "(1)"),
        ("Điều 5. Hiệu lực", "Điều 5"),
        ("Chương II", "Chương II"),
        ("Phần thứ nhất", "Phần thứ nhất"),
        ("- Tổ chức", "-"),
        ("+ Tổ chức", "+"),
    ],
)
def test_mark_of_reads_the_number(text: str, number: str) -> None:
    mark = mark_of(text)

    assert mark is not None
    assert mark.number == number


@pytest.mark.parametrize(
    "text",
    [
        "2024 là năm",
        "101/2023/QH15... Chính phủ",
        "120.000 lồng nuôi",
        "V/v báo cáo",
        "Điều 5 Nghị định này quy định",
        "12/3/2024",
        "-5 độ",
        "Quý I. Tổng",
        "3,5 triệu",
        "",
    ],
)
def test_mark_of_spares_running_text(text: str) -> None:
    assert mark_of(text) is None


def _sections(*paragraphs: str) -> Tree:
    document = readers.read(
        docx(_PARTY_TABLE + _TITLE + "".join(paragraphs) + _PARTY_END), "a.docx"
    )
    return _tree(document.sections)


def test_sections_nest_by_the_kind_of_their_marks() -> None:
    tree = _sections(
        bold("I. KẾT QUẢ"),
        bold("1. Tuyên truyền"),
        p("a) Tổ chức 12 hội nghị;"),
        p("b) Phát hành tài liệu."),
        bold("2. Báo cáo viên"),
        p("Có 12 đồng chí."),
        p("- Bổ sung 01 đồng chí."),
        bold("II. NHIỆM VỤ"),
        p("Tiếp tục thực hiện."),
    )

    assert tree == [
        (
            "I",
            "KẾT QUẢ",
            0,
            [
                ("1", "Tuyên truyền", 0, [("a", None, 1, []), ("b", None, 1, [])]),
                ("2", "Báo cáo viên", 2, []),
            ],
        ),
        ("II", "NHIỆM VỤ", 1, []),
    ]


def test_articles_hold_clauses_and_points() -> None:
    tree = _sections(
        p("Chương I"),
        centred("QUY ĐỊNH CHUNG"),
        bold("Điều 1. Phạm vi điều chỉnh"),
        p("1. Thông tư này quy định:"),
        p("a) Nội dung;"),
        p("2. Thông tư này không áp dụng với việc khác."),
        p("Điều 2. Thông qua báo cáo này."),
    )

    assert tree == [
        (
            "Chương I",
            "QUY ĐỊNH CHUNG",
            0,
            [
                (
                    "Điều 1",
                    "Phạm vi điều chỉnh",
                    0,
                    [("1", None, 1, [("a", None, 1, [])]), ("2", None, 1, [])],
                ),
                ("Điều 2", None, 1, []),
            ],
        )
    ]


@pytest.mark.parametrize(
    ("paragraphs", "heading", "count"),
    [
        ([bold("1. Mục đích"), p("Nội dung.")], "Mục đích", 1),
        ([p("1. Sở Nội vụ"), p("- Chủ trì thực hiện.")], "Sở Nội vụ", 1),
        ([p("1. Tổ chức 32 buổi tuyên truyền.")], None, 1),
        ([p("1. Cơ quan thực hiện:"), p("- Sở Nội vụ.")], "Cơ quan thực hiện", 1),
        ([p("1. Thực hiện các nội dung sau:"), p("- Một.")], None, 2),
        ([p("1. Sở Tài chính: Bố trí kinh phí.")], None, 1),
        (
            [
                "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Thời gian:</w:t></w:r>"
                '<w:r><w:t xml:space="preserve"> Từ tháng 10.</w:t></w:r></w:p>'
            ],
            "Thời gian",
            1,
        ),
        (
            [
                "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1.</w:t></w:r>"
                '<w:r><w:t xml:space="preserve"> Bộ Chính trị nhất trí.</w:t></w:r></w:p>'
            ],
            None,
            1,
        ),
    ],
)
def test_heading_or_running_paragraph(
    paragraphs: list[str], heading: str | None, count: int
) -> None:
    assert _sections(*paragraphs) == [("1", heading, count, [])]


def test_report_without_numbers_has_its_bold_labels() -> None:
    label = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}:</w:t></w:r><w:r><w:t> {}</w:t></w:r></w:p>"
    tree = _sections(
        p("Chi bộ báo cáo như sau:"),
        label.format("Đánh giá", "Các đồng chí chủ động."),
        label.format("Kiến nghị", "Không có."),
    )

    assert tree == [("", "Đánh giá", 1, []), ("", "Kiến nghị", 1, [])]


def test_annex_is_a_section_of_its_own() -> None:
    text = _STATE + (
        "\nPHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 310/KH-UBND)\n\n1. Nhiệm vụ một.\n"
    )

    assert _tree(_read(text).sections)[1:] == [
        ("PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", 0, [("1", None, 1, [])])
    ]


def test_quoted_articles_open_no_sections() -> None:
    tree = _sections(
        bold("Điều 1. Sửa đổi Điều 3"),
        p("“Điều 3. Mức chi"),
        p("1. Mức chi là 100.000 đồng."),
        p("2. Mức khác do cơ quan quyết định.”"),
        bold("Điều 2. Hiệu lực"),
        p("Có hiệu lực từ ngày ký."),
    )

    assert tree == [("Điều 1", "Sửa đổi Điều 3", 3, []), ("Điều 2", "Hiệu lực", 1, [])]


def test_closing_paragraphs_belong_to_no_section() -> None:
    body = bold("I. KẾT QUẢ") + p("Tốt.") + p("Trên đây là báo cáo của Chi bộ.")
    document = readers.read(docx(_PARTY_TABLE + _TITLE + body + _PARTY_END), "a.docx")

    assert _tree(document.sections) == [("I", "KẾT QUẢ", 1, [])]
    assert [q.text for q in document.paragraphs() if q.role == "closing"] == [
        "Trên đây là báo cáo của Chi bộ."
    ]


@pytest.mark.parametrize(
    "path", sorted((_EXAMPLES / "quy-1-2024").glob("*.docx")), ids=lambda f: f.stem
)
def test_every_example_report_has_its_header_and_signature(path: Path) -> None:
    document = readers.read(path.read_bytes(), path.name)
    header = document.header

    assert (header.kind, document.profile) == ("bao-cao", "party")
    assert None not in (header.number, header.date, header.place, header.issuer, header.subject)
    assert document.signatory is not None
    assert document.signatory.name is not None
    assert len(document.recipients) >= 2
    assert document.sections
