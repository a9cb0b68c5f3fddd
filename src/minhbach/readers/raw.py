"""What a format reader hands to structure.py: paragraphs and tables, nothing understood yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from minhbach.model.document import Align, DrawnLine, Note, PageSetup, Spacing, Span

Place = Literal["p", "f", "x"]  # body, footnote, text box: the letter of the anchor


@dataclass(slots=True)
class RawParagraph:
    """One paragraph of the file. ``text`` may hold line feeds (typed line breaks) and tabs.

    ``mark``: the automatic number or bullet, already at the front of ``text``. ``source``: first
    and last line or paragraph number. ``alone``: a blank line or a page break stands before it.
    ``outline``: the level that a heading style or the paragraph itself gives, from 1. ``line``:
    drawn below it; ``over``: drawn above it.
    """

    text: str
    spans: list[Span] = field(default_factory=list)
    mark: str = ""
    align: Align = ""
    style: str | None = None
    level: int = 0
    source: tuple[int, int] = (0, 0)
    place: Place = "p"
    alone: bool = False
    outline: int | None = None
    spacing: Spacing | None = None
    line: DrawnLine | None = None
    over: DrawnLine | None = None


@dataclass(slots=True)
class RawCell:
    """``paragraphs``: those of tables inside the cell too; ``tables``: these, each with the
    number of paragraphs before it."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: list[RawParagraph] = field(default_factory=list)
    tables: list[tuple[int, RawTable]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    def take(self, blocks: Iterator[RawBlock]) -> None:
        """Fill it with blocks; the paragraphs of tables stand among its own."""
        for block in blocks:
            if isinstance(block, RawTable):
                self.tables.append((len(self.paragraphs), block))
                self.paragraphs.extend(block.paragraphs())
            else:
                self.paragraphs.append(block)


@dataclass(slots=True)
class RawTable:
    rows: int
    columns: int
    cells: list[RawCell]
    header_rows: int = 0
    widths: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(cell.text for cell in self.cells)

    def paragraphs(self) -> Iterator[RawParagraph]:
        for cell in self.cells:
            yield from cell.paragraphs


RawBlock = RawParagraph | RawTable


@dataclass(frozen=True, slots=True)
class RawComment:
    """``source``: the number of the paragraph that it hangs on, 0 when unknown."""

    text: str
    source: int = 0
    author: str | None = None
    date: str | None = None


@dataclass(slots=True)
class RawDocument:
    """``broken``: joins across blank lines or page breaks, as pairs of source numbers.
    ``found``: what was lost, guessed or repaired: code → the source numbers where it was."""

    format: str
    blocks: list[RawBlock] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)
    found: dict[str, list[int]] = field(default_factory=dict)
    pages: tuple[PageSetup, ...] = ()
    comments: list[RawComment] = field(default_factory=list)
    images: int = 0
    page_starts: tuple[int, ...] = ()
