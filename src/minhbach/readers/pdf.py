"""PDF files with a text layer: pages → lines → tables, columns, paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as pdf  # type: ignore[import-untyped]  # the same

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.model.document import Note
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


def read_pdf(data: bytes, file: str) -> RawDocument:
    """The text of a PDF as paragraphs and tables, page furniture taken out.

    A text layer that is absent, holds only stamps or is corrupt gives no blocks but a note that
    says so. Raises ``UnreadableFile`` (damaged, protected) or ``RefusedFile`` (too many pages).
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
    if found_wrong and not any(page.grids for page in pages):
        raw.notes.append(Note(found_wrong))
        return raw
    if stamps:
        raw.notes.append(Note("pdf-stamps-dropped", params={"count": str(stamps)}))
    for encoding, count in legacy_runs.items():
        raw.notes.append(Note(f"legacy-{encoding}", params={"count": str(count)}))
    _fill(raw, pages)
    return raw


def _content(document: pdfium.PdfDocument, number: int) -> tuple[PageContent, int]:
    """What a page draws, and how many signature stamps it bears. A broken page is an empty one."""
    try:
        return signed_content(document, number)
    except pdfium.PdfiumError:
        return PageContent(1, 1), 0


def _laid_out(content: PageContent, legacy_runs: dict[str, int]) -> _Page:
    grids = grids_of(content.rules, content.chars)
    free = [char for char in content.chars if not any(grid.holds(char) for grid in grids)]
    return _Page(content.width, content.height, rows_of(free, legacy_runs), grids)


def _fill(raw: RawDocument, pages: list[_Page]) -> None:
    heads_out = without_heads([page.rows for page in pages], [page.height for page in pages])
    size = body_size(heads_out)
    flow = Flow()
    notes: list[Row] = []
    number = 0
    for index, (page, rows) in enumerate(zip(pages, heads_out, strict=True)):
        body, below = footnotes_apart(rows, size)
        notes.extend(below)
        for row in [*body, *below]:
            number += 1
            for stretch in row:
                stretch.number, stretch.page = number, index
        flow.page(_ordered(body, page.grids, first=index == 0), round(page.width))
    flow.notes(notes)
    raw.blocks, raw.broken = flow.blocks, flow.broken


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
