"""The probe: each thing that a Word file can carry stands exactly once, in its right place."""

from __future__ import annotations

import pytest
from tests.engine.readers.probe_file import (
    abstract,
    box,
    field,
    level,
    n,
    num,
    p,
    package,
    r,
    starts_at,
    styled,
)

from minhbach import readers
from minhbach.model.document import Comment, Document, Note

_LISTS = "".join(
    (
        abstract(
            1,
            level(0, "upperRoman", "%1."),
            level(1, "decimal", "%2."),
            level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>"),
            level(3, "lowerLetter", "%4)"),
        ),
        abstract(
            2,
            level(0, "decimal", "%1."),
            level(1, "decimal", "%1.%2.", more='<w:lvlRestart w:val="0"/>'),
            level(2, "decimalZero", "(%3)", more='<w:suff w:val="space"/>'),
            level(3, "ordinal", "%4"),
            level(4, "none", "Ghi chú:"),
            level(5, "lowerRoman", "%6)"),
            level(6, "upperLetter", "%7.", more='<w:suff w:val="nothing"/>'),
        ),
        abstract(
            3,
            level(0, "bullet", "\uf0b7", font="Symbol"),
            level(1, "bullet", "–"),
            level(2, "bullet", "v", font="Wingdings"),
            level(3, "bullet", "o", font="Courier New"),
        ),
        abstract(
            4,
            level(0, "decimal", "Điều %1.", more='<w:pStyle w:val="Dieu"/>'),
            level(1, "decimal", "%2)", more='<w:pStyle w:val="Khoan"/>'),
        ),
        abstract(
            5,
            '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
            '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
            '<w:lvlText w:val="%1/"/></w:lvl>',
        ),
        num(1, 1),
        num(2, 2),
        num(3, 3),
        num(4, 4),
        num(5, 5),
        num(6, 1, starts_at(0, 5)),
        num(7, 2, starts_at(0, 3) + starts_at(1, 4)),
    )
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="26"/>'
    '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
    'w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Dieu"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Dieu"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoan"/>'
    '<w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)


def _read(body: str, **parts: str) -> Document:
    return readers.read(package(body, **parts), "probe.docx")


def _texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in _read(body, **parts).paragraphs()]


def _items(key: int, **levels: int) -> list[tuple[str, int, int]]:
    """Paragraphs of one list: text=level; "_" is empty."""
    return [(text.strip("_"), key, level_) for text, level_ in levels.items()]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        # levels, legal style, restarts; the empty one counts
        (
            _items(1, a=0, b=1, _=1, c=1, d=2, e=3, f=0, g=1, h=2),
            ["I. a", "1. b", "3. c", "1.3.1 d", "a) e", "II. f", "1. g", "2.1.1 h"],
        ),
        # never restarted, two digits, ordinal, no number, glued
        (
            _items(2, a=0, b=1, c=0, d=1, e=2, f=3, g=4, h=5, i=6),
            ["1. a", "1.1. b", "2. c", "2.2. d", "(01) e", "1st f", "Ghi chú: g", "i) h", "A.i"],
        ),
        # a deeper level first shows the start of the upper one
        ([("a", 2, 1), ("b", 2, 0)], ["1.1. a", "2. b"]),
        (
            [("a", 3, 0), ("b", 3, 1), ("c", 3, 2), ("d", 3, 3)],
            ["• a", "- b", "❖ c", "○ d"],
        ),
        ([("a", 5, 0), ("b", 5, 0)], ["007/ a", "008/ b"]),
        # another start, also after a restart; the list itself goes on behind it
        (
            [("a", 1, 0), ("b", 6, 0), ("c", 6, 0), ("d", 1, 0)],
            ["I. a", "V. b", "VI. c", "VII. d"],
        ),
        ([("a", 7, 0), ("b", 7, 1), ("c", 7, 1)], ["3. a", "3.4. b", "3.5. c"]),
        # no such list, no such level
        ([("a", 99, 0), ("b", 5, 3), ("c", 0, 0)], ["a", "b", "c"]),
    ],
)
def test_lists_show_what_word_shows(items: list[tuple[str, int, int]], shown: list[str]) -> None:
    assert _texts("".join(n(*item) for item in items), numbering=_LISTS, styles=_STYLES) == shown


