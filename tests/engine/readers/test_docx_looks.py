"""What layout checks need: looks, spacing, lines and paper, resolved as Word resolves them."""

from __future__ import annotations

import pytest
from tests.engine.readers.probe_file import abstract, level, n, num, p, package, r, styled

from minhbach import readers
from minhbach.model.document import (
    Document,
    DrawnLine,
    PageSetup,
    PageText,
    Paragraph,
    Spacing,
    Span,
)

_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="X"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" '
    'w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
    '<w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/>'
    '<w:pPr><w:spacing w:before="240"/><w:ind w:left="720" w:hanging="360"/><w:jc w:val="both"/>'
    "</w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="C"><w:name w:val="Strong"/><w:rPr><w:b/><w:i/></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="G"><w:name w:val="Grid"/><w:pPr><w:spacing w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
    "</w:tblStylePr></w:style>"
)
_THEME = (
    '<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
    '<a:latin typeface="Times New Roman"/></a:minorFont></a:fontScheme>'
)
_FONT = "Times New Roman"


def _read(body: str, **parts: str) -> Document:
    return readers.read(package(body, styles=_STYLES, theme=_THEME, **parts), "a.docx")


def _first(body: str, **parts: str) -> Paragraph:
    return next(_read(body, **parts).paragraphs())


def test_runs_are_resolved_from_defaults_to_direct_formatting() -> None:
    body = p(
        r("Mục "),
        r("đỏ", '<w:rStyle w:val="C"/><w:color w:val="FF0000"/>'),
        r(" nhỏ", '<w:b w:val="0"/><w:u w:val="single"/><w:sz w:val="24"/>'),
        r(" Arial", '<w:rFonts w:ascii="Arial"/><w:caps w:val="0"/>'),
        properties='<w:pStyle w:val="H"/>',
    )

    paragraph = _first(body)

    assert (paragraph.text, paragraph.align) == ("MỤC ĐỎ NHỎ Arial", "justify")
    assert paragraph.spans == (
        Span(0, 4, bold=True, font=_FONT, size=14.0, caps=True),
        # what the paragraph's and the character's style both switch on is off again
        Span(4, 6, italic=True, font=_FONT, size=14.0, caps=True, color="FF0000"),
        Span(6, 10, underline=True, font=_FONT, size=12.0, caps=True),
        Span(10, 16, bold=True, font="Arial", size=14.0),
    )


@pytest.mark.parametrize(
    ("body", "spacing"),
    [
        (p(r("a")), Spacing(after=8.0, line=1.079)),
        (styled("a", "H"), Spacing(12.0, 8.0, 1.079, left=36.0, first=-18.0)),
        (
            styled(
                "a",
                "H",
                '<w:spacing w:before="0" w:line="340" w:lineRule="exact"/>'
                '<w:ind w:firstLine="567" w:right="20"/>',
            ),
            Spacing(0.0, 8.0, 17.0, "exact", left=36.0, right=1.0, first=28.35),
        ),
        (n("a", 1, 0), Spacing(after=8.0, line=1.079, left=54.0)),
        (
            p(r("a"), properties='<w:spacing w:beforeAutospacing="1" w:after="0"/>'),
            Spacing(14.0, 0.0, 1.079),
        ),
    ],
)
def test_spacing_comes_through_styles_and_lists(body: str, spacing: Spacing) -> None:
    lists = abstract(1, level(0, "decimal", "%1.", indent=1080)) + num(1, 1)

    assert _first(body, numbering=lists).spacing == spacing


def test_table_styles_rule_over_defaults() -> None:
    row = f"<w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr>"
    head = '<w:tblPr><w:tblStyle w:val="G"/><w:tblLook w:val="0020"/></w:tblPr>'

    table = next(_read(p(r("Bảng")) + f"<w:tbl>{head}{row}{row}</w:tbl>").tables())

    looks = [(c.paragraphs[0].spans[0].bold, c.paragraphs[0].spacing) for c in table.cells]
    assert looks == [(True, Spacing())] * 2 + [(False, Spacing())] * 2
    assert table.header_rows == 1


_LINE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
    '<wp:extent cx="1800000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:cNvCnPr/><wps:spPr>'
    '<a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:line/></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (p(r("Đề mục")), None),
        (p(r("Đề mục"), _LINE), DrawnLine("shape", 141.7)),
        (p(r("Đề mục")) + p(_LINE) + p(r("Sau")), DrawnLine("shape", 141.7)),
        (
            p(r("a"), '<w:r><w:pict><v:line from="57pt,2pt" to="157pt,2pt"/></w:pict></w:r>'),
            DrawnLine("shape", 100.0),
        ),
        (
            p(
                r("a"),
                '<w:r><w:pict><v:shape type="#_x0000_t32" style="position:absolute;width:99pt;'
                'height:0"/></w:pict></w:r>',
            ),
            DrawnLine("shape", 99.0),
        ),
        (
            p(r("a"), properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
            DrawnLine("border"),
        ),
        (p(r("a"), properties='<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'), None),
    ],
)
def test_lines_below_a_paragraph_are_seen(body: str, line: DrawnLine | None) -> None:
    assert _first(body).line == line


