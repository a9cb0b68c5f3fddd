"""Citations of Documents: places, the document's own number, follow-ups; and hostile input."""

from __future__ import annotations

import doctest
import time
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.citations import bodies, codes, find_citations, find_in_text, folding, search
from minhbach.citations.folding import fold
from minhbach.model.document import Document, Header, Paragraph
from minhbach.readers import read

_EXAMPLES = Path(__file__).parents[3] / "examples"


def _document(*texts: str, header: Header | None = None) -> Document:
    blocks = tuple(Paragraph(f"p{i}", text) for i, text in enumerate(texts, 1))
    return Document("a.txt", "txt", header=header or Header(), blocks=blocks)


@pytest.mark.parametrize("module", [bodies, codes, folding, search])
def test_docstring_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)

    assert (result.failed, result.attempted > 0) == (0, True)


def test_example_plan_has_its_thirteen_citations() -> None:
    plan = read((_EXAMPLES / "ke-hoach-2024.txt").read_bytes(), "ke-hoach-2024.txt")

    found = [c for c in find_citations(plan) if c.cls == "numbered"]

    assert [(c.notation, c.date.isoformat() if c.date else None, c.issuer) for c in found] == [
        ("104-HD/BTGTU", "2024-01-03", "Ban Tuyên giáo Tỉnh uỷ"),
        ("68/2022/QH15", None, None),
        ("69/2022/QH15", None, None),
        ("70/2022/QH15", None, None),
        ("101/2023/QH15", None, None),
        ("64-KL/TW", "2023-10-18", "Hội nghị Trung ương 8 (khóa XIII)"),
        ("103/2023/QH15", "2023-11-09", "Quốc hội"),
        ("34-NQ/TW", "2023-01-09", "Bộ Chính trị"),
        ("53-KL/TW", "2023-04-28", "Bộ Chính trị"),
        ("59-KL/TW", "2023-08-08", "Bộ Chính trị"),
        ("68-CTr/TU", "2021-10-15", "Ban Chấp hành Đảng bộ tỉnh"),
        ("538-BC/TU", "2023-12-01", "Ban Thường vụ Tỉnh ủy"),
        ("09-NQ/TU", "2023-12-01", "Ban Chấp hành Đảng bộ tỉnh"),
    ]


def test_places_point_into_the_running_text() -> None:
    doc = _document("Mở đầu.", "Căn cứ Nghị định số 30/2020/NĐ-CP;", "và Luật Đất đai.")

    found = find_citations(doc)

    assert [(c.anchor, doc.text[c.start : c.end], c.quote) for c in found] == [
        ("p2", "Nghị định số 30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP"),
        ("p3", "Luật Đất đai", "Luật Đất đai"),
    ]


def test_own_number_is_no_citation() -> None:
    header = Header(kind="ke-hoach", kind_name="Kế hoạch", number="12/KH-UBND")
    doc = _document(
        "Số: 12 /KH-UBND",
        "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của UBND tỉnh)",
        "thay thế Kế hoạch số 11/KH-UBND",
        header=header,
    )

    assert [c.notation for c in find_citations(doc)] == ["11/KH-UBND"]


def test_annex_line_is_no_citation_where_the_header_is_unread() -> None:
    doc = _document("(Ban hành kèm theo Quyết định số 95/2025/QĐ-UBND ngày 24/11/2025)")

    assert find_citations(doc) == ()


def test_number_in_the_subject_is_a_citation() -> None:
    doc = _document("V/v thực hiện Nghị quyết số 98/2023/QH15", header=Header(number="5615/CT-CS"))

    assert [c.notation for c in find_citations(doc)] == ["98/2023/QH15"]


def test_citation_cut_between_paragraphs_is_one() -> None:
    doc = _document("theo Quyết định số", "66/2018/QĐ-UBND ngày", "28/12/2018)")

    found = find_citations(doc)

    assert [(c.notation, str(c.date), c.anchor) for c in found] == [
        ("66/2018/QĐ-UBND", "2018-12-28", "p1")
    ]


def test_citations_do_not_cross_paragraphs() -> None:
    doc = _document("Nghị định số 30/2020/NĐ-CP", "Ngày 05/3/2020 của Chính phủ")

    found = find_citations(doc)

    assert [(c.notation, c.date) for c in found] == [("30/2020/NĐ-CP", None)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Thông tư số 01/2014/TT-BGDĐT ngày 24/01/2014 của Bộ", "Giáo dục và Đào tạo ban hành"),
        ("Thông tư số 01/2014/TT-BGDĐT ngày 24/01/2014 của", "Bộ Giáo dục và Đào tạo ban hành"),
        ("Thông tư số 01/2014/TT-BGDĐT ngày 24/01/2014", "của Bộ Giáo dục và Đào tạo ban hành"),
        ("Thông tư số 01/2014/TT-BGDĐT", "ngày 24/01/2014 của Bộ Giáo dục và Đào tạo"),
        ("Thông tư số 01/2014/TT-BGDĐT ngày 24 tháng 01 năm", "2014 của Bộ Giáo dục và Đào tạo"),
    ],
)
def test_citation_goes_on_over_a_line_that_ends_inside_it(lines: tuple[str, ...]) -> None:
    found = find_citations(_document(*lines))

    assert [(c.notation, str(c.date), c.issuer) for c in found] == [
        ("01/2014/TT-BGDĐT", "2014-01-24", "Bộ Giáo dục và Đào tạo")
    ]


