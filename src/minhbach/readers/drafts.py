"""Paragraphs on their way into a Document: lines stripped and split, with what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from minhbach.model.document import (
    Align,
    DrawnLine,
    InnerCell,
    InnerTable,
    Role,
    Spacing,
    Span,
    TableRole,
)
from minhbach.model.notation import type_of_title
from minhbach.readers.joins import ends_sentence, is_cut, opens_paragraph
from minhbach.readers.marks import Mark, mark_of
from minhbach.readers.raw import Place, RawCell, RawDocument, RawParagraph, RawTable

_MIN_CUT_HEADING = 24  # characters: a shorter line of capitals was not full


_start = attrgetter("start")


def _says(text: str) -> bool:
    """Whether a letter or a digit stands in it."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


@dataclass(slots=True)
class Draft:
    """One line or paragraph. ``soft``: a typed line break, no paragraph end, stands before it."""

    text: str
    spans: list[Span]
    source: tuple[int, int]
    mark: str = ""
    automatic: bool = False
    align: Align = ""
    style: str | None = None
    place: Place = "p"
    soft: bool = False
    alone: bool = False
    role: Role = "body"
    level: int = 0
    anchor: str = ""
    outline: int | None = None
    spacing: Spacing | None = None
    line: DrawnLine | None = None
    _marked: Mark | None = None  # the mark of ``_text``
    _text: str | None = None

    def first_mark(self) -> Mark | None:
        """What ``mark_of`` says of the text, looked for once."""
        if self._text is not self.text:
            self._marked, self._text = mark_of(self.text), self.text
        return self._marked

    @property
    def content(self) -> str:
        """The text after its mark."""
        return self.text[len(self.mark) :].lstrip() if self.mark else self.text

    @property
    def bold(self) -> bool:
        """Every letter after the mark is bold."""
        return self.whole("bold")

    def whole(self, look: str) -> bool:
        """Every letter after the mark has that look."""
        return self.covered(look, len(self.mark)) == len(self.text)

    def covered(self, look: str, start: int = 0) -> int:
        """Where the stretch of that look from ``start`` ends; signs and spaces don't end it, and
        where they are all there is they have no look."""
        text = self.text
        at = start
        spans = self.spans
        if len(spans) > 1:
            spans = sorted(spans, key=_start)
        elif spans and spans[0].start <= start and spans[0].end >= len(text):
            one = getattr(spans[0], look) or (start and not _says(text[start:]))
            return len(text) if one else start
        for span in spans:
            if span.end <= at:
                continue
            if span.start > at and _says(text[at : span.start]):
                break
            if getattr(span, look):
                at = span.end
            elif _says(text[max(at, span.start) : span.end]):
                break
        return len(text) if at and not _says(text[at:]) else at


@dataclass(slots=True)
class DraftCell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Draft]
    tables: tuple[InnerTable, ...] = ()
    anchor: str = ""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class DraftTable:
    rows: int
    columns: int
    cells: list[DraftCell]
    header_rows: int = 0
    widths: tuple[float, ...] = ()
    role: TableRole = "content"
    anchor: str = ""

    @property
    def text(self) -> str:
        return "\n".join(cell.text for cell in self.cells if cell.lines)

    def lines(self) -> Iterator[Draft]:
        for cell in self.cells:
            yield from cell.lines


Block = Draft | DraftTable


@dataclass(slots=True)
class Drafts:
    """All blocks of a document and the joins made so far."""

    blocks: list[Block] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)


def drafts_of(raw: RawDocument) -> Drafts:
    """Blocks with stripped lines; typed line breaks split, empty paragraphs and tables dropped."""
    drafts = Drafts(broken=list(raw.broken))
    alone = True
    for block in raw.blocks:
        if isinstance(block, RawTable):
            table = _table(block)
            if table.text.strip():
                drafts.blocks.append(table)
            alone = True
            continue
        lines = list(_lines(block))
        if lines:
            lines[0].alone = lines[0].alone or alone
            drafts.blocks.extend(lines)
        alone = not lines
    return drafts


def _lines(paragraph: RawParagraph) -> Iterator[Draft]:
    text = paragraph.text
    if "\n" not in text:
        bare = text.strip()
        if bare:
            left = 0 if len(bare) == len(text) else len(text) - len(text.lstrip())
            yield _draft(paragraph, left, left + len(bare), first=True)
        return
    start = 0
    first = True
    for piece in text.split("\n"):
        end = start + len(piece)
        left = start + len(piece) - len(piece.lstrip())
        right = left + len(piece.strip())
        if right > left:
            yield _draft(paragraph, left, right, first=first)
            first = False
        start = end + 1


def _moved(span: Span, start: int, end: int) -> Span:
    """The span at another place; ``dataclasses.replace`` takes four times as long."""
    return Span(
        start,
        end,
        span.bold,
        span.italic,
        span.underline,
        span.font,
        span.size,
        span.ref,
        span.caps,
        span.color,
    )


