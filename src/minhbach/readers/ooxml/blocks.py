"""The body: paragraphs with numbers and looks, tables on their grid, boxes and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from minhbach.model.document import Align, DrawnLine, Spacing
from minhbach.readers.ooxml import grid
from minhbach.readers.ooxml.fields import Fields
from minhbach.readers.ooxml.lifted import NUMBER, Lifted, Setting
from minhbach.readers.ooxml.look import Look
from minhbach.readers.ooxml.names import MC, VAL, W, children, is_on, number, val
from minhbach.readers.ooxml.numbering import Numbering
from minhbach.readers.ooxml.pieces import joined
from minhbach.readers.ooxml.runs import Piece, RunReader
from minhbach.readers.ooxml.shapes import Shapes
from minhbach.readers.ooxml.spacing import NOTHING, Stated, stated
from minhbach.readers.ooxml.styles import Styles
from minhbach.readers.ooxml.table_styles import CellLooks
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
_P, _TABLE, _ALTERNATE = W + "p", W + "tbl", MC + "AlternateContent"
_STYLE, _ALIGNED, _NUMBERED = W + "pStyle", W + "jc", W + "numPr"
_BREAK, _RUN, _FRAME = W + "pageBreakBefore", W + "rPr", W + "framePr"
_OUTLINE, _SECTION = W + "outlineLvl", W + "sectPr"
_HIDDEN_ENDS = (W + "vanish", W + "specVanish")
_ELSEWHERE = {W + "altChunk": "part-not-read", W + "subDoc": "part-not-read"}
Properties = dict[str, etree._Element]
_MAX_NESTING = 40  # tables inside tables; Word itself stops earlier


@dataclass(slots=True)
class _Open:
    """A paragraph whose end doesn't show: it runs on into the next one.

    ``own``: its properties and style, where they rule over those of the next.
    """

    pieces: list[Piece]
    first: int
    own: tuple[Properties, str | None] | None = None


@dataclass(slots=True)
class _Number:
    """An automatic number, the gap after it, its level, and what the level says of indents."""

    mark: str = ""
    gap: str = ""
    level: int = 0
    listed: Stated = NOTHING
    by_style: bool = False


_NO_NUMBER = _Number()


@dataclass(frozen=True, slots=True)
class _Form:
    """What a paragraph's properties and style make of it, beside its text and number."""

    numbered: bool
    align: Align
    style: str | None
    alone: bool
    outline: int | None
    spacing: Spacing
    line: DrawnLine | None
    over: DrawnLine | None


