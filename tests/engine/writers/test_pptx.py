"""Documents as slides: nothing runs over, and each slide shows the sources that it names."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from minhbach.model.document import Cell, Document, Header, Paragraph, Table
from minhbach.model.kit import KitLine, KitPart, KitSource, KitText, Override, Piece
from minhbach.reports.kit import compose_kit
from minhbach.writers import write
from minhbach.writers.pptx_deal import BODY, GAP, HEIGHT, LEADING, SOURCE, WIDTH, deal, line_count

DAY = date(2024, 1, 5)
SENTENCE = "Kết quả phát triển kinh tế - xã hội của địa phương tiếp tục chuyển biến tích cực. "


def figure(n: int, value: str = "5,05%") -> KitLine:
    return KitLine((Piece(f"Ý thứ {n}: đạt "), Piece(value, "figure", n), Piece(".")), item=True)


def kit(*parts: KitPart, **more: Any) -> KitText:
    return KitText("Kết quả năm 2023", "Đề cương", "Sở Ánh Sáng", 2, DAY, parts=parts, **more)


def show(doc: Document) -> Any:
    return Presentation(io.BytesIO(write(doc, "pptx")))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_slides_show_items_and_keep_running_text_for_the_speaker() -> None:
    prose = KitLine((Piece("Đoạn để nói."),))
    part = KitPart("Kinh tế", (prose, figure(1)), (KitSource(1, "GDP. Nguồn: Cơ quan A."),))

    first, second = show(compose_kit(kit(part))).slides

    assert texts(first)[0] == "ĐỀ CƯƠNG\nKết quả năm 2023"
    assert texts(second) == [
        "1. Kinh tế",
        "Ý thứ 1: đạt 5,05% [1].",
        "",
        "[1] GDP. Nguồn: Cơ quan A.",
        "2",
    ]
    assert second.notes_slide.notes_text_frame.text.splitlines() == [
        "Đoạn để nói.",
        "- Ý thứ 1: đạt 5,05% [1].",
        "[1] GDP. Nguồn: Cơ quan A.",
    ]


def test_slide_shows_its_own_sources_only() -> None:
    lines = tuple(figure(n, SENTENCE * 2) for n in range(1, 9))
    sources = tuple(KitSource(n, f"Nguồn số {n}.") for n in range(1, 9))

    slides = deal(compose_kit(kit(KitPart("Kinh tế", lines, sources))))

    named = [
        [text.partition(":")[0].removeprefix("Ý thứ ") for text, _l in s.points] for s in slides
    ]
    assert len(slides) > 1
    assert [[source[1] for source in s.sources] for s in slides] == named


def test_piece_of_a_long_quote_shows_the_source_that_stands_behind_it() -> None:
    quote = KitLine((Piece("“" + SENTENCE * 12 + "”", "message", 1),))
    part = KitPart("Kinh tế", (quote,), (KitSource(1, "Kế hoạch số 5."),))

    slides = deal(compose_kit(kit(part)))

    assert len(slides) > 1
    assert {slide.sources for slide in slides} == {("[1] Kế hoạch số 5.",)}


def test_override_is_told_on_a_slide() -> None:
    passed = Override(("Có 30 xã.",), "Người duyệt", "Chờ số")

    last = deal(compose_kit(kit(KitPart("A", (KitLine((Piece("Chữ."),)),)), override=passed)))[-1]

    assert [text for text, _listed in last.points] == [
        "Các câu sau có số liệu chưa có nguồn. Người cho phép phát hành: Người duyệt. "
        "Lý do: Chờ số.",
        "“Có 30 xã.”",
    ]


def test_table_stands_on_slides_of_its_own() -> None:
    cells = tuple(
        Cell(f"t1!A{row}{column}", row, column, paragraphs=(Paragraph("c", f"{row}.{column}"),))
        for row in range(1, 31)
        for column in (1, 2)
    )
    doc = Document("a", "docx", blocks=(Table("t1", 30, 2, cells, header_rows=1),))

    tables = [
        shape.table for slide in show(doc).slides for shape in slide.shapes if shape.has_table
    ]

    rows = [row.cells[0].text for table in tables for row in table.rows]
    assert len(tables) > 1
    assert [text for text in rows if text != "1.1"] == [f"{n}.1" for n in range(2, 31)]
    assert {table.cell(0, 1).text for table in tables} == {"1.2"}


def test_same_document_gives_the_same_bytes_and_names_nobody() -> None:
    doc = compose_kit(kit(KitPart("Kinh tế", (figure(1),), (KitSource(1, "Nguồn."),))))

    again = write(doc, "pptx")

    facts = Presentation(io.BytesIO(again)).core_properties
    assert write(doc, "pptx") == again
    assert (facts.author, facts.title, facts.created.year) == (
        "Sở Ánh Sáng",
        "Kết quả năm 2023",
        2000,
    )


def test_long_title_and_odd_letters_are_written() -> None:
    doc = Document("a", "", header=Header(subject="Tên dài " * 80 + "\x0b\x01"))

    shown = show(doc)

    assert len(shown.core_properties.title) == 255


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text("abc đẦờ.;[]12 ", max_size=900), max_size=6), st.booleans())
def test_no_slide_holds_more_than_fits(paragraphs: list[str], listed: bool) -> None:
    lines = tuple(KitLine((Piece(text),), item=listed) for text in paragraphs)
    sources = tuple(KitSource(n, SENTENCE * 2) for n in (1, 2))

    slides = deal(compose_kit(kit(KitPart("Kinh tế", lines, sources))))

    for slide in slides:
        body = [line_count(t, BODY, WIDTH) * BODY * LEADING + GAP for t, _listed in slide.points]
        foot = [line_count(text, SOURCE, WIDTH) * SOURCE * LEADING for text in slide.sources]
        assert len(body) <= 1 or sum(body) + sum(foot) <= HEIGHT
    # The sheet is as wide and high as the measures say.
    assert Inches(13.333 - 2 * 0.55).mm > WIDTH
