"""A paragraph's text as Akoma Ntoso inline elements: emphasis, citations, parts of the header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from minhbach.model.citation import Citation
from minhbach.model.document import Document, Header, Paragraph, Span
from minhbach.writers.akn_names import AKN, OWN, Ids, address_of_cited
from minhbach.writers.runs import clean

Element = etree._Element
# "Hà Nội, ngày 05 tháng 3 năm 2020", "ngày 05/3/2020"
_DATE = re.compile(r"ngày\s.*\d{4}", re.IGNORECASE | re.DOTALL)
# sample: Số: 30/2020/NĐ-CP
_NUMBER = re.compile(r"Số\s*:?\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wrap:
    """``text[start:end]`` of a paragraph stands inside an element of its own."""

    start: int
    end: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Writer:
    """Makes elements of one file: knows its citations by paragraph and its identifiers."""

    header: Header
    ids: Ids = field(default_factory=Ids)
    cited: dict[str, list[Wrap]] = field(default_factory=dict)

    def add(self, parent: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
        return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes or {})

    def paragraph(self, parent: Element, paragraph: Paragraph, tag: str = "p") -> Element:
        """The whole paragraph in an element that bears its anchor."""
        made = self.add(parent, tag, {f"{{{OWN}}}anchor": paragraph.anchor})
        self.inline(made, paragraph, 0, len(paragraph.text))
        return made

    def inline(self, parent: Element, paragraph: Paragraph, start: int, end: int) -> None:
        """``text[start:end]`` with its emphasis, citations and header parts."""
        parts = _header_parts(paragraph, self.header)
        self._wrapped(parent, paragraph, (start, end), parts, inner=True)

    def _wrapped(
        self,
        parent: Element,
        paragraph: Paragraph,
        place: tuple[int, int],
        wraps: list[Wrap],
        *,
        inner: bool,
    ) -> None:
        """Wraps that lie within ``place``; ``inner``: citations are looked for between them."""
        at, end = place

        def plain(element: Element, left: int, right: int) -> None:
            if inner:
                cited = self.cited.get(_key(paragraph), [])
                self._wrapped(element, paragraph, (left, right), cited, inner=False)
            else:
                self._runs(element, paragraph, left, right)

        for wrap in wraps:
            if wrap.start < at or wrap.end > end:
                continue
            plain(parent, at, wrap.start)
            made = self.add(parent, wrap.tag, dict(wrap.attributes))
            plain(made, wrap.start, wrap.end)
            at = wrap.end
        plain(parent, at, end)

    def _runs(self, parent: Element, paragraph: Paragraph, start: int, end: int) -> None:
        text = paragraph.text
        spans = [s for s in paragraph.spans if s.start < end and s.end > start]
        cuts = {start, end}
        for span in spans:
            cuts.update((max(span.start, start), min(span.end, end)))
        for left, right in pairwise(sorted(cuts)):
            over = [s for s in spans if s.start <= left and s.end >= right]
            self._run(parent, text[left:right], over)

    def _run(self, parent: Element, text: str, over: Sequence[Span]) -> None:
        inner = parent
        ref = next((span.ref for span in over if span.ref), None)
        if ref:
            inner = self.add(inner, "span", {"class": "figure", f"{{{OWN}}}ref": clean(ref)})
        for look, tag in (("bold", "b"), ("italic", "i"), ("underline", "u")):
            if any(getattr(span, look) for span in over):
                inner = self.add(inner, tag)
        lines = clean(text).replace("\r", "\n").split("\n")
        append_text(inner, lines[0])
        for line in lines[1:]:
            self.add(inner, "eol").tail = line


def append_text(parent: Element, text: str) -> None:
    """Text after what the element holds already."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def citation_wraps(doc: Document, citations: Sequence[Citation], ids: Ids) -> dict[str, list[Wrap]]:
    """The ``ref`` elements of each paragraph, by its place."""
    wraps: dict[str, list[Wrap]] = defaultdict(list)
    waiting = sorted(citations, key=lambda c: c.start)
    at = 0
    for paragraph in doc.paragraphs():
        while at < len(waiting) and waiting[at].start < paragraph.end:
            found = waiting[at]
            at += 1
            if found.start < paragraph.start or found.end > paragraph.end:
                continue
            attributes = [
                ("eId", ids.of("ref", str(at))),
                ("href", address_of_cited(found)),
                (f"{{{OWN}}}key", clean(found.key)),
            ]
            place = (found.start - paragraph.start, found.end - paragraph.start)
            wraps[_key(paragraph)].append(Wrap(*place, "ref", tuple(attributes)))
    return dict(wraps)


def _key(paragraph: Paragraph) -> str:
    return f"{paragraph.anchor}@{paragraph.start}"


def _header_parts(paragraph: Paragraph, header: Header) -> list[Wrap]:
    """Where a line of the header block states number, date, issuer, type or subject."""
    text = paragraph.text
    whole = Wrap(0, len(text), "")
    if paragraph.role == "kind":
        return [Wrap(0, whole.end, "docType")]
    if paragraph.role == "subject":
        return [Wrap(0, whole.end, "docTitle")]
    if paragraph.role != "header":
        return []
    parts = []
    number = _NUMBER.match(text)
    if header.number and number:
        parts.append(Wrap(number.start(1), number.end(1), "docNumber"))
    dated = _DATE.search(text)
    if header.date and dated:
        day = (("date", header.date.isoformat()),)
        parts.append(Wrap(dated.start(), dated.end(), "docDate", day))
    if not parts and header.issuer and _same(text, header.issuer):
        parts.append(Wrap(0, whole.end, "docAuthority"))
    return parts


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