@dataclass(slots=True)
class BlockReader:
    """Walks a body in reading order. ``count``: paragraphs of the file so far; ``ends``: the
    ``w:sectPr`` that close a stretch, each with the number of its last paragraph;
    ``loose_fields``: some field was never ended, so none may reach over a paragraph."""

    styles: Styles
    numbering: Callable[[], Numbering]  # read when the first numbered paragraph asks
    runs: RunReader
    loose_fields: bool = False
    lifted: Lifted = field(default_factory=Lifted)
    count: int = 0
    ends: list[tuple[int, etree._Element]] = field(default_factory=list)
    _open: _Open | None = None
    _depth: int = 0
    _cell: Stated = NOTHING  # what a table style says of paragraphs
    _forms: dict[tuple[Setting, Stated], _Form] = field(default_factory=dict)

    def read(self, body: etree._Element, place: Place = "p") -> Iterator[RawBlock]:
        """The blocks under ``body``; text boxes follow the paragraph that they hang on."""
        outer, self._open = self._open, None
        fields, self.runs.fields = self.runs.fields, Fields()
        yield from self._walk(body, place)
        yield from self._ended(place)
        self._open, self.runs.fields = outer, fields

    def _walk(self, body: etree._Element, place: Place) -> Iterator[RawBlock]:
        for child in body:
            tag = child.tag
            if tag == _P:
                number = child.get(NUMBER)
                if number is not None and self._open is None and not self.loose_fields:
                    at_once = self._at_once(number, place)
                    if at_once is not None:
                        yield at_once
                        continue
                yield from self._paragraph(child, place)
            elif tag == _TABLE:
                yield from self._ended(place)
                yield from self._table(child)
            elif tag in _THROUGH:
                yield from self._walk(child, place)
            elif tag == _ALTERNATE:
                yield from self._alternative(child, place)
            elif tag == _SECTION:
                self.ends.append((self.count, child))
            elif tag in _ELSEWHERE:
                self.runs.note(_ELSEWHERE[tag])

    def _alternative(self, element: etree._Element, place: Place) -> Iterator[RawBlock]:
        for option in element.iterchildren(MC + "Choice", MC + "Fallback"):
            blocks = list(self._walk(option, place))
            yield from blocks
            if blocks:
                break

    def _ended(self, place: Place) -> Iterator[RawBlock]:
        """The paragraph that was to run on, where nothing follows it."""
        held, self._open = self._open, None
        if held is not None and held.pieces:
            properties, style = held.own or ({}, None)
            yield self._raw(properties, style, held.pieces, place, held.first)

    def _paragraph(self, element: etree._Element, place: Place) -> Iterator[RawBlock]:
        self.count += 1
        self.runs.at = self.count
        number = element.get(NUMBER)
        if number is not None and self._open is None and not self.loose_fields:
            setting, lifted = self.lifted.paragraph(number)
            if setting.plain:
                runs = self.runs.read_lifted(lifted, self.lifted.looks, setting.style)
                yield self._raw(
                    setting.properties,
                    setting.style,
                    runs.pieces,
                    place,
                    self.count,
                    setting.stated,
                )
                return
        if number is None:
            properties = children(element.find(W + "pPr"))
            style = _value(properties, _STYLE)
            found = self.runs.read(element, style)
        else:
            setting, lifted = self.lifted.paragraph(number)
            properties = setting.properties
            style = _value(properties, _STYLE)
            found = self.runs.read_lifted(lifted, self.lifted.looks, style)
        if self.loose_fields:
            self.runs.fields.close()
        held, self._open = self._open, None
        pieces, first = found.pieces, self.count
        if held is not None:
            pieces, first = held.pieces + pieces, held.first
            properties, style = held.own or (properties, style)
        if _runs_on(properties):
            rules = pieces and not _deleted_end(properties) and _FRAME not in properties
            own = (_lasting(properties), style) if rules else None
            self._open = _Open(pieces, first, own)
        else:
            yield self._with_lines(self._raw(properties, style, pieces, place, first), found.shapes)
        if _SECTION in properties:
            self.ends.append((self.count, properties[_SECTION]))
        yield from self._boxes(found.shapes)

    def _at_once(self, number: str, place: Place) -> RawParagraph | None:
        """A plain paragraph without a number, whose letters and looks need no care."""
        setting, lifted = self.lifted.paragraph(number)
        if not setting.plain:
            return None
        form = self._forms.get((setting, self._cell))
        if form is None:
            form = self._forms[setting, self._cell] = self._form(setting)
        if form.numbered:
            return None
        given = self.runs.plain(lifted, self.lifted.looks, setting.style)
        if given is None:
            return None
        self.count += 1
        self.runs.at = self.count
        text, spans = given
        source = (self.count, self.count)
        return RawParagraph(
            text,
            spans,
            "",
            form.align,
            form.style,
            0,
            source,
            place,
            form.alone,
            form.outline,
            form.spacing,
            form.line,
            form.over,
        )

    def _form(self, setting: Setting) -> _Form:
        properties, style = setting.properties, setting.style
        num = properties.get(_NUMBERED)
        num_id = val(num, "numId") if num is not None else None
        if num_id is None:
            num_id = self._of_style(style)[0]
        spacing, line = self.styles.spacing(style, NOTHING, setting.stated, self._cell)
        return _Form(
            numbered=num_id not in (None, "0"),
            align=self._align(properties, style),
            style=self._style_name(style),
            alone=_BREAK in properties and is_on(properties[_BREAK]),
            outline=self._outline(properties, style),
            spacing=spacing,
            line=line,
            over=DrawnLine("border") if setting.stated.upper else None,
        )

    def _align(self, properties: Properties, style: str | None) -> Align:
        chain = self.styles.chain(style or self.styles.default_paragraph)
        align = _value(properties, _ALIGNED) or next((s.align for s in chain if s.align), None)
        return _ALIGN.get(align, "")

    def _style_name(self, style: str | None) -> str | None:
        chain = self.styles.chain(style or self.styles.default_paragraph)
        return chain[0].name if chain else None

    def _boxes(self, shapes: Shapes) -> Iterator[RawBlock]:
        source = (self.count, self.count)
        for text in shapes.words:
            yield RawParagraph(text, source=source, place="x")
        if self._depth < _MAX_NESTING:
            self._depth += 1
            for box in shapes.boxes:
                yield from list(only_paragraphs(self.read(box, "x"), "x"))
            self._depth -= 1

    def _with_lines(self, raw: RawParagraph, shapes: Shapes) -> RawParagraph:
        if shapes.lines and raw.line is None:
            raw.line = max(shapes.lines, key=_length)
        if shapes.over and raw.over is None:
            raw.over = max(shapes.over, key=_length)
        return raw

    def _raw(  # noqa: PLR0917 - the parts of one paragraph
        self,
        properties: Properties,
        style: str | None,
        pieces: list[Piece],
        place: Place,
        first: int,
        own: Stated | None = None,
    ) -> RawParagraph:
        number = self._number(properties.get(_NUMBERED), style)
        shows = any(piece.text.strip() for piece in pieces)
        mark, gap = (number.mark, number.gap) if shows else ("", "")
        text, spans = joined(pieces, len(mark) + len(gap))
        own = stated(properties) if own is None else own
        spacing, line = self.styles.spacing(
            style, number.listed, own, self._cell, by_style=number.by_style
        )
        return RawParagraph(
            text=mark + gap + text,
            spans=spans,
            mark=mark,
            align=self._align(properties, style),
            style=self._style_name(style),
            level=number.level if mark else 0,
            source=(first, self.count),
            place=place,
            alone=_BREAK in properties and is_on(properties[_BREAK]),
            outline=self._outline(properties, style),
            spacing=spacing,
            line=line,
            over=DrawnLine("border") if own.upper else None,
        )

    def _outline(self, properties: Properties, style: str | None) -> int | None:
        own = _value(properties, _OUTLINE)
        level = number(own, 9) if own is not None else self.styles.outline(style)
        return level + 1 if level is not None and 0 <= level < 9 else None

    def _number(self, num: etree._Element | None, style: str | None) -> _Number:
        """Count the paragraph in its list, an empty one too: Word shows its number."""
        num_id, ilvl = val(num, "numId"), val(num, "ilvl")
        by_style = num_id is None
        if num_id is None or ilvl is None:
            styled_id, styled_level = self._of_style(style)
            ilvl = ilvl if ilvl is not None else (styled_level if num_id is None else None)
            num_id = num_id if num_id is not None else styled_id
        if num_id in (None, "0"):
            return _NO_NUMBER
        lists = self.numbering()
        level = min(max(number(ilvl), 0), 8)
        found = lists.next_mark(num_id or "", level)
        if found is None:
            return _NO_NUMBER
        listed = lists.setting(num_id or "", level)
        mark = found[0].strip()
        gap = "" if found[1] == "nothing" else " "
        return _Number(mark, gap if mark else "", level + 1, listed, by_style)

    def _of_style(self, style: str | None) -> tuple[str | None, str | None]:
        level: str | None = None
        for entry in self.styles.chain(style or self.styles.default_paragraph):
            level = level or entry.num_level
            if entry.num_id is not None:
                lists = self.numbering() if entry.num_id != "0" else None
                tied = lists.level_of_style(entry.num_id, (style, entry.key)) if lists else None
                return entry.num_id, str(tied) if tied is not None else level
        return None, None

    def _table(self, element: etree._Element) -> Iterator[RawBlock]:
        if self._depth >= _MAX_NESTING:
            self.runs.note("table-too-deep")
            return
        self._depth += 1
        rows = list(grid.rows_of(element))
        cells = list(grid.cells_of(rows[0])) if len(rows) == 1 else []
        inner = cells[0] if len(cells) == 1 else None
        if inner is not None and inner.find(f".//{W}tbl") is not None:
            yield from self.read(inner)  # a frame around a table: the frame is no table
        else:
            yield self._grid(element, rows)
        self._depth -= 1

    def _grid(self, element: etree._Element, rows: list[etree._Element]) -> RawTable:
        cells: list[RawCell] = []
        open_merges: dict[int, RawCell] = {}
        columns = row_number = header_rows = 0
        looks = self.styles.cell_looks(element)
        for row in rows:
            row_number += 1
            header_rows += row_number == header_rows + 1 and grid.repeats(row)
            column = 1 + grid.skipped_columns(row)
            before: RawCell | None = None
            for tc in grid.cells_of(row):
                span, continues, swallowed = grid.reach(tc)
                merged = open_merges.get(column)
                at = (row_number, column, len(rows))
                if continues and merged is not None:
                    merged.row_span = row_number - merged.row + 1
                    self._covered(tc, merged, looks, at)
                elif swallowed and before is not None:
                    before.column_span += span
                    self._covered(tc, before, looks, at)
                else:
                    before = RawCell(row_number, column, 1, span)
                    self._fill(before, tc, looks, at)
                    cells.append(before)
                    open_merges[column] = before
                column = min(column + span, grid.MAX_COLUMNS)
            columns = max(columns, column - 1)
        _lines_raised(cells)
        return RawTable(row_number, columns, cells, header_rows, _widths(element, columns))

    def _fill(
        self, cell: RawCell, tc: etree._Element, looks: CellLooks, at: tuple[int, int, int]
    ) -> None:
        """What stands in a cell, with what the style of the table says of it."""
        outer: tuple[Look | None, Stated] = self.runs.base, self._cell
        self.runs.base, self._cell = looks.at(*at)
        cell.take(self.read(tc))
        self.runs.base, self._cell = outer
        lines_kept(cell.paragraphs)

    def _covered(
        self, tc: etree._Element, over: RawCell, looks: CellLooks, at: tuple[int, int, int]
    ) -> None:
        """A cell under a merged one: its numbers count, its text doesn't show."""
        covered = RawCell(0, 0)
        self._fill(covered, tc, looks, at)
        if covered.text.strip():
            place = over.paragraphs[0].source[0] if over.paragraphs else None
            self.runs.note("covered-text-dropped", at=place)


