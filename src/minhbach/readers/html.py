"""Web pages and Word's "filtered HTML": the blocks of the document inside the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from minhbach.errors import UnreadableFile
from minhbach.readers.html_inline import ParagraphBuilder
from minhbach.readers.html_lists import ListCounter
from minhbach.readers.html_looks import HtmlLook, Rules, look_of, read_rules
from minhbach.readers.html_page import document_part, furniture, parse_page
from minhbach.readers.html_tables import is_frame, table_of
from minhbach.readers.raw import RawBlock, RawCell, RawDocument, RawParagraph
from minhbach.vi import legacy

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "center",
        "pre",
        "section",
        "article",
        "main",
        "header",
        "address",
        "figure",
        "figcaption",
        "fieldset",
        "details",
        "summary",
        "body",
        "html",
        "hr",
    ]
)
_NOTE_ID = re.compile(r"_?(?:ftn|edn)\d+")  # by which Word marks a footnote in its pages
_OLD_FONT = re.compile(rb"[\"':,;\s](?:\.vn[a-z]|vni-)", re.IGNORECASE)  # .VnTime, VNI-Times
_MAX_NESTING = 8  # tables inside tables; deeper ones give their words to the cell around them
_DELETED = frozenset({"del"})


def read_html(data: bytes, file: str) -> RawDocument:
    """The document in a page: paragraphs with looks, lists with their marks, tables.

    Scripts, menus, forms and hidden parts stay out. Raises ``UnreadableFile`` or ``RefusedFile``.
    """
    root = parse_page(data, file)
    part = document_part(root)
    reader = _Walker(read_rules(root), furniture(part))
    reader.builder.encoding = _old_encoding(data, part)
    raw = RawDocument("html", reader.read(part))
    if not any(block.text.strip() for block in raw.blocks):
        raise UnreadableFile("html-unreadable", file=file)
    raw.found, raw.images = reader.builder.found, reader.builder.images
    return raw


def _old_encoding(data: bytes, part: etree._Element) -> legacy.Encoding | None:
    """The old encoding of a page that names no old font; where one is named, names decide."""
    if _OLD_FONT.search(data):
        return None
    return legacy.encoding_of_text(" ".join(str(text) for text in part.itertext()))


@dataclass(slots=True)
class _Walker:
    """One walk over the tree, without recursion: pages nest as deep as they like."""

    rules: Rules
    furniture: set[etree._Element]
    blocks: list[RawBlock] = field(default_factory=list)
    builder: ParagraphBuilder = field(default_factory=ParagraphBuilder)
    lists: ListCounter = field(default_factory=ListCounter)
    _note: etree._Element | None = None  # the footnote that is open
    _looks: list[HtmlLook] = field(default_factory=list)
    _cells: list[RawCell] = field(default_factory=list)  # open cells; the innermost collects
    _grids: dict[etree._Element, RawCell] = field(default_factory=dict)

    def read(self, part: etree._Element) -> list[RawBlock]:
        self._looks.append(HtmlLook())
        walk = etree.iterwalk(part, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._skips(element):
                    walk.skip_subtree()
                    self._looks.append(self._looks[-1])
                    continue
                self._start(element)
            else:
                self._end(element, element is part)
        self._flush()
        return self.blocks

    def _skips(self, element: etree._Element) -> bool:
        if element in self.furniture:
            return True
        if element.tag in _DELETED:
            self.builder.note("deleted-text-dropped")
            return True
        if look_of(element, self._looks[-1], self.rules).hidden:
            if any(text.strip() for text in element.itertext()):
                self.builder.note("hidden-text-dropped")
            return True
        return False

    def _start(self, element: etree._Element) -> None:
        look = look_of(element, self._looks[-1], self.rules)
        self._looks.append(look)
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            if _NOTE_ID.fullmatch(element.get("id") or ""):
                self._note, self.builder.place = element, "f"
            self.builder.open(element, look)
            self._open_block(element, look)
        elif tag == "br":
            self.builder.line_break()
        elif tag == "img":
            self.builder.image()
        if element.text:
            self.builder.add(element.text, look)

    def _open_block(self, element: etree._Element, look: HtmlLook) -> None:
        if element.tag in ("ol", "ul"):
            self.lists.open(element, look)
        elif element.tag == "li":
            self.builder.mark, self.builder.level = self.lists.item(element, look)
        elif element.tag == "table" and len(self._cells) < _MAX_NESTING and not is_frame(element):
            table, grid = table_of(element)
            if self._cells:
                around = self._cells[-1]
                around.tables.append((len(around.paragraphs), table))
            else:
                self.blocks.append(table)
            self._grids.update(grid)
        elif element in self._grids:
            self._cells.append(self._grids[element])

    def _end(self, element: etree._Element, last: bool) -> None:
        self._looks.pop()
        if element.tag in _BLOCKS and element not in self.furniture:
            self._flush()
            if element.tag in ("ol", "ul"):
                self.lists.close()
            if element is self._note:
                self._note, self.builder.place = None, "p"
            if element in self._grids:
                self._cells.pop()
            self.builder.open(element.getparent(), self._looks[-1])
        if element.tail and not last:
            self.builder.add(element.tail, self._looks[-1])

    def _flush(self) -> None:
        for paragraph in self.builder.close():
            self._place(paragraph)

    def _place(self, paragraph: RawParagraph) -> None:
        for cell in self._cells:
            cell.paragraphs.append(paragraph)
        if not self._cells:
            self.blocks.append(paragraph)