_TOP = '<w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr>'
_HUNG = _LINE.replace(
    "<wp:anchor>",
    '<wp:anchor><wp:positionV relativeFrom="paragraph"><wp:posOffset>40000</wp:posOffset>'
    "</wp:positionV>",
)
_STYLED = (
    '<w:r><w:pict><v:line style="position:absolute" from="57pt,3pt" to="157pt,3pt"/></w:pict></w:r>'
)


@pytest.mark.parametrize(
    ("below", "line"),
    [
        (p(properties=_TOP), DrawnLine("border")),
        (p(r("Sau"), properties=_TOP), DrawnLine("border")),
        (p(r("Sau"), _HUNG), DrawnLine("shape", 141.7)),
        (p(r("Sau"), _STYLED), DrawnLine("shape", 100.0)),
    ],
    ids=["border of an empty one", "border of the next one", "shape", "old shape"],
)
def test_lines_above_a_paragraph_stand_below_the_one_before(below: str, line: DrawnLine) -> None:
    lines = [each.line for each in _read(p(r("Trên")) + below).paragraphs()]

    assert lines == [line, None][: len(lines)]


def test_lines_in_an_empty_row_stand_below_the_words_above_them() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    words = row.format(p(r("SỞ Y TẾ")), p(r("CỘNG HÒA")) + p(r("Độc lập")))
    drawn = row.format(p(_LINE), p(properties=_TOP))

    table = next(_read(p(r("Bảng")) + f"<w:tbl>{words}{drawn}</w:tbl>").tables())

    assert [[each.line for each in cell.paragraphs] for cell in table.cells] == [
        [DrawnLine("shape", 141.7)],
        [None, DrawnLine("border")],
        [],
        [],
    ]


def _section(more: str = "", size: str = 'w:w="11906" w:h="16838"') -> str:
    return (
        f'<w:sectPr>{more}<w:pgSz {size}/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" '
        'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _reference(where: str, kind: str, relation: str) -> str:
    return f'<w:{where}Reference w:type="{kind}" r:id="{relation}"/>'


def test_pages_carry_paper_margins_headers_and_page_numbers() -> None:
    number = p(
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>',
        properties='<w:jc w:val="center"/>',
    )
    first = _section(
        _reference("header", "default", "header1") + _reference("footer", "first", "footer1")
    )
    second = _section(
        "<w:titlePg/>" + '<w:pgNumType w:start="1"/>',
        'w:w="16838" w:h="11906" w:orient="landscape"',
    )
    body = p(r("Một")) + p(r("Hai"), properties=first) + p(r("Ba")) + second

    document = _read(body, header1=number, footer1=p(r("Chân trang đầu")))

    assert document.text == "Một\nHai\nBa"
    shown = [(setup.source, setup.landscape, setup.number_start) for setup in document.pages]
    assert shown == [((1, 2), False, None), ((3, 3), True, 1)]
    setup = document.pages[0]
    assert setup == PageSetup(
        (1, 2), 595.3, 841.9, 56.7, 42.5, 56.7, 85.05, 28.35, 28.35, texts=setup.texts
    )
    texts = [
        [(t.where, t.pages, t.number, [q.text for q in t.paragraphs]) for t in setup.texts]
        for setup in document.pages
    ]
    assert texts == [
        [("header", "all", "center", ["2"])],
        [("header", "all", "center", ["2"]), ("footer", "first", None, ["Chân trang đầu"])],
    ]


_FIELD = "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("header", "align"),
    [
        (p(r("Trang "), "<w:r><w:instrText> NUMPAGES </w:instrText></w:r>"), None),
        (
            p("<w:r><w:tab/></w:r><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"),
            "center",
        ),
        (
            p(
                "<w:r><w:instrText>PAGE</w:instrText></w:r>",
                properties='<w:framePr w:xAlign="right"/>',
            ),
            "right",
        ),
        (p("<w:r><w:pgNum/></w:r>"), "left"),
    ],
)
def test_page_numbers_are_found_where_they_stand(header: str, align: str | None) -> None:
    section = _section(_reference("header", "default", "header1"))

    document = _read(p(r("Một")) + section, header1=header)

    assert [text.number for text in document.pages[0].texts] == [align]
    assert all(isinstance(text, PageText) for text in document.pages[0].texts)
