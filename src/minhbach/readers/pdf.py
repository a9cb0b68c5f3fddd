"""PDF files with a text layer: pages → lines → tables, columns, paragraphs."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice, pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as pdf  # type: ignore[import-untyped]  # the same
from PIL import Image

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.model.document import Note
from minhbach.readers import ocr
from minhbach.readers.ocr import DPI, MAX_PIXELS, notes_of, tesseract, words_of
from minhbach.readers.ocr_pages import page_of
from minhbach.readers.pdf_chars import PageContent
from minhbach.readers.pdf_columns import Side, merged, with_sides
from minhbach.readers.pdf_flow import Flow
from minhbach.readers.pdf_furniture import (
    body_size,
    footnotes_apart,
    without_heads,
    without_stamps,
)
from minhbach.readers.pdf_lines import Row, rows_of
from minhbach.readers.pdf_paragraphs import frame_of
from minhbach.readers.pdf_quality import verdict
from minhbach.readers.pdf_stamps import signed_content
from minhbach.readers.pdf_tables import Grid, grids_of
from minhbach.readers.raw import RawDocument

MAX_BYTES = 200 * 1024 * 1024
MAX_PAGES = 2_000
MAX_PAGES_READ = ocr.MAX_PAGES
_AT_ONCE = 2  # pages that tesseract reads side by side
_LAYER_CHARS = 30  # on a page that is a picture: more is the text of that picture
_PAGES_NAMED = 20
Picture = tuple[Image.Image, float]  # with its resolution in dots per inch
_ERRORS = {
    pdf.FPDF_ERR_PASSWORD: "file-protected",
    pdf.FPDF_ERR_SECURITY: "file-protected",
}


@dataclass(slots=True)
class _Page:
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    picture: bool = False  # bears a picture as wide as the page
    scanned: bool = False  # the same, with a text layer that doesn't show


def read_pdf(data: bytes, file: str) -> RawDocument:
    """The text of a PDF as paragraphs and tables, page furniture taken out.

    A text layer that is absent, holds only stamps or is corrupt is said so in a note; its pages
    are read by OCR where tesseract is present, else there are no blocks.
    Raises ``UnreadableFile`` (damaged, protected) or ``RefusedFile`` (too many pages).
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    document = _open(data, file)
    try:
        return _read(document, file)
    finally:
        document.close()


def _open(data: bytes, file: str) -> pdfium.PdfDocument:
    if b"%PDF" not in data[:1024]:
        raise UnreadableFile("file-not-pdf", file=file)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        code = _ERRORS.get(getattr(error, "err_code", None) or 0, "file-damaged")
        raise UnreadableFile(code, file=file) from error
    if not 0 < count <= MAX_PAGES:
        document.close()
        if not count:
            raise UnreadableFile("file-damaged", file=file)
        raise RefusedFile("pdf-too-many-pages", file=file, pages=count, limit=MAX_PAGES)
    return document


def _read(document: pdfium.PdfDocument, file: str) -> RawDocument:
    raw = RawDocument("pdf")
    legacy_runs: dict[str, int] = {}
    pages: list[_Page] = []
    stamps = images = 0
    for number in range(len(document)):
        content, signed = _content(document, number)
        page = _laid_out(content, legacy_runs)
        page.rows, found = without_stamps(page.rows)
        stamps += found + signed
        images += content.images
        pages.append(page)
    found_wrong = verdict([page.rows for page in pages], stamps, images)
    if found_wrong and (found_wrong == "pdf-text-corrupt" or not any(p.grids for p in pages)):
        raw.notes.append(Note(found_wrong))
        _read_pictures(raw, document, range(len(document)), [])
        return raw
    if stamps:
        raw.notes.append(Note("pdf-stamps-dropped", params={"count": str(stamps)}))
    for encoding, count in legacy_runs.items():
        raw.notes.append(Note(f"legacy-{encoding}", params={"count": str(count)}))
    layers = [str(number) for number, page in enumerate(pages, 1) if page.scanned]
    if layers:
        params = {"count": str(len(layers)), "pages": ", ".join(layers[:_PAGES_NAMED])}
        raw.notes.append(Note("pdf-ocr-layer", params=params))
    blank = [n for n, page in enumerate(pages) if page.picture and not page.rows and not page.grids]
    if blank:
        _read_pictures(raw, document, blank, pages)
    else:
        _fill(raw, pages)
    return raw


def _read_pictures(
    raw: RawDocument, document: pdfium.PdfDocument, numbers: Sequence[int], pages: list[_Page]
) -> None:
    """Pages without text through OCR where it is present; ``pages``: those with text."""
    if tesseract() is None:
        if pages:
            raw.notes += [Note("ocr-page-unread", params={"page": str(n + 1)}) for n in numbers]
            _fill(raw, pages)
        else:
            raw.notes.append(Note("ocr-absent"))
        return
    if len(numbers) > MAX_PAGES_READ:
        raw.notes.append(Note("ocr-pages-left", params={"limit": str(MAX_PAGES_READ)}))
    raw_of_pictures(raw, _pictures(raw, document, numbers[:MAX_PAGES_READ]), pages)


