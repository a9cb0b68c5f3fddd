"""Scans: read through tesseract where it is present, and always said to be so."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.conftest import program_or_skip
from tests.engine.readers.page_files import line, pdf

from minhbach.errors import MinhBachError
from minhbach.model.document import Note
from minhbach.readers import ocr, read
from minhbach.readers import pdf as ocr_pdf
from minhbach.readers.ocr import Word, notes_of, parsed
from minhbach.readers.ocr_pages import page_of, rules_of
from minhbach.readers.pdf import raw_of_pictures, read_pdf
from minhbach.readers.raw import RawDocument, RawTable
from minhbach.vi.text import fold_accents

LINES = (
    "KẾ HOẠCH",
    "Tuyên truyền kết quả phát triển kinh tế - xã hội năm 2024",
    "Các đơn vị đã tổ chức 125 hội nghị cho người lao động trong quý.",
)


def _scan(*lines: str) -> Image.Image:
    """A printed A4 page at 300 dpi."""
    page = Image.new("L", (2480, 3508), 255)
    source = files("minhbach.writers").joinpath("fonts", "Tinos_400Regular.ttf")
    face = ImageFont.truetype(io.BytesIO(source.read_bytes()), 54)
    for at, text in enumerate(lines):
        ImageDraw.Draw(page).text((150, 150 + 100 * at), text, 0, face)
    return page


def _bytes(page: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, resolution=300)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("PDF", "a.pdf"), ("PNG", "a.png")])
def test_a_scan_is_read_and_marked(kind: str, name: str) -> None:
    program_or_skip("tesseract")
    doc = read(_bytes(_scan(*LINES), kind), name)

    read_lines = [fold_accents(text) for text in doc.text.splitlines()]
    assert read_lines == [fold_accents(text) for text in LINES]  # its data differ by version
    assert [note.code for note in doc.notes] == [
        *(["pdf-no-text"] if kind == "PDF" else []),
        "ocr-page",
        "header-missing",
    ]
    assert doc.notes[-2].params == {"page": "1", "words": "30"}


def test_recognition_stops_when_its_time_is_over_and_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "MAX_SECONDS", 0)
    monkeypatch.setattr(ocr_pdf, "words_of", lambda *_: [])
    raw = RawDocument("pdf")
    small = Image.new("L", (40, 60), 255)

    raw_of_pictures(raw, [(number, (small, 72.0)) for number in (4, 5, 6)])

    assert raw == RawDocument(
        "pdf", notes=[Note("ocr-time-over", params={"page": "4", "minutes": "0"})]
    )


def test_a_scan_without_the_program_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    with pytest.raises(MinhBachError) as caught:
        read(_bytes(_scan(), "PNG"), "a.png")
    raw = read_pdf(_bytes(_scan(), "PDF"), "a.pdf")

    assert caught.value.code == "ocr-needs-tesseract"
    assert (raw.blocks, [n.code for n in raw.notes]) == ([], ["pdf-no-text", "ocr-absent"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\nxx", "file-damaged"),
        (b"\xff\xd8\xff\xe0" + b"0" * 90, "file-other-kind"),
    ],
)
def test_a_bad_picture_is_refused(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minhbach.readers.ocr_images.tesseract", lambda: "tesseract")
    with pytest.raises(MinhBachError) as caught:
        read(data, "a.png")

    assert caught.value.code == code


def test_a_picture_of_too_many_pixels_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr("minhbach.readers.ocr_images.tesseract", lambda: "tesseract")
    monkeypatch.setattr("minhbach.readers.pdf.words_of", lambda page, dpi: seen.append(page.size))
    doc = read(_bytes(Image.new("1", (9_000, 6_000), 1), "PNG"), "a.png")

    assert seen == [(6123, 4082)]
    assert [note.code for note in doc.notes] == ["ocr-failed", "header-missing"]


def test_parsed_takes_words_and_leaves_out_specks() -> None:
    rows = [
        "level\tpage_num",
        "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t",
        "5\t1\t1\t1\t1\t1\t3\t4\t5\t6\t30\tSố",
    ]
    rows.append("5\t1\t1\t1\t1\t2\t3\t4\t5\t6\t95\t ")

    assert parsed("\n".join(rows)) == [Word("Số", 3, 4, 8, 10, 30.0, (1, 1, 1))]


def test_doubtful_words_and_tables_are_named() -> None:
    words = [Word("Số", 0, 0, 1, 1, 96.0, (1, 1, 1)), Word("l25", 0, 0, 1, 1, 41.5, (1, 1, 1))]

    assert [(n.code, n.params) for n in notes_of(3, words, table=True)] == [
        ("ocr-page", {"page": "3", "words": "2"}),
        ("ocr-doubtful", {"page": "3", "count": "1", "words": "l25"}),
        ("ocr-table", {"page": "3"}),
    ]


def test_columns_of_a_line_are_parted_where_words_stand_far_apart() -> None:
    words = [
        Word("Nơi", 100, 100, 160, 140, 95.0, (1, 1, 1)),
        Word("nhận:", 172, 100, 260, 140, 95.0, (1, 1, 1)),
        Word("CHỦ", 900, 100, 990, 140, 95.0, (1, 1, 1)),
    ]
    page = page_of(Image.new("L", (1200, 400), 255), words, 300)

    assert "".join(char.text for char in page.chars) == "Nơi nhận:CHỦ"


def test_rules_of_a_scanned_table_are_found() -> None:
    page = Image.new("L", (1000, 800), 255)
    draw = ImageDraw.Draw(page)
    for y in (100, 300, 500):
        draw.line((100, y, 900, y + 4), 0, 4)  # a little askew
    for x in (100, 500, 900):
        draw.line((x, 100, x, 500), 0, 4)
    rules = rules_of(page, 72 / 300)

    assert [sum(rule.across for rule in rules), sum(not rule.across for rule in rules)] == [3, 3]


def test_a_scanned_table_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("L", (1748, 1240), 255)
    draw = ImageDraw.Draw(page)
    for at in (200, 500, 800):
        draw.line((at, 200, at, 800), 0, 5)
        draw.line((200, at, 800, at), 0, 5)
    places = [(250, 300), (550, 300), (250, 600), (550, 600)]
    words = [
        Word(f"ô{n}", x, y, x + 60, y + 50, 95.0, (n, 1, 1)) for n, (x, y) in enumerate(places)
    ]
    monkeypatch.setattr("minhbach.readers.pdf.tesseract", lambda: "tesseract")
    monkeypatch.setattr("minhbach.readers.pdf.words_of", lambda page, dpi: words)
    raw = read_pdf(_bytes(page, "PDF"), "a.pdf")

    (table,) = raw.blocks
    assert isinstance(table, RawTable)
    assert [cell.text for cell in table.cells] == ["ô0", "ô1", "ô2", "ô3"]
    assert [note.code for note in raw.notes] == ["pdf-no-text", "ocr-page", "ocr-table"]


def test_a_hidden_text_layer_is_told() -> None:
    hidden = "3 Tr " + "".join(
        line(90, 700 - 20 * n, "Ke hoach tuyen truyen nam 2024 cua chi bo") for n in range(9)
    )
    raw = read_pdf(pdf(hidden), "a.pdf")

    assert [(n.code, n.params) for n in raw.notes] == [
        ("pdf-ocr-layer", {"count": "1", "pages": "1"})
    ]
