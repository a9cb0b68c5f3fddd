"""Word documents (.docx): the parts of the package put together into raw blocks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial

from lxml import etree

from minhbach.errors import UnreadableFile
from minhbach.model.document import PageSetup
from minhbach.readers.archive import Package, parse_xml
from minhbach.readers.ooxml.blocks import BlockReader, lines_kept, only_paragraphs
from minhbach.readers.ooxml.lifted import Lifted, lift
from minhbach.readers.ooxml.names import STRICT, W, is_on
from minhbach.readers.ooxml.numbering import read_numbering
from minhbach.readers.ooxml.pages import comment_texts, page_setups
from minhbach.readers.ooxml.runs import RunReader
from minhbach.readers.ooxml.styles import Styles, read_styles
from minhbach.readers.raw import RawBlock, RawComment, RawDocument, RawParagraph

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Table styles and the list of latent styles: most of a styles part, and nothing we read.
_UNUSED_STYLES = (
    (b'<w:style w:type="table" ', b"</w:style>"),
    (b"<w:latentStyles", b"</w:latentStyles>"),
)
# What a table style says of text: its own properties and those of its first row, column …
_SAID_OF_CELLS = re.compile(
    rb"<w:basedOn\b[^>]*>|<w:pPr>.*?</w:pPr>|<w:rPr>.*?</w:rPr>"
    rb"|<w:tblStylePr\b[^>]*>.*?</w:tblStylePr>",
    re.DOTALL,
)
_OTHER_FOLDERS = ("xl/", "ppt/")
_OTHER_PARTS = (("xl/workbook.xml", "file-spreadsheet"), ("ppt/presentation.xml", "file-slides"))
_NOTE_PARTS = ("footnotes", "endnotes")
# What shows in a note: text, tab, table; sign; picture or box; hyphen; equation; alternatives.
_SAYS = (
    b"<w:t",
    b"<w:sym",
    b"<w:pict",
    b"<w:drawing",
    b"Hyphen",
    b":oMath",
    b"<mc:",
    b"<w:object",
    b"<w:alt",
)


def read_docx(data: bytes, file: str) -> RawDocument:
    """The body of a .docx in reading order, its footnotes after it.

    Page headers and footers stand aside, in ``pages``, and remarks in ``comments``.
    Raises ``UnreadableFile`` or ``RefusedFile``.
    """
    package = Package(data, file)
    main = _main_part(package)
    parts = _Parts(package, main)
    root = parts.tree(main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise UnreadableFile("file-not-docx", file=file)
    styles = parts.styles()
    numbering = cache(lambda: read_numbering(parts.of("numbering")))
    runs = RunReader(styles)
    reader = BlockReader(styles, numbering, runs, parts.loose_fields, parts.lifted)
    raw = RawDocument("docx", lines_moved(reader.read(body)))
    ends = reader.ends
    for kind in _NOTE_PARTS:
        raw.blocks.extend(_notes(reader, parts.notes(kind)))
    raw.found = runs.found
    aside = BlockReader(styles, numbering, RunReader(styles))
    raw.pages = _pages(parts, aside, ends)
    raw.comments = _comments(aside, parts, runs.comments)
    raw.images = runs.images
    return raw


def _main_part(package: Package) -> str:
    """The name of the document part: by the package's relations, else by its usual name."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(_RELATION):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                name = (relation.get("Target") or "").lstrip("/")
                if name in package and not name.startswith(_OTHER_FOLDERS):
                    return name
    if "word/document.xml" not in package:
        raise _other_package(package)
    return "word/document.xml"


def _other_package(package: Package) -> UnreadableFile:
    """What a package without a Word document is instead."""
    for name, code in _OTHER_PARTS:
        if name in package:
            return UnreadableFile(code, file=package.file)
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        return UnreadableFile("file-other-kind", file=package.file, kind="OpenDocument")
    return UnreadableFile("file-not-docx", file=package.file)


