"""Plain paragraphs lifted out of the bytes: most of a body needs no tree.

A plain paragraph has properties and runs of text, tabs and line breaks, nothing else. It leaves an
empty ``w:p`` with its number behind, so that the tree that is parsed stays small, and each property
element is parsed once however often it stands there. Whatever is not plain stays where it is and
is read from the tree; a part that is written in an unusual way is left alone altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.archive import parse_xml
from minhbach.readers.ooxml.names import VAL, W, children
from minhbach.readers.ooxml.spacing import Stated, stated

NUMBER = "lifted"  # the attribute of the empty paragraph left behind
_USUAL = b'xmlns:w="' + W[1:-1].encode() + b'"'
_STYLE = W + "pStyle"
# Signs of what reaches beyond its paragraph: sections, frames, ends that are hidden or deleted.
_FAR = ("<w:sectPr", "<w:framePr", "<w:vanish", "<w:specVanish", "<w:del")
_MAX_BYTES = 24 * 1024 * 1024
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_ROOT = re.compile(r"<w:\w+\b[^<>]*>")
_NAMESPACE = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"<]*"')
# <w:r w:rsidR="00AB12CD"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Căn cứ </w:t></w:r>
# groups: the properties; the text of a run with one text; the content of a run with more; the rest
_T = r'<w:t(?: xml:space="preserve")?+>'
_RUN = re.compile(
    r'<w:r(?: w:rsid[A-Za-z]*+="[0-9A-Fa-f]*+")*+>'
    r"(?:<w:rPr>((?:<(?:w:(?!rPr)|/?w1\d:)[^>]*+>)*+)</w:rPr>)?+"
    rf"(?:{_T}([^<]*+)</w:t>"
    rf"|((?:{_T}[^<]*+</w:t>|<w:(?:tab|br|lastRenderedPageBreak|noBreakHyphen)/>)*+))</w:r>"
    r"|<w:(?:proofErr|bookmarkStart|bookmarkEnd)\b[^<>]*+(?<=/)>"
    r"|([\s\S]++)"
)
_PART = re.compile(rf"{_T}([^<]*+)</w:t>|<w:(tab|br|lastRenderedPageBreak|noBreakHyphen)/>")
_END_LOOK = re.compile(r'<w:rPr>(?:<w:\w+(?: w:\w+="[^"<>&]*+")*+/>)*+</w:rPr>')
_STARTS = ("<w:p>", "<w:p ")
_SIGNS = {"tab": "\t", "br": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": ""}
Run = tuple[str, str, str, str]
Properties = dict[str, etree._Element]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A property element, parsed: its children by tag, the style, what it states of spacing;
    ``plain``: nothing in it reaches beyond the paragraph."""

    properties: Properties
    style: str | None
    stated: Stated
    plain: bool


@dataclass(slots=True)
class Lifted:
    """``paragraphs``: the properties and the runs of each; ``ready``: the same, with what the
    properties say; ``looks``: those of runs, parsed."""

    paragraphs: list[tuple[str, list[Run]]] = field(default_factory=list)
    ready: list[tuple[Setting, list[Run]]] = field(default_factory=list)
    looks: dict[str, etree._Element] = field(default_factory=dict)

    def paragraph(self, number: str) -> tuple[Setting, list[Run]]:
        """The setting and the runs of a paragraph that was lifted."""
        return self.ready[int(number)]


def texts_of(content: str) -> Iterator[str]:
    """The texts of a run that holds more than one: words, tabs, line breaks.

    >>> list(texts_of("<w:t>Số:</w:t><w:tab/><w:t>12</w:t>"))
    ['Số:', '\\t', '12']
    """
    for text, sign in _PART.findall(content):
        yield _SIGNS[sign] if sign else text