def test_lists_come_through_styles() -> None:
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("một", "Dieu")
        + styled("hai", "Khoan")
        + styled("không", "Dieu", off)
        + styled("ba", "Con")
        + styled("bốn", "Khoan")
    )

    assert _texts(body, numbering=_LISTS, styles=_STYLES) == [
        "Điều 1. một",
        "1) hai",
        "không",
        "Điều 2. ba",
        "1) bốn",
    ]


def test_a_list_under_two_names_counts_once() -> None:
    lists = (
        abstract(1, level(0, "decimal", "%1."), more='<w:styleLink w:val="L"/>')
        + abstract(2, more='<w:numStyleLink w:val="L"/>')
        + num(1, 1)
        + num(2, 2)
    )

    assert _texts(n("a", 1, 0) + n("b", 2, 0) + n("c", 1, 0), numbering=lists) == [
        "1. a",
        "2. b",
        "3. c",
    ]


_INLINE = {
    "link": f'<w:hyperlink r:id="x">{r("M")}</w:hyperlink>',
    "smart tag": f"<w:smartTag>{r('M')}</w:smartTag>",
    "custom xml": f"<w:customXml>{r('M')}</w:customXml>",
    "control": f"<w:sdt><w:sdtPr/><w:sdtContent>{r('M')}</w:sdtContent></w:sdt>",
    "inserted": f'<w:ins w:id="1">{r("M")}</w:ins>',
    "inserted and deleted": f'<w:ins w:id="1">{r("M")}<w:del w:id="2">{r("X")}</w:del></w:ins>',
    "moved": f'<w:moveTo w:id="1">{r("M")}</w:moveTo><w:moveFrom w:id="2">{r("X")}</w:moveFrom>',
    "deleted": f'{r("M")}<w:del w:id="1"><w:r><w:delText>X</w:delText></w:r></w:del>',
    "simple field": f'<w:fldSimple w:instr=" REF X ">{r("M")}</w:fldSimple>',
    "field": field(" REF X ", r("M")),
    "field in a field": field(f" IF {field('PAGE', r('X'))} ", r("M")),
    "field in a result": field(" REF X ", field("PAGE", r("M"))),
    "hidden": r("M") + r("X", "<w:vanish/>"),
    "hidden by style": r("M") + r("X", '<w:rStyle w:val="An"/>'),
    "capitals": r("m", "<w:caps/>"),
    "small capitals": r("m", "<w:smallCaps/>"),
    "direction": f'<w:bdo w:val="ltr">{r("M")}</w:bdo>',
    "proof marks": f'<w:proofErr w:type="spellStart"/>{r("M")}<w:bookmarkStart w:id="1"/>',
    "picked by version": f'<mc:AlternateContent><mc:Choice Requires="w14">{r("M")}</mc:Choice>'
    f"<mc:Fallback>{r('X')}</mc:Fallback></mc:AlternateContent>",
}


@pytest.mark.parametrize("content", _INLINE.values(), ids=_INLINE)
def test_what_stands_in_a_line_is_read_once(content: str) -> None:
    assert _texts(p(r("đầu "), content, r(" cuối")), styles=_STYLES) == ["đầu M cuối"]


_SIGNS = {
    "no-break hyphen": ("<w:t>68</w:t><w:noBreakHyphen/><w:t>NQ</w:t>", "68-NQ"),
    "hyphen U+2011": ("<w:t>68\u2011NQ</w:t>", "68-NQ"),
    "soft hyphen": ("<w:t>tuyên</w:t><w:softHyphen/><w:t> truyền</w:t>", "tuyên truyền"),
    "tab": ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
    "page break": ('<w:t>câu</w:t><w:br w:type="page"/><w:t>nối</w:t>', "câu nối"),
    "symbol": ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t> có</w:t>', "☑ có"),
    "letter of a symbol font": (
        '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>ü</w:t>',
        "✓",
    ),
    "raised": ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>', "²"),
    "ruby": (
        "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>nhật</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>日</w:t></w:r></w:rubyBase></w:ruby>",
        "日(nhật)",
    ),
    "old tick box": (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText>"
        '<w:fldChar w:fldCharType="end"/>',
        "☒",
    ),
    "old list": (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Không"/><w:listEntry w:val="Có"/></w:ddList></w:ffData></w:fldChar>'
        '<w:fldChar w:fldCharType="end"/>',
        "Có",
    ),
}