@dataclass(slots=True)
class _Parts:
    """The parts that the document part names: by kind ("styles") and by relation ("rId7")."""

    package: Package
    main: str
    loose_fields: bool = False
    lifted: Lifted = field(default_factory=Lifted)
    _kinds: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folder, name = posixpath.split(self.main)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.package:
            return
        for relation in self.package.xml(rels).iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            path = posixpath.normpath(path)
            self._kinds.setdefault(kind, path)
            self._relations[relation.get("Id") or ""] = path

    def of(self, kind: str) -> etree._Element | None:
        """The part of a kind, None when the document has none."""
        return self.tree(self._kinds.get(kind))

    def notes(self, kind: str) -> etree._Element | None:
        """The part of footnotes or endnotes, None when it holds Word's own separators alone."""
        name = self._kinds.get(kind)
        if name is None or name not in self.package:
            return None
        data = _usual(self.package.read(name))
        usual = b'xmlns:w="' in data
        if usual and not any(sign in data for sign in _SAYS):
            return None
        return parse_xml(data, self.package.file)

    def related(self, relation: str) -> etree._Element | None:
        """The part of a relation."""
        return self.tree(self._relations.get(relation))

    def tree(self, name: str | None) -> etree._Element | None:
        """A part as a tree, strict names made usual ones."""
        if name is None or name not in self.package:
            return None
        data = _usual(self.package.read(name))
        if name == self.main:
            self.loose_fields = data.count(b'"begin"') != data.count(b'"end"')
            data, self.lifted = lift(data, self.package.file)
        return parse_xml(data, self.package.file)

    def styles(self) -> Styles:
        """The styles; table styles are cut out, because parsing them costs time, and each is
        parsed when a table uses it."""
        name = self._kinds.get("styles")
        if name is None or name not in self.package:
            return read_styles(None, lambda: self.of("theme"))
        data = _usual(self.package.read(name))
        cut: list[bytes] = []
        for start, end in _UNUSED_STYLES:
            data = _without(data, start, end, cut)
        root = parse_xml(data, self.package.file)
        return read_styles(
            root, lambda: self.of("theme"), partial(self._table_style, root.nsmap.get("w"), cut)
        )

    def _table_style(
        self, namespace: str | None, cut: list[bytes], style: str
    ) -> etree._Element | None:
        sign = f'w:styleId="{style}"'.encode()
        found = next((piece for piece in cut if sign in piece), None)
        if found is None or namespace is None:
            return None
        kept = b"".join(re.findall(_SAID_OF_CELLS, found))
        head = found[: found.index(b">") + 1]
        whole = f'<w:s xmlns:w="{namespace}">'.encode() + head + kept + b"</w:style></w:s>"
        try:
            return parse_xml(whole, self.package.file)[0]
        except UnreadableFile:
            return None  # a prefix that only the whole part declares


def _usual(data: bytes) -> bytes:
    """The bytes of a part, with the names of strict files made the usual ones."""
    if STRICT[0][0] in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    return data


def _without(data: bytes, start: bytes, end: bytes, cut: list[bytes]) -> bytes:
    """The bytes without every stretch from ``start`` to ``end``; those go to ``cut``."""
    kept: list[bytes] = []
    at = 0
    while (found := data.find(start, at)) >= 0:
        close = data.find(end, found)
        if close < 0:
            break
        kept.append(data[at:found])
        at = close + len(end)
        cut.append(data[found:at])
    kept.append(data[at:])
    return b"".join(kept)


def lines_moved(blocks: Iterator[RawBlock]) -> list[RawBlock]:
    """The blocks; a line drawn at an empty paragraph stands below the text before it."""
    found = list(blocks)
    stretch: list[RawParagraph] = []
    for block in found:
        if isinstance(block, RawParagraph):
            stretch.append(block)
        elif stretch:
            lines_kept(stretch)
            stretch = []
    lines_kept(stretch)
    return found


def _notes(reader: BlockReader, root: etree._Element | None) -> list[RawBlock]:
    """The paragraphs of footnotes or endnotes, without Word's own separators."""
    blocks: list[RawBlock] = []
    if root is None:
        return blocks
    for note in root:
        if note.get(W + "type") in (None, "normal"):
            blocks.extend(p for p in only_paragraphs(reader.read(note, "f"), "f") if p.text.strip())
    return blocks


def _pages(
    parts: _Parts, reader: BlockReader, ends: list[tuple[int, etree._Element]]
) -> tuple[PageSetup, ...]:
    def texts(relation: str) -> tuple[etree._Element, list[RawParagraph]] | None:
        root = parts.related(relation)
        return (root, list(only_paragraphs(reader.read(root)))) if root is not None else None

    def even() -> bool:
        settings = parts.of("settings")
        asked = settings.find(W + "evenAndOddHeaders") if settings is not None else None
        return asked is not None and is_on(asked)

    return page_setups(ends, cache(texts), cache(even))


def _comments(reader: BlockReader, parts: _Parts, places: dict[str, int]) -> list[RawComment]:
    root = parts.of("comments")
    if root is None:
        return []
    return [
        RawComment(
            comment_texts(only_paragraphs(reader.read(comment))),
            places.get(comment.get(W + "id") or "", 0),
            comment.get(W + "author") or None,
            comment.get(W + "date") or None,
        )
        for comment in root.iterchildren(W + "comment")
    ]
