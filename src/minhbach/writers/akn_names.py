"""Names in Akoma Ntoso: namespaces, identifiers of elements, addresses of documents.

Addresses follow the Akoma Ntoso Naming Convention (OASIS, 2019): country, kind of document,
subtype, author, date, number. A part that the paper does not state is a hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from minhbach.model.citation import Citation
from minhbach.model.document import Document
from minhbach.model.notation import slug

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:minhbach:akn:1"  # keys of citations, anchors and reader's notes
UNDATED = "0001-01-01"  # the schema demands a date where the paper bears none

_ELEMENTS = (
    (re.compile(r"phần\b", re.IGNORECASE), "part", "part"),
    (re.compile(r"chương\b", re.IGNORECASE), "chapter", "chp"),
    (re.compile(r"tiểu mục\b", re.IGNORECASE), "subsection", "subsec"),
    (re.compile(r"mục\b", re.IGNORECASE), "section", "sec"),
    (re.compile(r"điều\b", re.IGNORECASE), "article", "art"),
    (re.compile(r"phụ lục\b", re.IGNORECASE), "level", "annex"),
    (re.compile(r"[IVX]+$"), "section", "sec"),
    (re.compile(r"[A-ZĐ]$"), "title", "title"),
    (re.compile(r"\d+$"), "paragraph", "para"),
    (re.compile(r"\d+(?:\.\d+)+$"), "subparagraph", "subpara"),
    (re.compile(r"\(?[a-zđ]{1,5}\)?$"), "point", "point"),
    (re.compile(r"\(\d+\)$"), "point", "point"),
)


def element_of(number: str) -> tuple[str, str]:
    """Element and identifier prefix of a section's number.

    >>> element_of("Điều 5"), element_of("II"), element_of("a")
    (('article', 'art'), ('section', 'sec'), ('point', 'point'))
    """
    for pattern, element, prefix in _ELEMENTS:
        if pattern.match(number):
            return element, prefix
    return "level", "lvl"


@dataclass(slots=True)
class Ids:
    """Identifiers that stand once in a file: a second ``art_5`` becomes ``art_5-2``."""

    seen: Counter[str] = field(default_factory=Counter)

    def of(self, prefix: str, number: str, above: str = "") -> str:
        """``sec_II__para_1`` for paragraph 1 below ``sec_II``."""
        name = f"{above}__{prefix}" if above else prefix
        name += f"_{word}" if (word := _last_word(number)) else ""
        while name in self.seen:
            self.seen[name] += 1
            name = f"{name}-{self.seen[name]}"
        self.seen[name] = 1
        return name


def _last_word(number: str) -> str:
    """ "Chương II" → "II", "1.2" → "1-2", "Phần thứ nhất" → "nhất"."""
    words = re.sub(r"[^\w\s.-]", "", number).split()
    return words[-1].strip(".").replace(".", "-") if words else ""


def kind_of_paper(doc: Document) -> str:
    """ "act" for a paper in articles, "doc" for the rest."""
    top = [*doc.sections]
    while top:
        section = top.pop()
        if section.number.startswith(("Điều", "ĐIỀU")):
            return "act"
        if not section.number.lower().startswith("phụ lục"):
            top.extend(section.children)
    return "doc"


def address_of(doc: Document) -> str:
    """The work's address.

    >>> from datetime import date
    >>> from minhbach.model.document import Header
    >>> head = Header("ke-hoach", "Kế hoạch", "12-KH/BTGĐUK", date(2024, 2, 5), None, "Ban A")
    >>> address_of(Document("a.txt", "txt", header=head))
    '/akn/vn/doc/ke-hoach/ban-a/2024-02-05/12-kh-btgduk'
    """
    head = doc.header
    number = slug(head.number or "") or (f"sha256-{doc.sha256[:16]}" if doc.sha256 else "-")
    parts = (
        kind_of_paper(doc),
        slug(head.kind or "") or "-",
        slug(head.issuer or "") or "-",
        head.date.isoformat() if head.date else "-",
        number,
    )
    return "/akn/vn/" + "/".join(parts)


def address_of_cited(citation: Citation) -> str:
    """The address of a cited document, from its canonical key; laws without number by title.

    >>> found = Citation("numbered", "Kết luận", "64-KL/TW", None, None, None, None, "", 0, 0,
    ...     "party:KL:64:TW@2023-10-18")
    >>> address_of_cited(found)
    '/akn/vn/doc/kl/tw/2023-10-18/64'
    """
    plain, _, day = citation.key.partition("#")[0].partition("@")
    scheme, kind, number, body = (*plain.split(":"), "", "", "", "")[:4]
    number, _, year = number.partition("/")
    what = "act" if scheme == "qppl" else "doc"
    name = slug(number) or slug(citation.title or "")
    parts = (slug(kind), slug(body), slug(day or year), name)
    return f"/akn/vn/{what}/" + "/".join(part or "-" for part in parts)
