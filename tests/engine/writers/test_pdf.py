"""The PDF: the same paper, archivable and accessible, with fixed bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest

from minhbach.errors import UsageError
from minhbach.model.document import Cell, Document, Paragraph, Table
from minhbach.writers import write
from minhbach.writers.pdf_data import paper_data, shown_text


def _pages(pdf: bytes) -> list[tuple[float, float, str]]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage().get_text_bounded()
            pages.append((round(page.get_width()), round(page.get_height()), text))
        return pages


def test_pdf_shows_the_paper(paper: Document) -> None:
    first, annex = _pages(write(paper, "pdf"))

    assert first[:2] == (595, 842)
    assert annex[:2] == (842, 595)
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO", "-----", "Tổ chức 1.250 buổi <nhanh> & gọn."):
        assert text in first[2]
    assert "Phụ lục 1" in annex[2]


def test_pdf_numbers_pages_from_the_second(paper: Document) -> None:
    first, annex = _pages(write(paper, "pdf"))

    assert annex[2].splitlines()[0].strip() == "2"
    assert "1" not in [line.strip() for line in first[2].splitlines()]


def test_pdf_restarts_page_numbers_in_a_state_annex(paper: Document) -> None:
    annex = _pages(write(replace(paper, profile="state"), "pdf"))[1]

    assert annex[2].splitlines()[0].strip() == "Phụ lục 1"


def test_pdf_has_fixed_bytes(paper: Document) -> None:
    assert write(paper, "pdf") == write(paper, "pdf")


def test_pdf_can_be_set_in_several_threads_at_once(paper: Document) -> None:
    papers = [replace(paper, name=f"p{at}") for at in range(4)]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: write(one, "pdf"), papers))

    assert together == [write(one, "pdf") for one in papers]


def test_pdf_tells_why_a_paper_cannot_be_set(
    paper: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    for template in (b'#panic("no")', b'#set text(font: "Nowhere")\nx'):
        monkeypatch.setattr("minhbach.writers.pdf._template", lambda text=template: text)

        with pytest.raises(UsageError) as error:
            write(paper, "pdf")

        assert error.value.code == "pdf-not-set"


def test_pdf_claims_both_standards(paper: Document) -> None:
    pdf = write(paper, "pdf")

    assert b"pdfaid" in pdf
    assert b"pdfuaid" in pdf


def test_pdf_never_reads_text_as_markup() -> None:
    text = '#panic("x") *a* _b_ $c$ = d \\ <e> @f // g'
    document = Document("#panic()", "", blocks=(Paragraph("p1", text),))

    ((_, _, shown),) = _pages(write(document, "pdf"))

    assert shown.strip() == text


def test_pdf_shows_a_box_where_the_font_has_no_letter() -> None:
    assert shown_text("a 漢 \uf0b7 đ") == "a □ □ đ"


@pytest.mark.parametrize(
    "blocks",
    [
        (
            Paragraph("p1", "1. A", role="heading", level=1),
            Paragraph("p2", "a) B", role="heading", level=3),
        ),
        (Paragraph("p1", "b", role="heading", level=4),),
        (
            Table(
                "t1",
                3,
                2,
                (
                    Cell("t1!A1", 1, 1, 2, 1, (Paragraph("t1!A1", "TT"),)),
                    Cell("t1!B1", 1, 2, 1, 1, (Paragraph("t1!B1", "Nội dung"),)),
                    Cell("t1!B2", 2, 2, 1, 1, (Paragraph("t1!B2", "b"),)),
                    Cell("t1!B3", 3, 2, 1, 1, (Paragraph("t1!B3", "c"),)),
                ),
                header_rows=1,
            ),
        ),
        (Table("t1", 1, 1, (Cell("t1!A1", 1, 1),), header_rows=1),),
        (),
    ],
)
def test_pdf_sets_papers_of_odd_structure(blocks: tuple[Paragraph, ...]) -> None:
    assert write(Document("a.txt", "txt", blocks=blocks), "pdf").startswith(b"%PDF")


def test_pdf_works_out_lines_of_the_layout(paper: Document) -> None:
    header = paper_data(paper)["parts"][0]["blocks"][0]

    rules = [line["rule"] for cell in header["cells"] for line in cell["lines"] if line["rule"]]
    assert rules == [72.91]  # mm of the national title at 15 pt bold