def lines_kept(paragraphs: list[RawParagraph]) -> list[RawParagraph]:
    """A line drawn at an empty paragraph, or above one, stands below the text before it."""
    for paragraph in paragraphs:
        if paragraph.over and paragraph.line is None and not paragraph.text.strip():
            paragraph.line, paragraph.over = paragraph.over, None
    for above, below in pairwise(paragraphs):
        if not above.text.strip() or above.line is not None:
            continue
        if below.line and not below.text.strip():
            above.line, below.line = below.line, None
        elif below.over:
            above.line, below.over = below.over, None
    return paragraphs


def _lines_raised(cells: list[RawCell]) -> None:
    """A line drawn in a cell without text stands below the text of the cell above it."""
    above: dict[int, RawCell] = {}
    for cell in cells:
        if any(paragraph.text.strip() for paragraph in cell.paragraphs):
            above[cell.column] = cell
        elif cell.column in above and (bare := [p for p in cell.paragraphs if p.line]):
            last = [p for p in above[cell.column].paragraphs if p.text.strip()][-1]
            if last.line is None:
                last.line, bare[0].line = bare[0].line, None


def _length(line: DrawnLine) -> float:
    return line.length or 0


def _widths(table: etree._Element, columns: int) -> tuple[float, ...]:
    widths = tuple(
        float(number(col.get(W + "w"))) for col in table.iterfind(f"{W}tblGrid/{W}gridCol")
    )
    return widths if len(widths) == columns and any(widths) else ()


def only_paragraphs(blocks: Iterator[RawBlock], place: Place = "p") -> Iterator[RawParagraph]:
    """Nested tables give their paragraphs to the cell, box or note that holds them."""
    for block in blocks:
        if isinstance(block, RawTable):
            for paragraph in block.paragraphs():
                if paragraph.place == "p":
                    paragraph.place = place
                yield paragraph
        else:
            yield block


def _runs_on(properties: Properties) -> bool:
    """The end doesn't show: deleted, hidden (a style separator), or after a large first letter."""
    if _FRAME in properties and properties[_FRAME].get(W + "dropCap") in ("drop", "margin"):
        return True
    if _RUN not in properties:
        return False
    hidden = [child for child in properties[_RUN] if child.tag in _HIDDEN_ENDS]
    return _deleted_end(properties) or any(is_on(child) for child in hidden)


def _deleted_end(properties: Properties) -> bool:
    return _RUN in properties and properties[_RUN].find(W + "del") is not None


def _lasting(properties: Properties) -> Properties:
    """The properties without what makes the paragraph run on."""
    return {tag: element for tag, element in properties.items() if tag != _RUN}


def _value(properties: Properties, tag: str) -> str | None:
    return properties[tag].get(VAL) if tag in properties else None
