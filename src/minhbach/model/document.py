"""The Document: what every reader gives and every writer takes.

A Document is a sequence of blocks (paragraphs and tables) in reading order, with one running
text in which every paragraph has an offset, so that a quote can always be found again.

Anchors name places: ``p14`` is the 14th body paragraph (counted from 1 after broken lines were
joined), ``t1!B3`` is column B, row 3 of the first table with content, ``l1!A1`` a cell of a
layout table (header block, signature block), ``f1`` a footnote, ``x1`` a text box, ``h1`` a
paragraph of a page header or footer (those stand beside the running text, in ``Document.pages``),
``t1!B3/1!A2`` cell A2 of the first table inside cell B3 of a table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Role = Literal[
    "header",  # a line of the header block: issuer, number, place and date
    "kind",  # the type name in capitals (KẾ HOẠCH)
    "subject",  # the lines under it (trích yếu)
    "addressee",  # Kính gửi
    "basis",  # Căn cứ …
    "preamble",
    "heading",
    "body",
    "item",  # a paragraph that opens with a dash, plus or bullet
    "caption",
    "note",  # footnote, endnote
    "closing",  # Trên đây là …
    "recipient",  # the lines of Nơi nhận, its label too
    "signature",
    "annex",  # the line "Phụ lục …" and its title
    "other",  # rule lines, typist codes, page marks
]
Align = Literal["", "left", "center", "right", "justify"]
TableRole = Literal["content", "header", "signature", "layout"]


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of ``text[start:end]`` of a paragraph. ``size`` in points.

    ``ref`` is the id of a traced number (writers set a bookmark there). ``caps``: typed small and
    shown in capitals (the text has the capitals). ``color`` as RRGGBB, None for automatic.
    """

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    font: str | None = None
    size: float | None = None
    ref: str | None = None
    caps: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Spacing:
    """How a paragraph is set, resolved through styles, list levels and defaults; in points.

    ``line``: a multiple of single spacing where ``rule`` is "auto", else points. ``first``: indent
    of the first line from ``left``; negative when it hangs.
    """

    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: Literal["auto", "exact", "at-least"] = "auto"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line drawn below a paragraph, as its border or as a shape; ``length`` in points, None
    when it runs the paragraph's width or isn't stated."""

    kind: Literal["border", "shape"]
    length: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One logical paragraph; wrapped and page-broken lines are already joined.

    ``text`` is NFC and holds what a reader of the paper sees, the list mark too
    (``"1. Kết quả"``, ``"- Tổ chức …"``), typed or automatic. ``mark`` is that leading mark
    (``"1."``, ``"-"``, ``"a)"``, ``"Điều 5."``) or "". ``level`` is the depth of a heading or
    numbered paragraph from 1; 0 for the rest. ``source``: first and last source line (text) or
    paragraph number (docx), from 1. ``start``: offset of ``text[0]`` in ``Document.text``.
    ``spacing`` and ``line`` (drawn below it) where the format tells them (docx), else None.
    """

    anchor: str
    text: str
    mark: str = ""
    role: Role = "body"
    level: int = 0
    align: Align = ""
    spans: tuple[Span, ...] = ()
    source: tuple[int, int] = (0, 0)
    start: int = 0
    style: str | None = None
    spacing: Spacing | None = None
    line: DrawnLine | None = None

    @property
    def content(self) -> str:
        """The text without its leading mark."""
        return self.text[len(self.mark) :].lstrip() if self.mark else self.text

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class InnerCell:
    """A cell of a table inside a cell: ``paragraphs[first:last]`` of the cell around the table;
    ``tables``: those inside it again, counted among its own paragraphs."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    first: int = 0
    last: int = 0
    tables: tuple[InnerTable, ...] = ()


@dataclass(frozen=True, slots=True)
class InnerTable:
    """A table inside a cell, laid over ``paragraphs[first:last]`` of that cell: its words stand
    in the Document once, among the cell's own."""

    rows: int
    columns: int
    cells: tuple[InnerCell, ...]
    first: int = 0
    last: int = 0
    header_rows: int = 0
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``row`` and ``column`` from 1, of its first place when merged.

    ``paragraphs``: all of them in reading order, those of tables inside it too; ``tables`` says
    how these lie; ``blocks`` gives both as they stand.
    """

    anchor: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[InnerTable, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs of its own and the tables inside it, in reading order."""
        if not self.tables:
            return self.paragraphs
        blocks: list[Block] = []
        at = 0
        for number, inner in enumerate(self.tables, 1):
            blocks.extend(self.paragraphs[at : inner.first])
            blocks.append(self._inner(f"{self.anchor}/{number}", inner))
            at = inner.last
        return (*blocks, *self.paragraphs[at:])

    def _inner(self, anchor: str, inner: InnerTable) -> Table:
        cells = tuple(
            Cell(
                f"{anchor}!{column_name(cell.column)}{cell.row}",
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                self.paragraphs[cell.first : cell.last],
                cell.tables,
            )
            for cell in inner.cells
        )
        return Table(
            anchor, inner.rows, inner.columns, cells, "content", inner.header_rows, inner.widths
        )


