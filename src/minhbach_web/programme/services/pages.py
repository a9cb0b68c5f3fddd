"""A Document as a page on the screen: blocks of runs, with marks laid over the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext

from minhbach_web.engine import Block, Cell, Document, Paragraph, Section, Table


@dataclass(frozen=True, slots=True)
class Mark:
    """``start``/``end`` in the paragraph or cell named ``anchor``; None marks all of it.

    ``look`` is a modifier of the component ("citation", "task", "set-aside", "figure").
    """

    anchor: str
    start: int | None
    end: int | None
    look: str
    href: str = ""
    title: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that looks the same all over; the narrowest mark gives the link.

    ``refs``: what lies over it, to be found from the other side of the page.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    looks: str = ""
    href: str = ""
    title: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """``tag``: h3 to h6 for headings, p for the rest. ``anchor`` is empty where the cell has it.
    ``place``: its number among the paragraphs; ``source``: where in the file it stands."""

    anchor: str
    tag: str
    role: str
    align: str
    runs: tuple[Run, ...]
    place: str = ""
    source: str = ""

    kind = "paragraph"


@dataclass(frozen=True, slots=True)
class CellView:
    anchor: str
    tag: str
    row_span: int
    column_span: int
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    anchor: str
    role: str
    rows: tuple[tuple[CellView, ...], ...]
    number: str = ""

    kind = "table"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the file begins here."""

    number: int

    kind = "page"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    anchor: str
    label: str
    level: int


BlockView = ParagraphView | TableView | PageView
Marks = dict[str, list[Mark]]
LINES = ("txt", "md")  # formats whose sources are lines
TOP = 2  # the page's own heading over the document


def page_of(document: Document, marks: Iterable[Mark] = ()) -> tuple[BlockView, ...]:
    """Every block of ``document`` in reading order, ``marks`` laid over it."""
    by_anchor: Marks = defaultdict(list)
    for mark in marks:
        by_anchor[mark.anchor].append(mark)
    views: list[BlockView] = []
    depth, page = TOP, 0
    for block in document.blocks:
        begins = _page(document, block)
        if begins > page and block.anchor[:1] != "f":
            page = begins
            views.append(PageView(page))
        if not isinstance(block, Paragraph):
            views.append(_table(block, by_anchor))
        elif block.role == "heading":
            # A level that the document skips must not become a hole in the page's outline.
            depth = min(max(block.level, 1) + TOP, depth + 1, 6)
            view = _paragraph(block, by_anchor[block.anchor], f"h{depth}")
            views.append(_placed(view, document, block))
        else:
            view = _paragraph(block, by_anchor[block.anchor])
            views.append(_placed(view, document, block))
    return tuple(views)


def _page(document: Document, block: Block) -> int:
    """The page of the file that a block begins on, 0 where it has none."""
    first = block if isinstance(block, Paragraph) else None
    if first is None and isinstance(block, Table):
        first = next((p for cell in block.cells for p in cell.paragraphs), None)
    return (document.page_of(first) or 0) if first else 0


def _placed(view: ParagraphView, document: Document, block: Paragraph) -> ParagraphView:
    return replace(view, place=block.anchor.lstrip("p"), source=_source(document, block))


def _source(document: Document, paragraph: Paragraph) -> str:
    """Where in the file a paragraph stands, in words."""
    page, (first, last) = document.page_of(paragraph), paragraph.source
    if page:
        return gettext("Page %(page)s of the file") % {"page": page}
    if not first:
        return ""
    numbers = str(first) if first == last else f"{first}–{last}"
    if document.format in LINES:
        return gettext("Line %(numbers)s of the file") % {"numbers": numbers}
    return gettext("Paragraph %(numbers)s of the file") % {"numbers": numbers}


def outline_of(document: Document, depth: int = 2) -> tuple[OutlineEntry, ...]:
    """The section tree as a flat list of links, ``depth`` levels deep."""
    return tuple(_entries(document.sections, 1, depth))


def _entries(sections: Sequence[Section], level: int, depth: int) -> Iterable[OutlineEntry]:
    for section in sections:
        if section.heading is None:
            continue
        label = f"{section.number}. {section.heading}" if section.number else section.heading
        yield OutlineEntry(section.anchor, label, level)
        if level < depth:
            yield from _entries(section.children, level + 1, depth)


def _paragraph(paragraph: Paragraph, marks: Sequence[Mark], tag: str = "p") -> ParagraphView:
    return ParagraphView(
        paragraph.anchor, tag, paragraph.role, paragraph.align, _runs(paragraph, marks)
    )


def _table(table: Table, marks: Marks) -> TableView:
    rows: dict[int, list[CellView]] = defaultdict(list)
    for cell in table.cells:
        is_head = table.role == "content" and cell.row <= table.header_rows
        rows[cell.row].append(_cell(cell, "th" if is_head else "td", marks))
    shown = tuple(tuple(rows[n]) for n in sorted(rows))
    return TableView(table.anchor, table.role, shown, table.anchor.lstrip("tl"))


def _cell(cell: Cell, tag: str, marks: Marks) -> CellView:
    paragraphs = []
    start = 0
    for paragraph in cell.paragraphs:
        own = paragraph.anchor not in {"", cell.anchor}
        inside = [*_shifted(marks[cell.anchor], start, len(paragraph.text))]
        view = _paragraph(paragraph, inside + marks[paragraph.anchor] if own else inside)
        paragraphs.append(view if own else replace(view, anchor=""))
        start += len(paragraph.text) + 1
    return CellView(cell.anchor, tag, cell.row_span, cell.column_span, tuple(paragraphs))


def _shifted(marks: Sequence[Mark], by: int, length: int) -> Iterable[Mark]:
    """Marks of a cell, as they fall on one of its paragraphs."""
    for mark in marks:
        start = 0 if mark.start is None else mark.start - by
        end = length if mark.end is None else mark.end - by
        if start < length and end > 0:
            yield Mark(mark.anchor, max(start, 0), end, mark.look, mark.href, mark.title, mark.ref)


def _runs(paragraph: Paragraph, marks: Sequence[Mark]) -> tuple[Run, ...]:
    length = len(paragraph.text)
    edges = {0, length}
    placed = [(mark.start or 0, length if mark.end is None else mark.end, mark) for mark in marks]
    for start, end, _mark in placed:
        edges |= {min(start, length), min(end, length)}
    for span in paragraph.spans:
        edges |= {min(span.start, length), min(span.end, length)}
    cuts = sorted(edges)
    return tuple(_run(paragraph, placed, first, last) for first, last in pairwise(cuts))


def _run(
    paragraph: Paragraph, placed: Sequence[tuple[int, int, Mark]], first: int, last: int
) -> Run:
    spans = [span for span in paragraph.spans if span.start <= first and last <= span.end]
    over = [(end - start, mark) for start, end, mark in placed if start <= first and last <= end]
    over.sort(key=lambda pair: pair[0])
    text = paragraph.text[first:last]
    # A comma left over between two marks is too small to be pressed.
    linked = next((mark for _, mark in over if mark.href and re.search(r"\w", text)), None)
    looks = " ".join(dict.fromkeys(f"mark--{mark.look}" for _, mark in over))
    narrowest = linked or (over[0][1] if over else None)
    return Run(
        text,
        any(span.bold for span in spans),
        any(span.italic for span in spans),
        any(span.underline for span in spans),
        looks,
        linked.href if linked else "",
        narrowest.title if narrowest else "",
        tuple(dict.fromkeys(mark.ref for _, mark in over if mark.ref)),
    )
