from __future__ import annotations

import pytest
from tests.engine.readers.page_files import line, pdf, rule

from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile
from minhbach.readers.pdf import read_pdf
from minhbach.readers.raw import RawBlock, RawParagraph, RawTable

_LONG = "nhiem vu cong tac tuyen truyen cua cac don vi trong toan khoi nam nay va"


def _paragraphs(blocks: list[RawBlock]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, RawParagraph)]


def _page(*texts: str, top: int = 760, head: str = "") -> str:
    """Full lines from the edge; texts that begin with a blank are indented."""
    drawn = line(280, 810, head) if head else ""
    for number, text in enumerate(texts):
        drawn += line(85 + 36 * text.startswith(" "), top - 16 * number, text.strip())
    return drawn


def test_pdf_joins_wrapped_lines_and_parts_at_indents() -> None:
    page = _page(
        " A " + _LONG, _LONG, "het.", " B " + _LONG, _LONG, "xong.", " C ngan.", " D ngan."
    )

    raw = read_pdf(pdf(page), "a.pdf")

    assert _paragraphs(raw.blocks) == [
        f"A {_LONG} {_LONG} het.",
        f"B {_LONG} {_LONG} xong.",
        "C ngan.",
        "D ngan.",
    ]


def test_pdf_takes_page_numbers_and_running_heads_out_and_joins_over_the_break() -> None:
    first = [f"{letter} {_LONG}" for letter in "ABCDEFGHI"]
    second = [f"{letter} {_LONG}" for letter in "KLMNOPQR"]

    raw = read_pdf(
        pdf(_page(" " + first[0], *first[1:], head="1"), _page(*second, "het.", head="2")), "a.pdf"
    )

    assert _paragraphs(raw.blocks) == [" ".join([*first, *second, "het."])]
    assert raw.broken == [(9, 10)]


def test_pdf_boxes_are_a_table_with_merged_cells() -> None:
    drawn = "".join(rule(100, y, 400, y) for y in (700, 650, 600))
    drawn += rule(100, 600, 100, 700) + rule(400, 600, 400, 700) + rule(250, 600, 250, 650)
    drawn += line(110, 670, "Tong hop") + line(110, 620, "Hoi nghi") + line(260, 620, "12")

    table = read_pdf(pdf(drawn + line(100, 500, "Sau bang la mot cau van.")), "a.pdf").blocks[0]

    assert isinstance(table, RawTable)
    assert [(c.row, c.column, c.column_span, c.text) for c in table.cells] == [
        (1, 1, 2, "Tong hop"),
        (2, 1, 1, "Hoi nghi"),
        (2, 2, 1, "12"),
    ]


def test_pdf_header_block_is_read_by_columns() -> None:
    drawn = line(90, 780, "UY BAN NHAN DAN") + line(
        330, 780, "CONG HOA XA HOI CHU NGHIA", bold=True
    )
    drawn += line(110, 764, "TINH A", bold=True) + line(350, 764, "Doc lap - Tu do", bold=True)
    drawn += line(285, 720, "KE HOACH", bold=True)

    raw = read_pdf(pdf(drawn), "a.pdf")

    table = raw.blocks[0]
    assert isinstance(table, RawTable)
    assert [cell.text for cell in table.cells] == [
        "UY BAN NHAN DAN\nTINH A",
        "CONG HOA XA HOI CHU NGHIA\nDoc lap - Tu do",
    ]
    assert _paragraphs(raw.blocks) == ["KE HOACH"]


def test_pdf_signature_stamp_is_no_text() -> None:
    stamp = line(400, 820, "Signed by: UBND tinh", size=8) + line(
        400, 810, "Date: 2025.01.24 07:37:07", size=8
    )

    raw = read_pdf(pdf(stamp + _page(" A " + _LONG, "het.")), "a.pdf")

    assert _paragraphs(raw.blocks) == [f"A {_LONG} het."]
    assert [(note.code, note.params) for note in raw.notes] == [
        ("pdf-stamps-dropped", {"count": "1"})
    ]


def test_pdf_cut_notation_is_put_together() -> None:
    raw = read_pdf(
        pdf(_page(f" A {_LONG[:62]} 68-", "NQ/TW het.", " B " + _LONG, *[_LONG] * 3)), "a.pdf"
    )

    assert _paragraphs(raw.blocks)[0].endswith("68-NQ/TW het.")


def test_pdf_without_text_has_no_blocks_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minhbach.readers.pdf.tesseract", lambda: None)
    raw = read_pdf(pdf(""), "a.pdf")

    assert (raw.blocks, [note.code for note in raw.notes]) == ([], ["pdf-no-text", "ocr-absent"])


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"hello", UnreadableFile, "file-not-pdf"),
        (pdf(line(90, 700, "x"))[:150], UnreadableFile, "file-damaged"),
        (pdf(*[""] * 2_001), RefusedFile, "pdf-too-many-pages"),
    ],
)
def test_pdf_refuses_with_a_reason(data: bytes, kind: type[MinhBachError], code: str) -> None:
    with pytest.raises(kind) as caught:
        read_pdf(data, "a.pdf")
    assert caught.value.code == code