@pytest.mark.parametrize(("run", "shown"), _SIGNS.values(), ids=_SIGNS)
def test_signs_show_as_on_paper(run: str, shown: str) -> None:
    assert _texts(p(f"<w:r>{run}</w:r>")) == [shown]


@pytest.mark.parametrize(
    ("math", "shown"),
    [
        ("<m:r><m:t>a+b</m:t></m:r>", "a+b"),
        (
            "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>",
            "(a+b)/c",
        ),
        (
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e>"
            "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>",
            "x^2",
        ),
    ],
)
def test_formulas_read_in_one_line(math: str, shown: str) -> None:
    assert _texts(p(r("K = "), f"<m:oMath>{math}</m:oMath>")) == [f"K = {shown}"]


def _cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_tables_keep_cells_in_controls_spans_and_merges() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl>" + "".join(
        (
            _row(
                _cell(p(r("A")), properties=down),
                _control(_cell(p(r("B")), properties='<w:gridSpan w:val="2"/>')),
                properties="<w:tblHeader/>",
            ),
            _row(
                _cell(p(r("che")), properties=on),
                _cell(p(r("C")), properties='<w:hMerge w:val="restart"/>'),
                _cell(p(), properties="<w:hMerge/>"),
            ),
            _control(_row(_cell(p(r("D"))), _cell(p(r("E"))), _cell(p(r("F"))))),
            _row(_cell(p(r("X"))), properties='<w:del w:id="1"/>'),
            _row(
                _cell(p(r("X")), properties='<w:cellDel w:id="2"/>'),
                _cell(p(r("G"))),
                properties='<w:gridBefore w:val="1"/>',
            ),
        )
    )
    document = _read(p(r("Bảng")) + body + "</w:tbl>")

    found = next(document.tables())
    assert (found.rows, found.columns, found.header_rows) == (4, 3, 1)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells] == [
        (1, 1, 2, 1, "A"),
        (1, 2, 1, 2, "B"),
        (2, 2, 1, 2, "C"),
        (3, 1, 1, 1, "D"),
        (3, 2, 1, 1, "E"),
        (3, 3, 1, 1, "F"),
        (4, 2, 1, 1, "G"),
    ]
    assert Note("covered-text-dropped", "t1!A1.1", {"count": "1"}) in document.notes


def test_tables_in_cells_and_boxes_in_cells_stay_there() -> None:
    inner = f"<w:tbl>{_row(_cell(p(r('trong'))), _cell(p(r('sâu'))))}</w:tbl>"
    body = (
        f"<w:tbl>{_row(_cell(p(r('A')), inner, p()), _cell(p(r('B'), box(p(r('hộp'))))))}</w:tbl>"
    )

    found = next(_read(p(r("Bảng")) + body).tables())

    assert [cell.text for cell in found.cells] == ["A\ntrong\nsâu", "B\nhộp"]


