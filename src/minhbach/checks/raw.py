"""Paragraphs as they stand in the file, before reading mended their characters.

Reading gives NFC, plain spaces and the right Đ, so a check of characters must look at the bytes.
"""

from __future__ import annotations

import html
import re

from minhbach.model.document import Document
from minhbach.readers.archive import Package

# Only files in which one of these stands are looked at closely: a file of right characters is
# passed over at the speed of one search.
SUSPECT = re.compile(
    "[\u0300-\u036f\u00d0\u00f0\u0189\u0256\u01a2\u01a3\u200b-\u200f\u00ad\u2060\ufeff"
    "\u0400-\u04ff\u0370-\u03ff\ufffd\ue000-\uf8ff]"
)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_BORDER = re.compile(
    r"<w:pBdr>(?:(?!</w:pBdr>).)*<w:(?:top|bottom) w:val=\"(?!nil|none)", re.DOTALL
)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def raw_paragraphs(data: bytes, doc: Document) -> dict[int, str]:
    """Paragraph number or line → its text as stored; empty when nothing in it is suspect."""
    if doc.format == "docx":
        return _of_docx(data, doc.name)
    if doc.format == "txt":
        return _of_text(data)
    return {}


def is_consolidated(data: bytes | None, doc: Document) -> bool:
    """Whether the file is a report consolidated by this program: its manifest travels inside."""
    if data is None or doc.format != "docx" or b"customXml/item1.xml" not in data:
        return False
    return b"urn:minhbach:manifest" in Package(data, doc.name).read("customXml/item1.xml")


def _of_docx(data: bytes, file: str) -> dict[int, str]:
    package = Package(data, file)
    if "word/document.xml" not in package:
        return {}
    xml = package.read("word/document.xml").decode("utf-8", "replace")
    if "&#" not in xml and not SUSPECT.search(xml):
        return {}
    found = {}
    for number, paragraph in enumerate(_PARAGRAPH.finditer(xml), 1):
        text = html.unescape("".join(_TEXT.findall(paragraph[0])))
        if SUSPECT.search(text):
            found[number] = text
    return found


def ruled_paragraphs(data: bytes, doc: Document) -> frozenset[int]:
    """Numbers of the empty paragraphs of a Word file that bear a border: lines drawn so."""
    package = Package(data, doc.name) if doc.format == "docx" else None
    if package is None or "word/document.xml" not in package:
        return frozenset()
    xml = package.read("word/document.xml").decode("utf-8", "replace")
    if "<w:pBdr>" not in xml:
        return frozenset()
    return frozenset(
        number
        for number, paragraph in enumerate(_PARAGRAPH.finditer(xml), 1)
        if _BORDER.search(paragraph[0]) and not _TEXT.search(paragraph[0])
    )


def _of_text(data: bytes) -> dict[int, str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}
    if not SUSPECT.search(text):
        return {}
    lines = text.splitlines()
    return {number: line for number, line in enumerate(lines, 1) if SUSPECT.search(line)}
