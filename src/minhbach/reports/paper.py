"""Builds a Document block by block: anchors, offsets and spans are counted here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from minhbach.model.document import Block, Cell, Paragraph, Role, Section, Span, Table, TableRole


@dataclass(frozen=True, slots=True)
class Number:
    """A traced number in a text: what is printed and its id."""

    text: str
    ref: str


Piece = str | Number
Line = tuple[Sequence[Piece], str]  # a line of a cell: its pieces and its style


def line(style: str, *pieces: Piece) -> Line:
    """One line of a cell."""
    return pieces, style


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell to be: its lines and how many columns it covers."""

    lines: tuple[Line, ...]
    span: int = 1


@dataclass(slots=True)
class Paper:
    """Collects blocks in reading order."""

    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, Paragraph, list[str]]] = field(default_factory=list)
    offset: int = 0
    paragraphs: int = 0
    tables: int = 0
    layouts: int = 0

    def add(
        self, style: str, role: Role, *pieces: Piece, level: int = 0, mark: str = ""
    ) -> Paragraph:
        """A paragraph below everything so far."""
        self.paragraphs += 1
        made = self._paragraph(f"p{self.paragraphs}", style, role, pieces, level=level, mark=mark)
        self.blocks.append(made)
        if role == "heading":
            self.headings.append((level, made, []))
        elif self.headings and role in ("body", "item"):
            self.headings[-1][2].append(made.anchor)
        return made

    def table(
        self,
        rows: Sequence[Sequence[CellSpec]],
        *,
        role: TableRole = "content",
        cell_role: Role = "body",
        header_rows: int = 0,
        widths: Iterable[float] = (),
    ) -> None:
        """A table; each row gives its cells from the left."""
        if role == "content":
            self.tables += 1
            name = f"t{self.tables}"
        else:
            self.layouts += 1
            name = f"l{self.layouts}"
        cells: list[Cell] = []
        for row, specs in enumerate(rows, start=1):
            column = 1
            for spec in specs:
                cells.append(
                    self._cell(f"{name}!{_letters(column)}{row}", row, column, spec, cell_role)
                )
                column += spec.span
        columns = max((cell.column + cell.column_span - 1 for cell in cells), default=0)
        made = Table(name, len(rows), columns, tuple(cells), role, header_rows, tuple(widths))
        self.blocks.append(made)

    def _cell(self, anchor: str, row: int, column: int, spec: CellSpec, role: Role) -> Cell:
        paragraphs = tuple(
            self._paragraph(anchor if at == 0 else f"{anchor}/{at + 1}", style, role, pieces)
            for at, (pieces, style) in enumerate(spec.lines)
        )
        return Cell(anchor, row, column, 1, spec.span, paragraphs)

    def _paragraph(
        self,
        anchor: str,
        style: str,
        role: Role,
        pieces: Sequence[Piece],
        *,
        level: int = 0,
        mark: str = "",
    ) -> Paragraph:
        text, spans = "", []
        for piece in pieces:
            if isinstance(piece, Number):
                spans.append(Span(len(text), len(text) + len(piece.text), ref=piece.ref))
                text += piece.text
            else:
                text += piece
        start, self.offset = self.offset, self.offset + len(text) + 1
        return Paragraph(anchor, text, mark, role, level, "", tuple(spans), (0, 0), start, style)

    def sections(self) -> tuple[Section, ...]:
        """The section tree of the headings so far."""
        return _tree(self.headings)


def _tree(headings: list[tuple[int, Paragraph, list[str]]]) -> tuple[Section, ...]:
    found: list[Section] = []
    at = 0
    while at < len(headings):
        level, paragraph, inside = headings[at]
        end = at + 1
        while end < len(headings) and headings[end][0] > level:
            end += 1
        number = paragraph.mark.rstrip(".)")
        below = _tree(headings[at + 1 : end])
        found.append(Section(number, paragraph.content, paragraph.anchor, tuple(inside), below))
        at = end
    return tuple(found)


def _letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
