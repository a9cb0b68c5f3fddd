"""The .docx, read back by another library: page, type, tables, bookmarks, bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document as open_docx
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from minhbach.errors import UsageError
from minhbach.model.document import Cell, Document, Paragraph, Span, Table
from minhbach.writers import SUFFIXES, write
from minhbach.writers.bookmarks import bookmark_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def word(paper: Document) -> Any:
    return open_docx(io.BytesIO(write(paper, ".docx")))


def _mm(length: Any) -> int:
    return round(length.mm)


def _xml(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").decode()


def test_docx_has_the_page_of_the_party_guidance(word: Any) -> None:
    first = word.sections[0]

    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [_mm(m) for m in margins] == [20, 20, 30, 15]
    assert (_mm(first.page_width), _mm(first.page_height)) == (210, 297)
    assert _mm(first.header_distance) == 10


def test_docx_numbers_pages_from_the_second(word: Any) -> None:
    section = word.sections[0]
    (paragraph,) = section.header.paragraphs

    assert section.different_first_page_header_footer is True
    assert "PAGE" in paragraph._p.xml
    assert paragraph.alignment == 1
    assert {run.font.size for run in paragraph.runs} == {Pt(14)}


def test_docx_lays_a_wide_annex_on_its_side(word: Any) -> None:
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_docx_has_the_type_of_the_rules(word: Any) -> None:
    kind, subject, separator = word.paragraphs[1:4]  # the first follows the header block

    assert [(p.text, p.runs[0].bold, p.runs[0].font.size) for p in (kind, subject, separator)] == [
        ("BÁO CÁO", True, Pt(16)),
        ("kết quả tuyên truyền", True, Pt(15)),
        ("-----", False, Pt(14)),
    ]
    body = next(p for p in word.paragraphs if p.text.startswith("Tổ chức"))
    format_ = body.paragraph_format
    assert (format_.line_spacing, format_.space_after) == (Pt(18), Pt(6))
    assert round(format_.first_line_indent.mm) == 10
    assert body.alignment == 3
    assert word.styles["Normal"].font.name == "Times New Roman"


def test_docx_draws_the_line_as_long_as_the_national_title(word: Any) -> None:
    cell = word.tables[0].rows[0].cells[1]
    rule = cell.paragraphs[1]

    indent = rule.paragraph_format.left_indent + rule.paragraph_format.right_indent
    assert round(cell.width.mm - indent / Mm(1)) == 73  # its width at 15 pt bold
    assert "w:pBdr" in rule._p.xml


def test_docx_repeats_heading_rows_and_keeps_rows_whole(word: Any) -> None:
    table = word.tables[1]

    rows = [row._tr for row in table.rows]
    assert [row.find(f".//{_W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f".//{_W}cantSplit") is not None for row in rows)
    assert [round(column.width.mm) for column in table.columns] == [40, 40, 40]
    assert table.rows[1].cells[0].paragraphs[0].alignment == 2


def test_docx_puts_a_bookmark_round_exactly_the_number(paper: Document) -> None:
    xml = _xml(write(paper, "docx"))

    start = xml.index(f'w:name="{bookmark_name("hoi_nghi.DU-CT")}"')
    inside = xml[start : xml.index("<w:bookmarkEnd", start)]
    assert inside.count("<w:t ") == 1
    assert ">1.250</w:t>" in inside


def test_docx_escapes_text_and_drops_what_xml_cannot_hold() -> None:
    document = Document("a", "", blocks=(Paragraph("p1", "a<b>&\x00\ud800c\nd\te"),))

    (paragraph,) = open_docx(io.BytesIO(write(document, "docx"))).paragraphs

    assert paragraph.text == "a<b>&c\nd\te"


def test_docx_has_fixed_bytes_and_no_clock(paper: Document) -> None:
    first, second = write(paper, "docx"), write(paper, "docx")

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = open_docx(io.BytesIO(first)).core_properties
    assert properties.created == datetime(2024, 1, 5, tzinfo=UTC)
    assert (properties.author, properties.title) == ("", "Báo cáo kết quả tuyên truyền")


def test_docx_merges_cells_both_ways() -> None:
    cells = (
        Cell("t1!A1", 1, 1, 2, 1, (Paragraph("t1!A1", "dọc"),)),
        Cell("t1!B1", 1, 2, 1, 2, (Paragraph("t1!B1", "ngang"),)),
        Cell("t1!B2", 2, 2, 1, 1, (Paragraph("t1!B2", "b"),)),
        Cell("t1!C2", 2, 3, 1, 1, (Paragraph("t1!C2", "c"),)),
    )
    document = Document("a", "docx", blocks=(Table("t1", 2, 3, cells),))

    (table,) = open_docx(io.BytesIO(write(document, "docx"))).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["dọc", "ngang", "ngang"],
        ["dọc", "b", "c"],
    ]


def test_docx_restarts_page_numbers_in_a_state_annex(paper: Document) -> None:
    xml = _xml(write(replace(paper, profile="state"), "docx"))

    assert xml.count('<w:pgNumType w:start="1"/>') == 1
    assert xml.count("<w:titlePg/>") == 2


def test_bookmark_names_fit_word() -> None:
    long = bookmark_name("rat_dai" * 20, 12)

    assert len(long) <= 40
    assert bookmark_name("a.b") != bookmark_name("a-b")
    assert bookmark_name("1a")[0].isalpha()


def test_write_refuses_an_unknown_suffix(paper: Document) -> None:
    with pytest.raises(UsageError) as error:
        write(paper, ".exe")

    assert error.value.params["known"] == " ".join(SUFFIXES)


def test_runs_are_linear_in_spans() -> None:
    spans = tuple(Span(at, at + 1, bold=at % 2 == 0) for at in range(20_000))
    document = Document("a", "", blocks=(Paragraph("p1", "x" * 20_000, spans=spans),))

    assert write(document, "docx")


def test_docx_writes_tables_of_other_programs() -> None:
    ragged = Table("t1", 2, 2, (), "content")

    assert (
        len(open_docx(io.BytesIO(write(Document("a", "", blocks=(ragged,)), "docx"))).tables) == 1
    )


def test_line_that_leads_into_the_next_stays_with_it() -> None:
    """A unit's name may not stand alone at the foot of a page."""
    lines = (Paragraph("p1", "- Chi bộ Thanh tra:"), Paragraph("p2", "“Đã làm.”"))
    doc = Document("bao-cao", "", profile="party", blocks=lines)

    first, second = open_docx(io.BytesIO(write(doc, "docx"))).paragraphs[-2:]

    assert (first.paragraph_format.keep_with_next, second.paragraph_format.keep_with_next) == (
        True,
        None,
    )
