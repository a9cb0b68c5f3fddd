"""A composed Document as lines and grids that a template can draw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from minhbach_web import engine


@dataclass(frozen=True)
class Run:
    """A piece of text of one look; ``number``: id of the traced number that it is."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    number: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    runs: tuple[Run, ...]
    role: str
    level: int
    align: str
    anchor: str


@dataclass(frozen=True)
class GridCell:
    lines: tuple[Line, ...]
    row_span: int
    column_span: int
    head: bool
    numeric: bool


@dataclass(frozen=True)
class Grid:
    """A table; ``layout``: it only places text side by side (header, signature)."""

    rows: tuple[tuple[GridCell, ...], ...]
    layout: bool
    anchor: str
    head: tuple[tuple[GridCell, ...], ...] = ()
    more: int = 0


def paper(document: engine.Document, most_rows: int | None = None) -> list[Line | Grid]:
    """The blocks of the document, in reading order; of a table no more than ``most_rows``."""
    return [
        _grid(block, most_rows) if isinstance(block, engine.Table) else _line(block)
        for block in document.blocks
    ]


def _line(paragraph: engine.Paragraph) -> Line:
    return Line(
        runs=_runs(paragraph),
        role=paragraph.role,
        level=paragraph.level,
        align=paragraph.align,
        anchor=paragraph.anchor,
    )


def _runs(paragraph: engine.Paragraph) -> tuple[Run, ...]:
    """The text cut where a span begins or ends; overlapping spans add up."""
    text = paragraph.text
    cuts = sorted({0, len(text), *(x for s in paragraph.spans for x in (s.start, s.end))})
    runs = []
    for start, end in pairwise(cuts):
        over = [s for s in paragraph.spans if s.start <= start and end <= s.end]
        runs.append(
            Run(
                text=text[start:end],
                bold=any(s.bold for s in over),
                italic=any(s.italic for s in over),
                underline=any(s.underline for s in over),
                number=next((s.ref for s in over if s.ref), ""),
            )
        )
    return tuple(runs)


def _grid(table: engine.Table, most: int | None) -> Grid:
    last = table.header_rows + most if most and table.role == "content" else None
    total = max((cell.row for cell in table.cells), default=0)
    rows: dict[int, list[GridCell]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        if last is not None and cell.row > last:
            break
        rows.setdefault(cell.row, []).append(_cell(cell, table))
    ordered = [tuple(rows[number]) for number in sorted(rows)]
    heads = table.header_rows if table.role == "content" else 0
    return Grid(
        rows=tuple(ordered[heads:]),
        layout=table.role != "content",
        anchor=table.anchor,
        head=tuple(ordered[:heads]),
        more=max(0, total - last) if last is not None else 0,
    )


def _cell(cell: engine.Cell, table: engine.Table) -> GridCell:
    return GridCell(
        lines=tuple(_line(paragraph) for paragraph in cell.paragraphs),
        row_span=cell.row_span,
        column_span=cell.column_span,
        head=table.role == "content" and cell.row <= table.header_rows,
        numeric=any(p.align in ("right", "center") for p in cell.paragraphs),
    )
