"""What stands on which slide: text is measured, and dealt out so that nothing runs over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from minhbach.model.document import Block, Document, Paragraph, Table
from minhbach.writers.metrics import text_width

WIDER = 1.14  # Arial against Times New Roman, measured on Vietnamese text, with room to spare
BODY, SOURCE = 24.0, 12.0  # type sizes in pt
LEADING, GAP = 1.2, 8.0  # lines in sizes; pt between paragraphs
WIDTH, HEIGHT = 308.0, 356.0  # of the text: mm, pt; its sources take from the height
_SENTENCE_END = re.compile(r"(?<=[.;!?…])\s+(?=\S)")
_NOTE_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide to be: paragraphs or rows of a table, the sources below, the speaker's notes."""

    title: str
    points: tuple[tuple[str, bool], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or a stretch of one, and the marks of its sources."""

    text: str
    marks: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """A heading with what stands under it."""

    title: str
    items: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # all of it in order, for the speaker


def deal(doc: Document) -> tuple[Slide, ...]:
    """The slides after the first. Where a section has a list, the list is shown and the running
    text goes to the speaker's notes; else the running text is shown."""
    return tuple(slide for part in _parts(doc.blocks, doc) for slide in _slides(part))


def line_count(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines ``text`` takes at ``size`` pt in ``width`` mm, words kept whole.

    >>> line_count("Kết quả", 24, 308)
    1
    """
    lines, room = 1, width
    space = text_width(" ", size, bold=bold) * WIDER
    for word in text.split():
        wide = text_width(word, size, bold=bold) * WIDER
        if wide > room and room < width:
            lines, room = lines + 1, width
        room -= wide + space
    return lines


def _parts(blocks: Iterable[Block], doc: Document) -> Iterator[_Part]:
    part = _Part(doc.header.subject or doc.name)
    for block in blocks:
        if isinstance(block, Table):
            if block.role == "content":
                part.tables.append(block)
            continue
        if block.role in ("heading", "annex"):
            if part.said or part.tables:
                yield part
            part = _Part(block.text)
        else:
            _add(part, block)
    if part.said or part.tables:
        yield part


def _add(part: _Part, block: Paragraph) -> None:
    if block.role == "note":
        part.notes.append(block.text)
    elif block.role == "item":
        part.items.append(block.content)
    elif block.role in ("body", "closing", "basis", "addressee") and block.text.strip():
        part.prose.append(block.text)
    else:
        return
    part.said.append(block.text)


def _slides(part: _Part) -> Iterator[Slide]:
    shown, listed = (part.items, True) if part.items else (part.prose, False)
    notes = tuple(part.said) if part.items and part.prose else tuple(part.notes)
    pending = [piece for text in shown for piece in _marked(text)]
    page: list[_Piece] = []
    for piece in pending:
        if page and not _fits([*page, piece], part.notes):
            yield _slide(part, page, listed, notes)
            page = []
        page.append(piece)
    if page or not part.tables:
        yield _slide(part, page, listed, notes)
    for table in part.tables:
        yield from _of_table(part.title, table)


def _slide(part: _Part, page: list[_Piece], listed: bool, notes: tuple[str, ...]) -> Slide:
    points = tuple((piece.text, listed) for piece in page)
    return Slide(part.title, points, sources=tuple(_named(page, part.notes)), notes=notes)


def _named(page: Iterable[_Piece], notes: Iterable[str]) -> list[str]:
    """Those of ``notes`` whose mark ("[3]") the pieces name."""
    marks = {mark for piece in page for mark in piece.marks}
    return [note for note in notes if (found := _NOTE_MARK.match(note)) and found[0] in marks]


def _marked(text: str) -> Iterator[_Piece]:
    """The pieces of a paragraph with the sources that they name.

    A mark follows what it stands for: a piece cut off before its mark takes the next one along.
    """
    marks, behind = _NOTE_MARK.findall(text), 0
    for piece in _pieces(text):
        inside = len(_NOTE_MARK.findall(piece))
        open_end = not _NOTE_MARK.search(piece[-8:])
        yield _Piece(piece, tuple(marks[behind : behind + inside + open_end]))
        behind += inside


def _fits(page: list[_Piece], notes: Iterable[str]) -> bool:
    body = sum(line_count(piece.text, BODY, WIDTH) * BODY * LEADING + GAP for piece in page)
    below = sum(line_count(n, SOURCE, WIDTH) * SOURCE * LEADING for n in _named(page, notes))
    return body + below <= HEIGHT


def _pieces(text: str) -> Iterator[str]:
    """``text`` whole, or its sentences where it would fill more than half a slide."""
    most = int((HEIGHT / 2 - GAP) / (BODY * LEADING))
    if line_count(text, BODY, WIDTH) <= most:
        yield text
        return
    piece = ""
    for sentence in _SENTENCE_END.split(text):
        for stretch in _stretches(sentence, most):
            longer = f"{piece} {stretch}".strip()
            if piece and line_count(longer, BODY, WIDTH) > most:
                yield piece
                longer = stretch
            piece = longer
    if piece:
        yield piece


def _stretches(sentence: str, most: int) -> Iterator[str]:
    """A sentence, cut between words where it is longer than ``most`` lines."""
    words: list[str] = []
    for word in sentence.split():
        if words and line_count(" ".join([*words, word]), BODY, WIDTH) > most:
            yield " ".join(words) + " …"
            words = []
        words.append(word)
    if words:
        yield " ".join(words)


def table_size(columns: int) -> float:
    """Type size of a table's cells: smaller where many columns share the slide."""
    return 14.0 if columns <= 5 else 11.0


def _of_table(title: str, table: Table) -> Iterator[Slide]:
    rows = [
        tuple(_cell(table, row, column) for column in range(1, table.columns + 1))
        for row in range(1, table.rows + 1)
    ]
    heads = min(table.header_rows or 1, 3)
    head, body = rows[:heads], rows[heads:]
    page: list[tuple[str, ...]] = []
    taken = start = sum(_height(row) for row in head)
    for row in body:
        high = _height(row)
        if page and taken + high > HEIGHT:
            yield Slide(title, rows=(*head, *page))
            page, taken = [], start
        page.append(row)
        taken += high
    yield Slide(title, rows=(*head, *page))


def _height(row: tuple[str, ...]) -> float:
    size, width = table_size(len(row)), WIDTH / len(row) - 5
    return max(line_count(text, size, width) for text in row) * size * LEADING + 8


def _cell(table: Table, row: int, column: int) -> str:
    """The cell's text once, at its first place; cut where it would fill half a slide."""
    cell = table.cell(row, column)
    if cell is None or (cell.row, cell.column) != (row, column):
        return ""
    words, size = cell.text.split(), table_size(table.columns)
    width, most = WIDTH / table.columns - 5, int(HEIGHT / 2 / (size * LEADING))
    text = " ".join(words)
    while len(words) > 1 and line_count(text, size, width) > most:
        del words[-max(1, len(words) // 8) :]
        text = " ".join(words) + " …"
    return text
