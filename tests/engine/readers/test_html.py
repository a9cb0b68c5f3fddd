from __future__ import annotations

import pytest

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.readers.html import read_html
from minhbach.readers.html_page import decode_page
from minhbach.readers.raw import RawParagraph, RawTable
from minhbach.vi.legacy import Encoding, from_unicode


def _texts(page: str) -> list[str]:
    return [block.text for block in read_html(page.encode(), "a.html").blocks]


def test_html_drops_scripts_menus_and_hidden_parts() -> None:
    page = """<nav><a href=x>Trang chủ</a></nav><script>var a</script>
        <ul class="menu"><li><a href=1>Một</a><li><a href=2>Hai</a></ul>
        <p>Điều 1. Phạm vi<span style="display:none">ẩn</span></p><footer>Bản quyền</footer>"""

    raw = read_html(page.encode(), "a.html")

    assert [block.text for block in raw.blocks] == ["Điều 1. Phạm vi"]
    assert raw.found == {"hidden-text-dropped": [1]}


def test_html_keeps_looks_from_tags_styles_and_classes() -> None:
    page = (
        "<style>p.Giua {text-align:center} .dam {font-weight:bold}</style>"
        '<p class=Giua><span class=dam>KẾ</span> <span style="font-size:14pt"><i>HOẠCH</i></span>'
    )

    paragraph = read_html(page.encode(), "a.html").blocks[0]

    assert isinstance(paragraph, RawParagraph)
    assert (paragraph.text, paragraph.align) == ("KẾ HOẠCH", "center")
    assert [(s.start, s.end, s.bold, s.italic, s.size) for s in paragraph.spans] == [
        (0, 2, True, False, None),
        (2, 3, False, False, None),
        (3, 8, False, True, 14.0),
    ]


def test_html_shows_the_marks_of_lists() -> None:
    page = "<ol type=I start=2><li>Mục đích<li>Yêu cầu<ul><li>Kịp thời</ul></ol>"

    assert _texts(page) == ["II. Mục đích", "III. Yêu cầu", "• Kịp thời"]


def test_html_of_word_keeps_typed_list_marks_with_one_space() -> None:
    page = (
        "<p class=MsoListParagraph>1.<span style='font:7.0pt \"Times New Roman\"'>"
        "&nbsp;&nbsp;&nbsp;&nbsp; </span>Nội dung</p>"
    )

    paragraph = read_html(page.encode(), "a.html").blocks[0]

    assert isinstance(paragraph, RawParagraph)
    assert (paragraph.mark, paragraph.text) == ("1.", "1. Nội dung")


def test_html_line_breaks_part_lines_and_two_part_paragraphs() -> None:
    assert _texts("<p>Chương I<br>QUY ĐỊNH CHUNG<br><br>Điều 1</p>") == [
        "Chương I\nQUY ĐỊNH CHUNG",
        "Điều 1",
    ]


def test_html_table_spans_go_to_their_places() -> None:
    page = (
        "<table><tr><th rowspan=2>TT</th><th colspan=2>Số hội nghị</th></tr>"
        "<tr><td>Quý I</td><td>Quý II</td></tr></table>"
    )

    table = read_html(page.encode(), "a.html").blocks[0]

    assert isinstance(table, RawTable)
    assert (table.rows, table.columns, table.header_rows) == (2, 3, 1)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (1, 1, 2, 1, "TT"),
        (1, 2, 1, 2, "Số hội nghị"),
        (2, 2, 1, 1, "Quý I"),
        (2, 3, 1, 1, "Quý II"),
    ]


def test_html_layout_table_around_the_page_is_no_table() -> None:
    page = "<table><tr><td><p>Điều 1</p><table><tr><td>a<td>b</tr></table></td></tr></table>"

    assert [type(block).__name__ for block in read_html(page.encode(), "a").blocks] == [
        "RawParagraph",
        "RawTable",
    ]


def test_html_legacy_font_becomes_unicode() -> None:
    raw = read_html('<p><font face=".VnTime">Céng hßa</font></p>'.encode(), "a.html")

    assert raw.blocks[0].text == "Cộng hòa"
    assert raw.found == {"legacy-tcvn3": [1]}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("số".encode(), "số"),
        ("\ufeffsố".encode("utf-16-le"), "số"),
        (b"<meta charset=windows-1252>caf\xe9", "<meta charset=windows-1252>café"),
    ],
)
def test_html_decodes_by_mark_by_fit_and_by_declaration(data: bytes, text: str) -> None:
    assert decode_page(data).lstrip("\ufeff") == text


@pytest.mark.parametrize(
    "page", ["<div>" * 100_000 + "x", "<p " + " ".join(f"a{i}=1" for i in range(9000)) + ">x"]
)
def test_html_refuses_pages_built_to_exhaust_the_parser(page: str) -> None:
    with pytest.raises(RefusedFile) as caught:
        read_html(page.encode(), "a.html")
    assert caught.value.code == "html-too-deep"


def test_html_without_text_is_unreadable() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_html(b"<html><script>x</script></html>", "a.html")
    assert caught.value.code == "html-unreadable"


def test_html_block_of_very_many_lines_gives_a_paragraph_a_line() -> None:
    assert len(_texts("<p>" + "Dòng<br>" * 5_000)) == 5_000


def test_html_of_word_keeps_footnotes_apart_and_raised_digits_raised() -> None:
    page = (
        "<h2>Mục</h2><p>Đạt 25<sup>1</sup> m<sup>2</sup>, CO<sub>2</sub><del>bỏ</del></p>"
        '<div id="ftn1"><p>[1] Chú thích.</p></div><p>Sau.</p>'
    )

    raw = read_html(page.encode(), "a.html")

    shown = [(b.text, b.place, b.outline) for b in raw.blocks if isinstance(b, RawParagraph)]
    assert shown == [
        ("Mục", "p", 2),
        ("Đạt 25¹ m², CO₂", "p", None),
        ("[1] Chú thích.", "f", None),
        ("Sau.", "p", None),
    ]
    assert raw.found == {"deleted-text-dropped": [2]}


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_html_of_old_letters_without_named_fonts_is_converted_and_noted(encoding: Encoding) -> None:
    body = "Chương trình khung đào tạo, bồi dưỡng kiến thức về môi giới bất động sản. " * 8
    lines = ["Quyết định", body.strip(), "Điều 1"]
    page = "".join(f"<p>{from_unicode(line, encoding)}</p>" for line in lines)

    raw = read_html(f"<p>QUYẾT ĐỊNH</p>{page}".encode(), "a.html")

    assert [block.text for block in raw.blocks] == ["QUYẾT ĐỊNH", *lines]
    assert raw.found == {f"legacy-{encoding}": [2, 3, 4]}


def test_html_in_unicode_with_a_few_odd_signs_stays_as_it_is() -> None:
    text = "Diện tích 25 m² ± 5 %, giá 10 µg/lít; tài sản của các cơ quan nhà nước được giao"

    raw = read_html(f"<p>{text}</p>".encode(), "a.html")

    assert ([block.text for block in raw.blocks], raw.found) == ([text], {})