def _draft(paragraph: RawParagraph, left: int, right: int, *, first: bool) -> Draft:
    text = paragraph.text[left:right]
    if left == 0 and right == len(paragraph.text):
        spans = list(paragraph.spans)
    else:
        spans = [
            _moved(span, max(span.start, left) - left, min(span.end, right) - left)
            for span in paragraph.spans
            if span.start < right and span.end > left
        ]
    automatic = first and bool(paragraph.mark)
    draft = Draft(  # by place: it is made for every line
        text,
        spans,
        paragraph.source,
        paragraph.mark if automatic else "",
        automatic,
        paragraph.align,
        paragraph.style,
        paragraph.place,
        not first,
        paragraph.alone and first,
        "body",
        paragraph.level if first else 0,
        "",
        paragraph.outline,
        paragraph.spacing,
        paragraph.line if paragraph.line and right == len(paragraph.text.rstrip()) else None,
    )
    if not draft.mark:
        found = draft.first_mark()
        draft.mark = found.text if found else ""
    return draft


def _table(raw: RawTable) -> DraftTable:
    cells = [
        DraftCell(cell.row, cell.column, cell.row_span, cell.column_span, *_inside(cell))
        for cell in raw.cells
    ]
    header = raw.header_rows or _header_rows(cells)
    return DraftTable(raw.rows, raw.columns, cells, header, raw.widths)


def _inside(cell: RawCell) -> tuple[list[Draft], tuple[InnerTable, ...]]:
    """The lines of a cell, and how the tables inside it lie over them."""
    if not cell.tables:
        return [line for paragraph in cell.paragraphs for line in _lines(paragraph)], ()
    lines: list[Draft] = []
    starts = [0]  # of each paragraph among the lines
    for paragraph in cell.paragraphs:
        lines.extend(_lines(paragraph))
        starts.append(len(lines))
    return lines, _laid(cell, starts, lines)


def _laid(cell: RawCell, starts: list[int], lines: list[Draft]) -> tuple[InnerTable, ...]:
    """``starts`` and ``lines`` belong to this cell alone."""
    tables: list[InnerTable] = []
    for begin, table in cell.tables:
        cells: list[InnerCell] = []
        drafts: list[DraftCell] = []
        at = begin
        for inner in table.cells:
            own = starts[at : at + len(inner.paragraphs) + 1]
            at += len(inner.paragraphs)
            first, last = own[0], own[-1]
            within = lines[first:last]
            deeper = _laid(inner, [start - first for start in own], within)
            spans = (inner.row, inner.column, inner.row_span, inner.column_span)
            cells.append(InnerCell(*spans, first, last, deeper))
            drafts.append(DraftCell(*spans, within))
        if starts[at] > starts[begin]:  # a table without words is none
            header = table.header_rows or _header_rows(drafts)
            size = (table.rows, table.columns, tuple(cells))
            tables.append(InnerTable(*size, starts[begin], starts[at], header, table.widths))
    return tuple(tables)


def _header_rows(cells: list[DraftCell]) -> int:
    """One when the first row is all bold and the table goes on, else none."""
    first = [cell for cell in cells if cell.row == 1 and cell.lines]
    more = any(cell.row > 1 for cell in cells)
    bold = first and all(line.bold for cell in first for line in cell.lines)
    return 1 if more and len(first) > 1 and bold else 0


def join_cut(drafts: Drafts, start: int, end: int, *, recorded: bool) -> int:
    """Join typed line breaks and cut sentences of ``blocks[start:end]``; the new end.

    ``recorded``: joins of two paragraphs are noted as repaired breaks.
    """
    kept: list[Block] = []
    for block in drafts.blocks[start:end]:
        above = kept[-1] if kept else None
        if not isinstance(block, Draft) or not isinstance(above, Draft):
            kept.append(block)
        elif block.soft and _goes_on(above, block):
            _join(above, block)
        elif recorded and not block.soft and _was_cut(above, block):
            drafts.broken.append((above.source[1], block.source[0]))
            _join(above, block)
        else:
            kept.append(block)
    drafts.blocks[start:end] = kept
    return start + len(kept)


def _goes_on(above: Draft, below: Draft) -> bool:
    if below.mark or ends_sentence(above.text) or above.bold != below.bold:
        return False
    if opens_paragraph(below.text):
        return False
    return not (above.text.isupper() and type_of_title(above.text))


def _was_cut(above: Draft, below: Draft) -> bool:
    if ends_sentence(above.text) or below.automatic or above.place != below.place:
        return False
    if "center" in (above.align, below.align):
        return False
    if _is_cut_heading(above, below):
        return True
    return above.bold == below.bold and is_cut(above.text, below.text)


def _is_cut_heading(above: Draft, below: Draft) -> bool:
    """A numbered heading that went on in a second bold paragraph: "II. NỘI DUNG, HÌNH THỨC VÀ" /
    "THỜI GIAN TUYÊN TRUYỀN"."""
    if below.mark or not above.content:
        return False
    same = any(above.whole(look) and below.whole(look) for look in ("bold", "italic", "underline"))
    if not same or opens_paragraph(below.text):
        return False
    open_ended = above.text.endswith((",", " VÀ")) or below.text.startswith("VÀ ")
    if above.text.isupper():
        full = above.mark and len(above.text) >= _MIN_CUT_HEADING
        return below.text.isupper() and bool(full or open_ended)
    if not above.mark:
        return False
    return below.text[0].islower() and not above.text.isupper()


def _join(above: Draft, below: Draft) -> None:
    offset = len(above.text) + 1
    above.text = f"{above.text} {below.text}"
    above.spans = [
        *above.spans,
        *(_moved(s, s.start + offset, s.end + offset) for s in below.spans),
    ]
    above.source = (above.source[0], max(above.source[1], below.source[1]))
