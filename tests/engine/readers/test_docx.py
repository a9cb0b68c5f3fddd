"""Word documents: what shows on the paper is what is read."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from tests.engine.readers.word_files import bold, docx, p, table, tc

from minhbach import readers
from minhbach.model.document import Document, Note, Span, Table


def _texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in readers.read(data, "a.docx").paragraphs()]


def _r(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def test_offsets_point_into_the_running_text() -> None:
    document = readers.read(
        docx(p("Mở đầu.") + table(tc(p("A")) + tc(p("B"), p("C"))) + p("Kết thúc.")), "a.docx"
    )

    assert document.text == "Mở đầu.\nA\nB\nC\nKết thúc."
    assert all(document.text[q.start : q.end] == q.text for q in document.paragraphs())


def test_anchors_name_paragraphs_cells_notes() -> None:
    note = '<w:footnote w:id="2">' + p("Chú thích.") + "</w:footnote>"
    data = docx(p("Một.") + table(tc(p("A")) + tc(p("B"))) + p("Hai."), footnotes=note)
    document = readers.read(data, "a.docx")

    assert [q.anchor for q in document.paragraphs()] == ["p1", "t1!A1.1", "t1!B1.1", "p2", "f1"]
    cell = document.at("t1!B1")
    assert cell is not None
    assert cell.text == "B"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:t>68</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t>", "68-NQ/TW"),
        ("<w:t>68\u2011NQ/TW</w:t>", "68-NQ/TW"),
        ("<w:t>tuyên</w:t><w:softHyphen/><w:t>\u00ad truyền</w:t>", "tuyên truyền"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/><w:t> mục</w:t>', "• mục"),
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
        ('<w:t>trang</w:t><w:br w:type="page"/><w:t> sau</w:t>', "trang sau"),
        ("<w:t>e\u0301\u0302</w:t>", "ế"),
    ],
)
def test_characters_are_what_the_reader_sees(content: str, text: str) -> None:
    assert _texts(docx(_r(content))) == [text]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:t>một </w:t></w:r><w:ins w:id="1"><w:r><w:t>hai</w:t></w:r></w:ins></w:p>',
        '<w:p><w:r><w:t>một </w:t></w:r><w:del w:id="1"><w:r><w:delText>ba</w:delText></w:r>'
        "</w:del><w:r><w:t>hai</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>một </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:t>hai</w:t></w:r></w:p>",
        "<w:p><w:hyperlink><w:r><w:t>một </w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>hai</w:t>"
        "</w:r></w:smartTag></w:p>",
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>một hai</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>một hai</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        '<w:p><w:r><w:t>một </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>REF x</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>hai</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>một hai</w:t></w:r></w:fldSimple></w:p>',
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>một </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>hai</w:t></w:r></w:p>",
    ],
)
def test_changes_fields_and_containers_read_as_shown(body: str) -> None:
    assert _texts(docx(body)) == ["một hai"]


def test_dropped_text_is_noted() -> None:
    body = (
        '<w:p><w:r><w:t>còn</w:t></w:r><w:del w:id="1"><w:r><w:delText>mất</w:delText></w:r>'
        "</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    document = readers.read(docx(body), "a.docx")

    assert [(n.code, n.params) for n in document.notes if n.params] == [
        ("deleted-text-dropped", {"count": "1"}),
        ("hidden-text-dropped", {"count": "1"}),
    ]


def test_text_box_comes_once() -> None:
    box = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"
    body = (
        "<w:p><w:r><w:t>Thân.</w:t><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{box.format(p("Hộp"))}</mc:Choice>'
        f"<mc:Fallback>{box.format(p('Hộp'))}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = readers.read(docx(body), "a.docx")

    assert [(q.anchor, q.text) for q in document.paragraphs()] == [("p1", "Thân."), ("x1", "Hộp")]


_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="26"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Head"/><w:basedOn w:val="N"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="Em"/><w:rPr><w:i/></w:rPr></w:style>'
)


def test_looks_are_resolved_through_styles() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>đậm</w:t></w:r>'
        '<w:r><w:rPr><w:b w:val="0"/><w:sz w:val="30"/></w:rPr><w:t> thường</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t> nghiêng</w:t></w:r></w:p>'
    )
    paragraph = next(readers.read(docx(body, styles=_STYLES), "a.docx").paragraphs())

    font = "Times New Roman"
    assert (paragraph.align, paragraph.style) == ("center", "Head")
    assert paragraph.spans == (
        Span(0, 3, bold=True, font=font, size=13.0),
        Span(3, 10, font=font, size=15.0),
        Span(10, 18, bold=True, italic=True, font=font, size=13.0),
    )


def test_legacy_fonts_are_converted_per_run() -> None:
    old = '<w:rFonts w:ascii=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH"/>'
    body = p("b¸o c¸o", run=capitals) + p("§¶ng uû nh\u00ad sau", run=old) + p("Lục Thị", run=old)
    document = readers.read(docx(body + p("Đã là Unicode")), "a.docx")

    assert [q.text for q in document.paragraphs()] == [
        "BÁO CÁO",
        "Đảng uỷ như sau",
        "Lục Thị",
        "Đã là Unicode",
    ]
    assert Note("legacy-tcvn3", "p1", {"count": "2", "places": "p1, p2"}) in document.notes


def _lvl(ilvl: int, fmt: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _lvl(0, "upperRoman", "%1.")
    + _lvl(1, "decimal", "%2.")
    + _lvl(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + _lvl(3, "lowerLetter", "%4)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    + _lvl(0, "bullet", "\uf0b7")
    + _lvl(1, "bullet", "–")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def _n(text: str, num: int, ilvl: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_those_that_word_shows() -> None:
    body = "".join(
        (
            _n("một", 1, 0),
            _n("hai", 1, 1),
            _n("ba", 1, 1),
            _n("bốn", 1, 2),
            _n("năm", 1, 3),
            _n("sáu", 1, 0),
            _n("bảy", 1, 1),
            _n("", 1, 1),
            _n("tám", 1, 1),
            _n("chín", 2, 0),
            _n("mười", 2, 1),
            _n("mười một", 3, 0),
        )
    )

    assert _texts(docx(body, numbering=_NUMBERING)) == [
        "I. một",
        "1. hai",
        "2. ba",
        "1.2.1 bốn",
        "a) năm",
        "II. sáu",
        "1. bảy",
        "3. tám",
        "• chín",
        "- mười",
        "V. mười một",
    ]


def test_merged_cells_stand_at_their_first_place() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        tc(p("TT"), properties=start) + tc(p("Số liệu"), properties=wide),
        tc(p(""), properties=more) + tc(p("Quý I")) + tc(p("Quý II")),
        tc(p("1")) + tc(p("12")) + tc(p("15")),
    )
    found = next(readers.read(docx(p("Bảng.") + table(*rows)), "a.docx").tables())

    assert (found.rows, found.columns) == (3, 3)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells] == [
        (1, 1, 2, 1, "TT"),
        (1, 2, 1, 2, "Số liệu"),
        (2, 2, 1, 1, "Quý I"),
        (2, 3, 1, 1, "Quý II"),
        (3, 1, 1, 1, "1"),
        (3, 2, 1, 1, "12"),
        (3, 3, 1, 1, "15"),
    ]


def test_nested_tables_keep_their_text() -> None:
    inner = table(tc(p("trong A")) + tc(p("trong B")))
    data = docx(p("Bảng.") + table(tc(p("ngoài"), inner, p("")) + tc(p("phải"))))
    document = readers.read(data, "a.docx")

    assert [c.text for t in document.tables() for c in t.cells] == [
        "ngoài\ntrong A\ntrong B",
        "phải",
    ]


def test_frame_around_a_table_is_no_table() -> None:
    inner = table(tc(bold("TT")) + tc(bold("Số")), tc(p("1")) + tc(p("12")))
    document = readers.read(docx(p("Bảng.") + table(tc(inner))), "a.docx")

    assert [(t.rows, t.columns, t.header_rows) for t in document.tables()] == [(2, 2, 1)]


def test_typed_line_breaks_split_items_and_join_sentences() -> None:
    body = _r("<w:t>Câu văn bị ngắt</w:t><w:br/><w:t>giữa dòng.</w:t>") + _r(
        "<w:t>- Mục một;</w:t><w:br/><w:t>- Mục hai.</w:t>"
    )

    assert _texts(docx(body)) == ["Câu văn bị ngắt giữa dòng.", "- Mục một;", "- Mục hai."]


def test_cut_sentences_are_joined_and_recorded() -> None:
    first = "Công tác tuyên truyền được các chi bộ triển khai quyết liệt; công tác phòng"
    document = readers.read(docx(p(first) + p("chống tham nhũng được đẩy mạnh.")), "a.docx")

    assert [q.text for q in document.paragraphs()] == [f"{first} chống tham nhũng được đẩy mạnh."]
    assert document.repaired_breaks == ((1, 2),)


def test_strict_files_are_read() -> None:
    data = docx(p("nội dung"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, part)

    assert _texts(buffer.getvalue()) == ["nội dung"]


def test_a_file_of_python_docx_is_read() -> None:
    made = python_docx.Document()
    made.add_paragraph("Đoạn một.")
    made.add_paragraph("mục", style="List Bullet")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "A", "B"
    buffer = io.BytesIO()
    made.save(buffer)

    assert _texts(buffer.getvalue()) == ["Đoạn một.", "• mục", "A", "B"]


def _depth_bomb(depth: int) -> str:
    return "<w:sdt><w:sdtContent>" * depth + p("sâu") + "</w:sdtContent></w:sdt>" * depth


def test_deep_nesting_is_refused_or_read_without_a_crash() -> None:
    document: Document = readers.read(docx(_depth_bomb(50)), "a.docx")

    assert document.text == "sâu"
    with pytest.raises(readers.UnreadableFile):
        readers.read(docx(_depth_bomb(400)), "a.docx")


def test_wide_spans_do_not_swell() -> None:
    cell = tc(p("x"), properties='<w:gridSpan w:val="2000000000"/>')
    document = readers.read(docx(p("a") + table(cell + tc(p("y")))), "a.docx")

    widest = max(block.columns for block in document.blocks if isinstance(block, Table))
    assert widest <= 1024