def lift(data: bytes, file: str) -> tuple[bytes, Lifted]:
    """The part without its plain paragraphs, and these."""
    lifted = Lifted()
    text = _readable(data)
    root = _ROOT.search(text)
    if root is None:
        return data, lifted
    kept: list[str] = []
    chunks = text.split("</w:p>")
    for chunk in chunks[:-1]:
        at = 0
        plain = _plain(chunk) if chunk.startswith(_STARTS) else None
        if plain is None:  # the paragraph may stand in a cell, or hold another one
            at = max(map(chunk.rfind, _STARTS))
            plain = _plain(chunk[at:]) if at > 0 else None
        if plain is None:
            kept += (chunk, "</w:p>")
        else:
            kept += (chunk[:at], f'<w:p {NUMBER}="{len(lifted.paragraphs)}"/>')
            lifted.paragraphs.append(plain)
    kept.append(chunks[-1])
    rest = "".join(kept)
    safe = lifted.paragraphs and _is_safe(rest, lifted)
    if safe and _parse(lifted, "".join(_NAMESPACE.findall(root[0])), file):
        return rest.encode(), lifted
    return data, Lifted()


def _is_safe(rest: str, lifted: Lifted) -> bool:
    """Nothing that makes a search among tags unsafe was there: comments, character data sections,
    instructions (in runs they are not plain), or our own attribute."""
    own = rest.count(f"{NUMBER}=") != len(lifted.paragraphs)
    return not (own or "<!" in rest or rest.count("<?") > 1 or rest.count("xmlns:w=") != 1)


def _readable(data: bytes) -> str:
    """The text of a part in UTF-8 with the usual prefix and without control characters; else
    nothing."""
    if _USUAL not in data or len(data) > _MAX_BYTES:
        return ""
    head = data[:200].lower()
    if b"encoding=" in head and b"utf-8" not in head:
        return ""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\ufffe" in text or "\uffff" in text else text


def _plain(paragraph: str) -> tuple[str, list[Run]] | None:
    """The properties and runs of a paragraph without its end tag; None when it is not plain."""
    start = paragraph.index(">") + 1
    if paragraph[start - 2] == "/" or "&" in paragraph or paragraph.find("xmlns", 0, start) > 0:
        return None
    properties = ""
    if paragraph.startswith("<w:pPr>", start):
        end = paragraph.find("</w:pPr>", start)
        properties = paragraph[start + 7 : end]
        if end < 0 or "<w:pPr" in properties:
            return None
        start = end + 8
    runs = _RUN.findall(paragraph, start)
    return None if runs and runs[-1][3] else (properties, runs)


def _parse(lifted: Lifted, namespaces: str, file: str) -> bool:
    """Each property element once, all in one tree; whether that was safe."""
    looks = dict.fromkeys([run[0] for _, runs in lifted.paragraphs for run in runs])
    properties = dict.fromkeys([properties for properties, _ in lifted.paragraphs])
    shorter = {own: _without_end(own) for own in properties}
    settings = dict.fromkeys(shorter.values())
    elements = [f"<w:pPr>{own}</w:pPr>" for own in settings]
    elements += [f"<w:rPr>{own}</w:rPr>" for own in looks]
    said = "".join(elements)
    if any(sign in said for sign in ("<!", "<?", "xmlns:w=")):
        return False
    parsed = list(parse_xml(f"<all{namespaces}>{said}</all>".encode(), file))
    made = {
        own: _setting(children(element), own)
        for own, element in zip(settings, parsed[: len(settings)], strict=True)
    }
    lifted.ready = [(made[shorter[own]], runs) for own, runs in lifted.paragraphs]
    lifted.looks = dict(zip(looks, parsed[len(settings) :], strict=True))
    return True


def _without_end(properties: str) -> str:
    """The properties without the look of the paragraph's end, which nobody sees."""
    found = _END_LOOK.search(properties)
    if found is None or any(sign in found[0] for sign in _FAR):
        return properties
    return properties[: found.start()] + properties[found.end() :]


def _setting(properties: Properties, own: str) -> Setting:
    style = properties.get(_STYLE)
    plain = not any(sign in own for sign in _FAR)
    return Setting(
        properties, style.get(VAL) if style is not None else None, stated(properties), plain
    )