_BLOCKS = {
    "control": _control(p(r("M"))),
    "custom xml": f"<w:customXml>{p(r('M'))}</w:customXml>",
    "version": f'<mc:AlternateContent><mc:Choice Requires="w14">{p(r("M"))}</mc:Choice>'
    f"<mc:Fallback>{p(r('X'))}</mc:Fallback></mc:AlternateContent>",
    "box": p(box(p(r("M")))),
    "old box": p(box(p(r("M")), drawing=False)),
    "box in a box": p(box(p(box(p(r("M")))))),
    "word art": p('<w:r><w:pict><v:shape><v:textpath string="M"/></v:shape></w:pict></w:r>'),
    "first letter": p(r("Q"), properties='<w:framePr w:dropCap="drop"/>') + p(r("M")),
    "deleted end": p(r("Q"), properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p(r("M")),
    "hidden end": p(r("Q"), properties="<w:rPr><w:specVanish/></w:rPr>") + p(r("M")),
}


@pytest.mark.parametrize("block", _BLOCKS.values(), ids=_BLOCKS)
def test_what_stands_between_paragraphs_is_read_once(block: str) -> None:
    text = "|".join(_texts(p(r("Trước.")) + block + p(r("Sau."))))

    assert text in ("Trước.|M|Sau.", "Trước.|QM|Sau.")


def test_an_open_end_is_no_loss() -> None:
    """A deleted paragraph mark at the end of a cell or before a table, a field never ended."""
    open_end = '<w:rPr><w:del w:id="1"/></w:rPr>'
    cell = _cell(p(r("A"), properties=open_end))
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = (
        p(r("Trước."), properties=open_end)
        + f"<w:tbl>{_row(cell, _cell(p(r('B'))))}</w:tbl>"
        + p(begin)
        + p(r("Sau."))
    )

    assert _texts(body) == ["Trước.", "A", "B", "Sau."]


def test_notes_and_their_separators() -> None:
    note = '<w:{0} w:type="separator" w:id="0">{1}</w:{0}><w:{0} w:id="2">{2}</w:{0}>'
    table = f"<w:tbl>{_row(_cell(p(r('ô'))))}</w:tbl>"
    document = _read(
        p(r("Thân."), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=note.format("footnote", p(r("X")), p("<w:r><w:footnoteRef/></w:r>", r(" Chân."))),
        endnotes=note.format("endnote", p(r("X")), p(r("Cuối.")) + table),
    )

    assert [(q.anchor, q.text, q.role) for q in document.paragraphs()] == [
        ("p1", "Thân.", "preamble"),
        ("f1", "Chân.", "note"),
        ("f2", "Cuối.", "note"),
        ("f3", "ô", "note"),
    ]


def test_remarks_are_kept_aside() -> None:
    body = p(r("Một.")) + p(r("Hai."), '<w:r><w:commentReference w:id="5"/></w:r>')
    remark = f'<w:comment w:id="5" w:author="A" w:date="2024-01-02T00:00:00Z">{p(r("Xem lại."))}'

    document = _read(body, comments=remark + "</w:comment>")

    assert document.text == "Một.\nHai."
    assert document.comments == (Comment("Xem lại.", "p2", "A", "2024-01-02T00:00:00Z"),)


def test_losses_and_guesses_are_noted_with_their_place() -> None:
    chart = (
        '<w:r><w:drawing><wp:inline><c:chart xmlns:c="http://schemas.openxmlformats.org/'
        'drawingml/2006/chart"/></wp:inline></w:drawing></w:r>'
    )
    body = (
        p(r("Một."), '<w:del w:id="1"><w:r><w:delText>X</w:delText></w:r></w:del>')
        + p(r("Hai."), f'<w:ins w:id="2">{r(" Thêm.")}</w:ins>')
        + p(r("Ba."), r("X", "<w:vanish/>"))
        + p(r("Bốn.", "<w:strike/>"))
        + p(f'<w:moveTo w:id="3">{r("Năm.")}</w:moveTo>')
        + p(r("Sáu."), chart)
        + '<w:altChunk r:id="x"/>'
    )

    assert _read(body).notes == (
        Note("deleted-text-dropped", "p1", {"count": "1"}),
        Note("inserted-text-kept", "p2", {"count": "1"}),
        Note("hidden-text-dropped", "p3", {"count": "1"}),
        Note("struck-text-kept", "p4", {"count": "1"}),
        Note("moved-text-once", "p5", {"count": "1"}),
        Note("drawing-not-read", "p6", {"count": "1"}),
        Note("part-not-read", "p6", {"count": "1"}),
        Note("header-missing"),
    )


def test_pictures_are_counted() -> None:
    picture = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    old = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"

    assert _read(p(r("Ảnh."), picture, picture) + p(old)).images == 3


def test_strict_files_carry_the_same() -> None:
    body = n("a", 1, 0) + p(box(p(r("hộp")))) + p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")

    made = readers.read(package(body, strict=True, numbering=_LISTS, styles=_STYLES), "a.docx")

    assert [q.text for q in made.paragraphs()] == ["I. a", "hộp", "x"]


def test_headings_by_style_and_by_outline_level_make_the_tree() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Mục con"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = "".join(
        (
            styled("Mục đích", "H1"),
            p(r("Nội dung thứ nhất của phần này.")),
            styled("Yêu cầu chung", "H2"),
            p(r("Nội dung thứ hai của phần này.")),
            p(r("Tổ chức thực hiện"), properties='<w:outlineLvl w:val="0"/>'),
            p(r("Nội dung thứ ba.")),
        )
    )

    tree = [
        (section.heading, [child.heading for child in section.children])
        for section in _read(body, styles=styles).sections
    ]

    assert tree == [("Mục đích", ["Yêu cầu chung"]), ("Tổ chức thực hiện", [])]