@pytest.mark.parametrize("following", ["Căn cứ Luật Đất đai;", "Điều 2. Sở Nội vụ thi hành"])
def test_issuer_does_not_run_into_the_next_paragraph(following: str) -> None:
    found = find_citations(_document("theo Quyết định số 5/QĐ-UBND của UBND tỉnh", following))

    assert found[0].issuer == "UBND tỉnh"


def test_annex_line_of_another_document_is_a_citation() -> None:
    header = Header(number="5042/QĐ-BNNMT")
    doc = _document(
        "(Kèm theo Nghị định số 226/2025/NĐ-CP ngày 15/8/2025 của Chính phủ)",
        "(Kèm theo Quyết định số 5042 /QĐ-BNNMT ngày 03/12/2025)",
        header=header,
    )

    assert [c.notation for c in find_citations(doc)] == ["226/2025/NĐ-CP"]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thông báo số 4/TB-VPQH của Văn phòng Quốc hội, Bộ Xây dựng họp", "Văn phòng Quốc hội"),
        ("Kết luận số 5-KL/TW của Bộ Chính trị, Ban Bí thư", "Bộ Chính trị, Ban Bí thư"),
        ("Báo cáo số 7/BC-BPC của Ban Pháp chế HĐND Thành phố về", "Ban Pháp chế HĐND Thành phố"),
        ("SỐ 5/QĐ-UBND CỦA UBND THÀNH PHỐ ĐÀ NẴNG VÀ QUYẾT ĐỊNH", "UBND THÀNH PHỐ ĐÀ NẴNG"),
        ("Thông tư số 21/2025/TT-BYT ngày 27/6/2025của Bộ Y tế", "Bộ Y tế"),
    ],
)
def test_issuer_ends_where_the_name_ends(text: str, issuer: str) -> None:
    assert find_in_text(text)[0].issuer == issuer


def test_this_document_is_no_follow_up_but_another_type_is() -> None:
    header = Header(kind="thong-tu", kind_name="Thông tư")
    doc = _document(
        "Nghị định số 30/2020/NĐ-CP; Thông tư số 01/2011/TT-BNV;",
        "theo Nghị định này và Thông tư này",
        header=header,
    )

    found = [c for c in find_citations(doc) if c.cls == "follow-up"]

    assert [(c.quote, c.key) for c in found] == [("Nghị định này", "qppl:NĐ:30/2020:CP")]


def test_impossible_date_is_left_out_of_the_fields() -> None:
    (citation,) = find_in_text("Quyết định số 12/QĐ-UBND ngày 31/02/2025 của UBND tỉnh")

    assert (citation.date, citation.issuer) == (None, "UBND tỉnh")


def test_folding_keeps_length_and_spares_qu() -> None:
    words = "Uỷ ban, khoá, QUÝ, quỳ, thuỷ – İ"

    assert (fold(words)[:22], len(fold(words))) == ("ủy ban, khóa, quý, quỳ", len(words))


@pytest.mark.parametrize(
    "hostile",
    [
        "số " * 20_000 + "1/QĐ",
        "1/" * 40_000,
        "1, " * 30_000 + "2-KL/TW",
        "Luật sửa đổi " * 8_000,
        "khoản 1 Điều 2, " * 6_000 + "Nghị định số 1/2020/NĐ-CP",
        "của Bộ " * 15_000,
        "Nghị quyết Đại hội " * 8_000,
        "QĐ-" * 30_000,
        "Nghị định số 1/2020/NĐ-CP; " * 3_000,
    ],
    ids=["so", "slashes", "numbers", "laws", "pinpoints", "bodies", "congress", "dashes", "many"],
)
def test_hostile_text_is_read_fast(hostile: str) -> None:
    start = time.process_time()

    find_in_text(hostile)

    assert time.process_time() - start < 5


_PIECES = st.sampled_from(
    [
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "Kết luận số 187, 188-KL/TW",
        "Luật Đất đai năm 2024",
        "Nghị quyết Đại hội XIII của Đảng",
        "khoản 2 Điều 5",
        "và",
        "; số 12/QĐ-UBND",
        "Nghị định nêu trên",
        "(Kèm theo Quyết định số 5/QĐ-UBND)",
        "\n\n",
        "\n",
        "Uỷ ban nhân dân xã",
    ]
)


@given(st.lists(_PIECES, max_size=9))
def test_quotes_stand_where_they_say(pieces: list[str]) -> None:
    text = " ".join(pieces)

    found = find_in_text(text)

    assert [text[c.start : c.end] for c in found] == [c.quote for c in found]
    assert [c.start for c in found] == sorted(c.start for c in found)


def test_short_numbers_share_type_and_issuer() -> None:
    found = find_in_text("Nghị quyết 57, 59, 66 và 68 của Bộ Chính trị; Quy định 377, 15 ngày")

    assert [(c.kind, c.notation, c.issuer) for c in found] == [
        ("Nghị quyết", "57", "Bộ Chính trị"),
        ("Nghị quyết", "59", "Bộ Chính trị"),
        ("Nghị quyết", "66", "Bộ Chính trị"),
        ("Nghị quyết", "68", "Bộ Chính trị"),
        ("Quy định", "377", None),
    ]


def test_space_for_the_dash_of_a_party_number_is_repaired() -> None:
    (found,) = find_in_text("Nghị quyết số 66 NQ/TW ngày 30/4/2025 của Bộ Chính trị")

    assert (found.notation, found.repaired) == ("66-NQ/TW", True)
