"""From the bytes of a page to the tree that holds the document: decoding, parsing, furniture."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile

MAX_BYTES = 64 * 1024 * 1024
# <meta charset="utf-8">, <meta … content="text/html; charset=windows-1258">, <?xml … encoding="…"?>
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})")
_TAG_SIGNS = re.compile("[\"'>]")
_LONG_TAG = 8_000
_MAX_ATTRIBUTES = 2_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "nav",
        "footer",
        "aside",
        "form",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "dialog",
        "xml",
        "o:documentproperties",
        "w:worddocument",
    ]
)
# Words of class and id by which pages name what stands around the document.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|side-?bar|social|share|toolbar|"
    r"related|comments?|banner|advert\w*|cookie\w*|pagination|skip-?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINK_SHARE = 0.6  # of an element's text: a list of links, not a text
_NAMED_SHARE = 0.2  # the same where class or id says so
_MIN_LINKS = 3
_BOXES = frozenset(["div", "ul", "ol", "section", "table", "header", "td", "p", "dl"])
_MAIN_SHARE = 0.5


def parse_page(data: bytes, file: str) -> etree._Element:
    """The root of a page; the parser never goes to the network, depth is limited.

    Raises ``RefusedFile`` for pages that are too big or too deep, ``UnreadableFile`` without text.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    text = decode_page(data).replace("\0", "")
    if _has_flooded_tag(text):
        raise RefusedFile("html-too-deep", file=file)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # depth 2048 instead of 256: old pages leave spans open; bytes are capped
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("html-unreadable", file=file) from error
    if root is None:
        raise UnreadableFile("html-unreadable", file=file)
    # The parser goes on without what lies too deep: a part of the text would be lost in silence.
    if any("depth" in entry.message for entry in parser.error_log):
        raise RefusedFile("html-too-deep", file=file)
    return root


def _has_flooded_tag(text: str) -> bool:
    """Whether a tag bears thousands of attributes: the parser compares each with all others."""
    for piece in text.split("<"):
        if len(piece) > _LONG_TAG and piece[0].isalpha():
            quote = ""
            end = len(piece)
            for found in _TAG_SIGNS.finditer(piece):
                sign = found[0]
                if sign == ">" and not quote:
                    end = found.start()
                    break
                if sign != ">":
                    quote = "" if sign == quote else (quote or sign)
            if len(piece[:end].split()) > _MAX_ATTRIBUTES:
                return True
    return False


def decode_page(data: bytes) -> str:
    """By byte order mark, as UTF-8 where that fits, else as declared, else Windows-1258."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _DECLARED.search(data[:4096])
    names = ["utf-8", declared[1].decode("ascii").lower() if declared else "", "cp1258"]
    for name in names:
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def document_part(root: etree._Element) -> etree._Element:
    """The element that holds the document: the body, or its ``main`` when most text is there."""
    body = root.find(".//body")
    body = root if body is None else body
    candidates = [*body.iter("main"), *body.iter("article")]
    main = max(candidates, key=_length, default=None)
    if main is not None and _length(main) >= _MAIN_SHARE * _length(body):
        return main
    return body


def furniture(part: etree._Element) -> set[etree._Element]:
    """The elements that are no part of the document: scripts, forms, menus, lists of links."""
    found: set[etree._Element] = set()
    open_counts: list[_Count] = [_Count()]
    for event, element in etree.iterwalk(part, events=("start", "end")):
        if event == "start":
            open_counts.append(_Count(text=_size(element.text)))
            continue
        count = open_counts.pop()
        if element.tag == "a" and element.get("href"):
            count.links += 1
            count.linked = count.text
        if _stands_around(element, count):
            found.add(element)
        else:
            open_counts[-1].add(count)
        open_counts[-1].text += _size(element.tail)
    return found


@dataclass(slots=True)
class _Count:
    text: int = 0  # characters in it
    linked: int = 0  # of them inside links
    links: int = 0

    def add(self, other: _Count) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


def _stands_around(element: etree._Element, count: _Count) -> bool:
    if element.tag in _NEVER:
        return True
    if element.tag not in _BOXES or not count.links:
        return False
    share = count.linked / max(count.text, 1)
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _FURNITURE.search(names[:300]):
        return share > _NAMED_SHARE
    return count.links >= _MIN_LINKS and share > _LINK_SHARE


def _size(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _length(element: etree._Element) -> int:
    return sum(
        _size(node.text) + _size(node.tail)
        for node in element.iter()
        if node.tag not in ("script", "style")
    )
