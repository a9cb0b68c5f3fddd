"""OpenDocument texts (.odt): the body in reading order, notes after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.model.document import Span
from minhbach.readers.archive import Package
from minhbach.readers.odt_lists import Levels, OdtNumbers
from minhbach.readers.odt_runs import OdtRuns
from minhbach.readers.odt_styles import DRAW, OFFICE, TABLE, TEXT, OdtStyles, whole
from minhbach.readers.raw import Place, RawBlock, RawCell, RawDocument, RawParagraph, RawTable

_TYPES = (b"application/vnd.oasis.opendocument.text",)
_THROUGH = frozenset(
    TEXT + name
    for name in ("section", "index-body", "table-of-content", "index-title", "numbered-paragraph")
)
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_MAX_NESTING = 40
MAX_COLUMNS = 512
_MAX_CELLS = 50_000  # of all tables, repeated ones and those in repeated ones counted
_MAX_REPEATS = 200  # repeated empty rows and columns of a spreadsheet-like table


def read_odt(data: bytes, file: str) -> RawDocument:
    """The body of an .odt: deleted and hidden text out, headers and footers out.

    Raises ``UnreadableFile`` or ``RefusedFile``.
    """
    package = Package(data, file)
    kind = package.read("mimetype")[:100] if "mimetype" in package else b""
    if "content.xml" not in package or not kind.startswith(_TYPES):
        raise UnreadableFile("file-not-odt", file=file)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableFile("file-protected", file=file)
    styles = OdtStyles()
    if "styles.xml" in package:
        styles.add(package.xml("styles.xml"))
    content = package.xml("content.xml")
    styles.add(content)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableFile("file-not-odt", file=file)
    reader = OdtReader(styles, OdtRuns(styles), file=file)
    raw = RawDocument("odt", list(reader.read(body)))
    raw.blocks.extend(reader.notes())
    raw.found, raw.images = reader.runs.found, reader.runs.images
    return raw


@dataclass(slots=True)
class _List:
    """An open list: its key for counting, its levels, its depth."""

    key: str
    levels: Levels
    depth: int
    fresh: str | None = None  # mark that the next paragraph bears


@dataclass(slots=True)
class OdtReader:
    """Walks a body; ``count``: paragraphs of the file so far."""

    styles: OdtStyles
    runs: OdtRuns
    numbers: OdtNumbers = field(default_factory=OdtNumbers)
    count: int = 0
    file: str = ""
    _cells: int = 0
    _depth: int = 0
    _open: list[_List] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)  # xml:id of a list → its key

    def read(self, parent: etree._Element, place: Place = "p") -> Iterator[RawBlock]:
        """The blocks under ``parent`` in reading order; text boxes follow their paragraph."""
        if self._depth >= _MAX_NESTING:
            return
        self._depth += 1
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, place)
            elif child.tag == TEXT + "list":
                yield from self._list(child, place)
            elif child.tag == TABLE + "table":
                yield self._table(child)
            elif child.tag in _THROUGH and not _is_hidden(child):
                yield from self.read(child, place)
            elif child.tag == TEXT + "tracked-changes":
                self.runs.deleted(child)
            elif str(child.tag).startswith(DRAW):  # hangs on a page, not on a paragraph
                for box in self.runs.boxes_of(child):
                    yield from self._box(box)
        self._depth -= 1

    def notes(self) -> Iterator[RawBlock]:
        """The footnotes and endnotes met so far, each with its mark in front."""
        for citation, body in self.runs.notes:
            first = True
            for block in self.read(body, "f"):
                if isinstance(block, RawParagraph) and block.text.strip():
                    if first and citation:
                        block.text = f"{citation} {block.text}"
                        block.spans = [_moved(s, len(citation) + 1) for s in block.spans]
                    first = False
                    yield block

    def _paragraph(self, element: etree._Element, place: Place) -> Iterator[RawBlock]:
        self.count += 1
        self.runs.at = self.count
        name = element.get(TEXT + "style-name")
        text, spans, boxes = self.runs.read(element, name)
        mark, level = self._mark(element, name)
        mark = mark if text.strip() else ""  # an empty item shows its number, and nothing else
        if mark:
            spans = [_moved(span, len(mark) + 1) for span in spans]
            text = f"{mark} {text}"
        look = self.styles.look("paragraph", name)
        yield RawParagraph(
            text=text,
            spans=spans,
            mark=mark,
            align=look.align or "",
            style=self.styles.shown_name(name),
            level=level,
            source=(self.count, self.count),
            place=place,
            alone=bool(look.page_break),
            outline=self._outline(element),
        )
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: etree._Element) -> Iterator[RawBlock]:
        opened, self._open = self._open, []  # a box inside an item has lists of its own
        for block in self.read(box, "x"):
            yield from block.paragraphs() if isinstance(block, RawTable) else (block,)
        self._open = opened

    def _outline(self, element: etree._Element) -> int | None:
        if element.tag != TEXT + "h":
            return None
        return min(max(whole(element.get(TEXT + "outline-level"), 1), 1), 9)

    def _mark(self, element: etree._Element, name: str | None) -> tuple[str, int]:
        if self._open:
            current = self._open[-1]
            mark, current.fresh = current.fresh or "", None
            return mark, current.depth if mark else 0
        if element.tag == TEXT + "h" and element.get(TEXT + "is-list-header") != "true":
            level = whole(element.get(TEXT + "outline-level"), 1)
            return self.numbers.next_mark("outline", self.styles.outline, level, None), level
        return "", 0

    def _list(self, element: etree._Element, place: Place) -> Iterator[RawBlock]:
        outer = self._open[-1] if self._open else None
        style = element.get(TEXT + "style-name")
        levels = self.styles.lists.get(style or "") or (outer.levels if outer else {})
        key = outer.key if outer else self._key(element, style)
        current = _List(key, levels, outer.depth + 1 if outer else 1)
        self._open.append(current)
        for item in element:
            if item.tag == TEXT + "list-item":
                if any(child.tag in _PARAGRAPHS for child in item):
                    current.fresh = self._item_mark(item, current)
                yield from self.read(item, place)
            elif item.tag == TEXT + "list-header":
                yield from self.read(item, place)
        self._open.pop()

    def _key(self, element: etree._Element, style: str | None) -> str:
        """What counts on: the list that this one continues, or a new count."""
        own = element.get("{http://www.w3.org/XML/1998/namespace}id") or ""
        goes_on = element.get(TEXT + "continue-list")
        if goes_on in self._keys:
            key = self._keys[goes_on or ""]
        else:
            key = style or own or "list"
            if element.get(TEXT + "continue-numbering") != "true":
                self.numbers.restart(key)
        if own:
            self._keys[own] = key
        return key

    def _item_mark(self, item: etree._Element, current: _List) -> str:
        start = item.get(TEXT + "start-value")
        value = whole(start, 1) if start is not None else None
        return self.numbers.next_mark(current.key, current.levels, current.depth, value)

    def _table(self, element: etree._Element) -> RawTable:
        opened, self._open = self._open, []  # a table inside an item has lists of its own
        cells: list[RawCell] = []
        number = columns = header_rows = 0
        for row, in_head in _rows(element):
            for _ in range(_repeats(row, "number-rows-repeated")):
                number += 1
                header_rows += in_head and header_rows == number - 1
                columns = max(columns, self._row(row, number, cells))
        self._open = opened
        return RawTable(number, columns, cells, header_rows)

    def _row(self, row: etree._Element, number: int, cells: list[RawCell]) -> int:
        """Add the cells of one row; gives the last column that holds something."""
        column, last = 1, 0
        for cell in row:
            if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                continue
            for _ in range(_repeats(cell, "number-columns-repeated")):
                if column > MAX_COLUMNS:
                    return last
                if cell.tag == TABLE + "table-cell":
                    self._cells += 1
                    if self._cells > _MAX_CELLS:
                        raise RefusedFile("file-too-big-inside", file=self.file)
                    width = min(whole(cell.get(TABLE + "number-columns-spanned"), 1), MAX_COLUMNS)
                    height = min(whole(cell.get(TABLE + "number-rows-spanned"), 1), 10_000)
                    made = RawCell(number, column, max(height, 1), max(width, 1))
                    made.take(self.read(cell))
                    cells.append(made)
                last = column
                column += 1
        return last


def _rows(table: etree._Element, *, in_head: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, in_head
        elif child.tag == TABLE + "table-header-rows":
            yield from _rows(child, in_head=True)
        elif child.tag in (TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child, in_head=in_head)


def _repeats(element: etree._Element, name: str) -> int:
    return min(max(whole(element.get(TABLE + name), 1), 1), _MAX_REPEATS)


def _is_hidden(section: etree._Element) -> bool:
    return section.get(TEXT + "display") == "none"


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