def _pictures(
    raw: RawDocument, document: pdfium.PdfDocument, numbers: Sequence[int]
) -> Iterator[tuple[int, Picture]]:
    """Pages drawn when they are asked for: one is nine megabytes."""
    for number in numbers:
        try:
            picture = _picture(document[number])
        except pdfium.PdfiumError:  # a broken page is an empty one
            raw.notes.append(Note("ocr-page-unread", params={"page": str(number + 1)}))
        else:
            yield number + 1, picture


def _picture(page: pdfium.PdfPage) -> Picture:
    width, height = page.get_size()
    dpi = min(DPI, 72 * (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False).to_pil()
    page.close()
    return picture.convert("L"), dpi


def raw_of_pictures(
    raw: RawDocument,
    pictures: Iterable[tuple[int, Picture]],
    pages: list[_Page] | None = None,
) -> None:
    """Fill ``raw`` with what OCR reads on pictures (with their page numbers); ``pages``: those of
    a PDF that have text of their own. A few pages at a time are held and read side by side."""
    known = list(pages or ())
    coming = iter(pictures)
    end = time.monotonic() + ocr.MAX_SECONDS
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while held := list(islice(coming, 2 * _AT_ONCE)):
            if time.monotonic() > end:
                params = {"page": str(held[0][0]), "minutes": str(ocr.MAX_SECONDS // 60)}
                raw.notes.append(Note("ocr-time-over", params=params))
                break
            read = pool.map(lambda pair: words_of(*pair[1]), held)
            for (number, (picture, dpi)), words in zip(held, read, strict=True):
                page = _laid_out(page_of(picture, words or [], dpi), {})
                page.rows, _ = without_stamps(page.rows)
                raw.notes += notes_of(number, words, table=bool(page.grids))
                if pages:
                    known[number - 1] = page
                else:
                    known.append(page)
    _fill(raw, known)


def _content(document: pdfium.PdfDocument, number: int) -> tuple[PageContent, int]:
    """What a page draws, and how many signature stamps it bears. A broken page is an empty one."""
    try:
        return signed_content(document, number)
    except pdfium.PdfiumError:
        return PageContent(1, 1), 0


def _laid_out(content: PageContent, legacy_runs: dict[str, int]) -> _Page:
    grids = grids_of(content.rules, content.chars)
    free = [char for char in content.chars if not any(grid.holds(char) for grid in grids)]
    page = _Page(content.width, content.height, rows_of(free, legacy_runs), grids)
    page.picture = content.covered
    hidden = sum(1 for char in content.chars if char.face.invisible)
    page.scanned = bool(content.chars) and (
        2 * hidden > len(content.chars) or (content.covered and len(content.chars) > _LAYER_CHARS)
    )
    return page


def _fill(raw: RawDocument, pages: list[_Page]) -> None:
    heads_out = without_heads([page.rows for page in pages], [page.height for page in pages])
    size = body_size(heads_out)
    flow = Flow()
    notes: list[Row] = []
    number = 0
    starts: list[int] = []
    for index, (page, rows) in enumerate(zip(pages, heads_out, strict=True)):
        body, below = footnotes_apart(rows, size)
        notes.extend(below)
        starts.append(number + 1)
        for row in [*body, *below]:
            number += 1
            for stretch in row:
                stretch.number, stretch.page = number, index
        if not body and not below:
            number += 1  # a page of tables alone has a number for them
        flow.page(_ordered(body, page.grids, first=index == 0), round(page.width), starts[-1])
    flow.notes(notes)
    raw.blocks, raw.broken, raw.page_starts = flow.blocks, flow.broken, tuple(starts)


def _middle(rows: list[Row]) -> float:
    """The middle of the page's text, from its usual edges."""
    frame = frame_of([merged(row) for row in rows])
    if frame is not None:
        return (frame.left + frame.right) / 2
    left = min((row[0].x0 for row in rows), default=0.0)
    return (left + max((row[-1].x1 for row in rows), default=0.0)) / 2


def _ordered(rows: list[Row], grids: list[Grid], *, first: bool) -> list[Row | Side | Grid]:
    """Rows, side-by-side regions and tables of a page from top to bottom."""
    items: list[Row | Side | Grid] = []
    middle = _middle(rows)
    edges = [0.0, *(grid.ys[0] for grid in grids), float("inf")]
    for index, (top, bottom) in enumerate(pairwise(edges)):
        if index:
            items.append(grids[index - 1])
        part = [row for row in rows if top <= row[0].y < bottom]
        items.extend(with_sides(part, middle, top=first and index == 0))
    return [[merged(item)] if isinstance(item, list) and len(item) > 1 else item for item in items]