def column_name(column: int) -> str:
    """The letters of a column, from 1.

    >>> column_name(2), column_name(28)
    ('B', 'AB')
    """
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``widths``: relative column widths, empty when unknown."""

    anchor: str
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    role: TableRole = "content"
    header_rows: int = 0
    widths: tuple[float, ...] = ()

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers (row, column), from 1; merged cells included."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None

    def inner(self) -> Iterator[Table]:
        """The tables inside its cells, and those inside these."""
        for cell in self.cells:
            for block in cell.blocks if cell.tables else ():
                if isinstance(block, Table):
                    yield block
                    yield from block.inner()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the section tree. ``number`` without its closing mark; ``heading`` None where the
    number opens a running paragraph; ``paragraphs``: anchors of the paragraphs directly under it
    (the opening paragraph itself when ``heading`` is None)."""

    number: str
    heading: str | None
    anchor: str
    paragraphs: tuple[str, ...] = ()
    children: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The document's own identity, from its header block; None is "not stated"."""

    kind: str | None = None  # "ke-hoach"
    kind_name: str | None = None  # "Kế hoạch"
    number: str | None = None  # "12-KH/BTGĐUK"
    date: date | None = None
    place: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    authority: str | None  # "TM. ỦY BAN NHÂN DÂN"
    title: str | None  # "CHỦ TỊCH"
    name: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader noticed or lost; ``params`` fill the message of ``code``."""

    code: str
    anchor: str | None = None
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page header or footer: on which pages it shows, its paragraphs (anchors ``h1`` …), and
    the alignment of the page number in it, None without one."""

    where: Literal["header", "footer"]
    pages: Literal["all", "first", "even"]
    paragraphs: tuple[Paragraph, ...] = ()
    number: Align | None = None


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The paper of one stretch of a document; lengths in points. ``source``: first and last
    paragraph number of the stretch, as in ``Paragraph.source``. ``number_start``: the page
    number that the stretch begins with, None when it counts on. ``texts``: its own headers and
    footers, those that it takes over from the stretch before it too."""

    source: tuple[int, int]
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float = 0.0
    footer: float = 0.0
    landscape: bool = False
    columns: int = 1
    number_format: str = "decimal"
    number_start: int | None = None
    texts: tuple[PageText, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin, kept aside; ``anchor``: the paragraph that it hangs on."""

    text: str
    anchor: str | None = None
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read or composed. ``profile``: which layout rules apply; ``layout_date``
    chooses their version where the paper itself bears no date yet. ``pages``: paper, margins,
    page headers and footers where the format tells them; ``images``: pictures in the text.
    ``page_starts``: where pages are fixed (pdf, scans), the first source number of each.
    ``cosigners``: who signed beside ``signatory``, in a joint paper or in minutes."""

    name: str
    format: str  # "docx", "txt", … ; "" for a composed document
    sha256: str = ""
    profile: Literal["party", "state", "mass", "mixed", ""] = ""
    header: Header = Header()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    signatory: Signatory | None = None
    recipients: tuple[str, ...] = ()
    repaired_breaks: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    layout_date: date | None = None
    pages: tuple[PageSetup, ...] = ()
    comments: tuple[Comment, ...] = ()
    images: int = 0
    page_starts: tuple[int, ...] = ()
    cosigners: tuple[Signatory, ...] = ()

    def page_of(self, paragraph: Paragraph) -> int | None:
        """The page that a paragraph begins on, from 1; None where the format has no fixed pages."""
        if not self.page_starts or not paragraph.source[0]:
            return None
        return max(bisect_right(self.page_starts, paragraph.source[0]), 1)

    def paragraphs(self, *, tables: bool = True) -> Iterator[Paragraph]:
        """Every paragraph in reading order; those inside tables too unless ``tables=False``."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            elif tables:
                for cell in block.cells:
                    yield from cell.paragraphs

    def tables(self, *, inner: bool = False) -> Iterator[Table]:
        """The tables with content (layout tables are skipped); with ``inner`` each is followed
        by those inside its cells, whose words stand in the cell around them too."""
        for block in self.blocks:
            if isinstance(block, Table) and block.role == "content":
                yield block
                if inner:
                    yield from block.inner()

    @property
    def text(self) -> str:
        """Every paragraph, joined by line feeds; ``Paragraph.start`` is an offset in it."""
        return "\n".join(p.text for p in self.paragraphs())

    def at(self, anchor: str) -> Paragraph | Cell | None:
        """The paragraph or cell that an anchor names."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                if block.anchor == anchor:
                    return block
                continue
            for cell in block.cells:
                if cell.anchor == anchor:
                    return cell
                for paragraph in cell.paragraphs:
                    if paragraph.anchor == anchor:
                        return paragraph
            for table in block.inner() if "/" in anchor else ():
                for cell in table.cells:
                    if cell.anchor == anchor:
                        return cell
        return None
