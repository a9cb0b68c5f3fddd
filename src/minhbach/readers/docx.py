"""Word documents (.docx): the parts of the package put together into raw blocks."""

from __future__ import annotations

import posixpath
from functools import cache

from lxml import etree

from minhbach.errors import UnreadableFile
from minhbach.model.document import Note
from minhbach.readers.archive import Package, parse_xml
from minhbach.readers.ooxml.blocks import BlockReader
from minhbach.readers.ooxml.names import STRICT, W
from minhbach.readers.ooxml.numbering import read_numbering
from minhbach.readers.ooxml.runs import RunReader
from minhbach.readers.ooxml.styles import read_styles
from minhbach.readers.raw import RawBlock, RawDocument, RawParagraph

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Table styles and the list of latent styles: most of a styles part, and nothing we read.
_UNUSED_STYLES = (
    (b'<w:style w:type="table" ', b"</w:style>"),
    (b"<w:latentStyles", b"</w:latentStyles>"),
)
_NOTE_PARTS = ("footnotes", "endnotes")


def read_docx(data: bytes, file: str) -> RawDocument:
    """The body of a .docx in reading order, its footnotes after it.

    Page headers and footers stay out. Raises ``UnreadableFile`` or ``RefusedFile``.
    """
    package = Package(data, file)
    main = _main_part(package)
    parts = _related(package, main)
    body = _part(package, main)
    body = body.find(W + "body") if body is not None else None
    if body is None:
        raise UnreadableFile("file-not-docx", file=file)
    styles = read_styles(
        _part(package, parts.get("styles"), unused=_UNUSED_STYLES),
        lambda: _part(package, parts.get("theme")),
    )
    runs = RunReader(styles)
    numbering = cache(lambda: read_numbering(_part(package, parts.get("numbering"))))
    reader = BlockReader(styles, numbering, runs)
    raw = RawDocument("docx", list(reader.read(body)))
    for kind in _NOTE_PARTS:
        raw.blocks.extend(_notes(reader, _part(package, parts.get(kind))))
    raw.notes.extend(Note(code, params={"count": str(n)}) for code, n in runs.counts.items())
    return raw


def _main_part(package: Package) -> str:
    """The name of the document part: by the package's relations, else by its usual name."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(_RELATION):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                name = (relation.get("Target") or "").lstrip("/")
                if name in package:
                    return name
    if "word/document.xml" not in package:
        raise UnreadableFile("file-not-docx", file=package.file)
    return "word/document.xml"


def _related(package: Package, main: str) -> dict[str, str]:
    """Kind of part ("styles", "numbering", …) → its name."""
    folder, name = posixpath.split(main)
    rels = f"{folder}/_rels/{name}.rels"
    found: dict[str, str] = {}
    if rels not in package:
        return found
    for relation in package.xml(rels).iter(_RELATION):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        found.setdefault(kind, posixpath.normpath(path))
    return found


def _part(
    package: Package, name: str | None, unused: tuple[tuple[bytes, bytes], ...] = ()
) -> etree._Element | None:
    """A part as a tree; ``unused``: what is cut out before, because parsing it costs time."""
    if name is None or name not in package:
        return None
    data = package.read(name)
    for start, end in unused:
        data = _without(data, start, end)
    if STRICT[0][0] in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    return parse_xml(data, package.file)


def _without(data: bytes, start: bytes, end: bytes) -> bytes:
    """The bytes without every stretch from ``start`` to ``end``."""
    kept: list[bytes] = []
    at = 0
    while (found := data.find(start, at)) >= 0:
        close = data.find(end, found)
        if close < 0:
            break
        kept.append(data[at:found])
        at = close + len(end)
    kept.append(data[at:])
    return b"".join(kept)


def _notes(reader: BlockReader, root: etree._Element | None) -> list[RawBlock]:
    """The paragraphs of footnotes or endnotes, without Word's own separators."""
    blocks: list[RawBlock] = []
    if root is None:
        return blocks
    for note in root:
        if note.get(W + "type") in (None, "normal"):
            for block in reader.read(note, "f"):
                if isinstance(block, RawParagraph) and block.text.strip():
                    blocks.append(block)
    return blocks
