"""The body: paragraphs with numbers and looks, tables on their grid, boxes and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from minhbach.model.document import Align, Span
from minhbach.readers.ooxml.names import MC, VAL, W, children, is_on, number, val
from minhbach.readers.ooxml.numbering import Numbering
from minhbach.readers.ooxml.runs import Piece, RunReader
from minhbach.readers.ooxml.styles import Styles
from minhbach.readers.raw import Place, RawBlock, RawCell, RawParagraph, RawTable

_THROUGH = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}
_ALIGN: dict[str | None, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_STYLE, _ALIGNED, _NUMBERED = W + "pStyle", W + "jc", W + "numPr"
_BREAK, _RUN = W + "pageBreakBefore", W + "rPr"
Properties = dict[str, etree._Element]
_MAX_NESTING = 40  # tables inside tables; Word itself stops earlier
MAX_COLUMNS = 512


@dataclass(slots=True)
class BlockReader:
    """Walks a body in reading order. ``count``: paragraphs of the file so far."""

    styles: Styles
    numbering: Callable[[], Numbering]  # read when the first numbered paragraph asks
    runs: RunReader
    count: int = 0
    _open: list[Piece] = field(default_factory=list)  # of a paragraph whose end was deleted
    _depth: int = 0

    def read(self, body: etree._Element, place: Place = "p") -> Iterator[RawBlock]:
        """The blocks under ``body``; text boxes follow the paragraph that they hang on."""
        for child in body:
            if child.tag == W + "p":
                yield from self._paragraph(child, place)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self.read(child, place)
            elif child.tag == MC + "AlternateContent":
                for option in child.iterchildren(MC + "Choice", MC + "Fallback"):
                    blocks = list(self.read(option, place))
                    yield from blocks
                    if blocks:
                        break

    def _paragraph(self, element: etree._Element, place: Place) -> Iterator[RawBlock]:
        self.count += 1
        properties = children(element.find(W + "pPr"))
        style = _value(properties, _STYLE)
        found = self.runs.read(element, style)
        pieces = self._open + found.pieces if self._open else found.pieces
        if _RUN in properties and properties[_RUN].find(W + "del") is not None:
            self._open = pieces  # the end of the paragraph was deleted: it runs on
        else:
            self._open = []
            yield self._raw(properties, style, pieces, place)
        if self._depth < _MAX_NESTING:
            self._depth += 1
            for box in found.boxes:
                yield from _only_paragraphs(self.read(box, "x"))
            self._depth -= 1

    def _raw(
        self, properties: Properties, style: str | None, pieces: list[Piece], place: Place
    ) -> RawParagraph:
        mark, gap, level = self._mark(properties.get(_NUMBERED), style, pieces)
        text, spans = _joined(pieces, len(mark) + len(gap))
        chain = self.styles.chain(style or self.styles.default_paragraph)
        align = _value(properties, _ALIGNED) or next((s.align for s in chain if s.align), None)
        return RawParagraph(
            text=mark + gap + text,
            spans=spans,
            mark=mark,
            align=_ALIGN.get(align, ""),
            style=chain[0].name if chain else None,
            level=level,
            source=(self.count, self.count),
            place=place,
            alone=_BREAK in properties and is_on(properties[_BREAK]),
        )

    def _mark(
        self, num: etree._Element | None, style: str | None, pieces: list[Piece]
    ) -> tuple[str, str, int]:
        """The automatic number, the gap after it and its level; empty for an empty paragraph."""
        num_id, ilvl = val(num, "numId"), val(num, "ilvl")
        if num_id is None or ilvl is None:
            styled_id, styled_level = self._of_style(style)
            ilvl = ilvl if ilvl is not None else (styled_level if num_id is None else None)
            num_id = num_id if num_id is not None else styled_id
        if num_id in (None, "0") or not any(piece.text.strip() for piece in pieces):
            return "", "", 0
        level = min(max(number(ilvl), 0), 8)
        found = self.numbering().next_mark(num_id or "", level)
        if found is None or not found[0].strip():
            return "", "", 0
        mark = found[0].strip()
        return mark, "" if found[1] == "nothing" else " ", level + 1

    def _of_style(self, style: str | None) -> tuple[str | None, str | None]:
        for entry in self.styles.chain(style or self.styles.default_paragraph):
            if entry.num_id is not None:
                tied = self.numbering().level_of_style(entry.num_id, style)
                return entry.num_id, str(tied) if tied is not None else entry.num_level
        return None, None

    def _table(self, element: etree._Element) -> Iterator[RawBlock]:
        if self._depth >= _MAX_NESTING:
            return
        self._depth += 1
        rows = [list(_cells(row)) for row in _rows(element)]
        inner = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None
        if inner is not None and inner.find(f".//{W}tbl") is not None:
            yield from self.read(inner)  # a frame around a table: the frame is no table
        else:
            yield self._grid(element)
        self._depth -= 1

    def _grid(self, element: etree._Element) -> RawTable:
        cells: list[RawCell] = []
        open_merges: dict[int, RawCell] = {}
        columns = row_number = header_rows = 0
        for row in _rows(element):
            row_number += 1
            header_rows += row_number == header_rows + 1 and _repeats(row)
            column = 1 + _skipped(row)
            for tc in _cells(row):
                span = _column_span(tc)
                merged = open_merges.get(column)
                if _continues(tc) and merged is not None:
                    merged.row_span = row_number - merged.row + 1
                    list(self.read(tc))  # numbered paragraphs in it still count
                else:
                    cell = RawCell(row_number, column, 1, span, self._cell_paragraphs(tc))
                    cells.append(cell)
                    open_merges[column] = cell
                column = min(column + span, MAX_COLUMNS)
            columns = max(columns, column - 1)
        widths = tuple(
            float(number(col.get(W + "w"))) for col in element.iterfind(f"{W}tblGrid/{W}gridCol")
        )
        fits = len(widths) == columns and any(widths)
        return RawTable(row_number, columns, cells, header_rows, widths if fits else ())

    def _cell_paragraphs(self, tc: etree._Element) -> list[RawParagraph]:
        return list(_only_paragraphs(self.read(tc)))


def _only_paragraphs(blocks: Iterator[RawBlock]) -> Iterator[RawParagraph]:
    """Nested tables give their paragraphs to the cell or box that holds them."""
    for block in blocks:
        if isinstance(block, RawTable):
            yield from block.paragraphs()
        else:
            yield block


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from _under(table, W + "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from _under(row, W + "tc")


def _under(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _THROUGH:
            yield from _under(child, tag)


def _repeats(row: etree._Element) -> bool:
    header = row.find(f"{W}trPr/{W}tblHeader")
    return header is not None and is_on(header)


def _skipped(row: etree._Element) -> int:
    return min(max(number(val(row.find(W + "trPr"), "gridBefore")), 0), MAX_COLUMNS - 1)


def _column_span(tc: etree._Element) -> int:
    return min(max(number(val(tc.find(W + "tcPr"), "gridSpan"), 1), 1), MAX_COLUMNS)


def _continues(tc: etree._Element) -> bool:
    merge = tc.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _value(properties: Properties, tag: str) -> str | None:
    return properties[tag].get(VAL) if tag in properties else None


def _joined(pieces: list[Piece], offset: int) -> tuple[str, list[Span]]:
    """The text of the pieces and its spans, moved by the mark in front."""
    parts: list[str] = []
    spans: list[Span] = []
    at = offset
    for piece in pieces:
        parts.append(piece.text)
        look = piece.look
        same = spans and spans[-1].end == at and _same(spans[-1], piece)
        start = spans.pop().start if same else at
        at += len(piece.text)
        spans.append(
            Span(
                start,
                at,
                bool(look.bold),
                bool(look.italic),
                bool(look.underline),
                look.font,
                look.size,
            )
        )
    return "".join(parts), spans


def _same(span: Span, piece: Piece) -> bool:
    look = piece.look
    return (span.bold, span.italic, span.underline, span.font, span.size) == (
        bool(look.bold),
        bool(look.italic),
        bool(look.underline),
        look.font,
        look.size,
    )
