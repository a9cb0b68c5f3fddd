"""Which paragraph is which component of a document: motto, issuer, number, signer, recipients."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from minhbach.model.document import Document, Paragraph
from minhbach.vi.text import search_key

MOTTO, SLOGAN = "cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc"
PARTY_TITLE = "dang cong san viet nam"
_LETTERS = re.compile(r"[^a-z0-9 ]+")
_LETTER = re.compile(r"[^\W_]")
_BODY = ("body", "item", "preamble", "closing")


@dataclass(frozen=True, slots=True)
class Look:
    """How most letters of a paragraph look; None where the file does not say."""

    size: float | None
    bold: bool
    italic: bool
    underline: bool
    font: str | None


def key_of(text: str) -> str:
    """Letters alone, folded: "Độc lập - Tự do" → "doc lap tu do"."""
    return " ".join(_LETTERS.sub(" ", search_key(text)).split())


def look_of(paragraph: Paragraph) -> Look | None:
    """The look of most letters; None for an empty paragraph or one without any formatting."""
    if (
        paragraph.spans
        and len({(s.size, s.font, s.bold, s.italic, s.underline) for s in paragraph.spans}) == 1
    ):
        span = paragraph.spans[0]
        if _LETTER.search(paragraph.text, span.start, paragraph.spans[-1].end):
            return Look(span.size, span.bold, span.italic, span.underline, span.font)
    sizes: Counter[float | None] = Counter()
    fonts: Counter[str | None] = Counter()
    weights = [0, 0, 0]
    total = 0
    for span in paragraph.spans:
        letters = sum(map(str.isalnum, paragraph.text[span.start : span.end]))
        total += letters
        sizes[span.size] += letters
        fonts[span.font] += letters
        for at, on in enumerate((span.bold, span.italic, span.underline)):
            weights[at] += letters if on else 0
    if not total:
        return None
    half = total / 2
    return Look(
        sizes.most_common(1)[0][0],
        weights[0] > half,
        weights[1] > half,
        weights[2] > half,
        fonts.most_common(1)[0][0],
    )


def parts_of(doc: Document) -> dict[str, list[Paragraph]]:
    """Component → its paragraphs. What can't be told apart for sure is left out."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in doc.paragraphs():
        if not paragraph.text.strip():
            continue
        for name in _names(doc, paragraph):
            found.setdefault(name, []).append(paragraph)
    if "issuer" in found:
        found["issuer"] = _once(found["issuer"])
    return found


def _once(lines: list[Paragraph]) -> list[Paragraph]:
    """The issuer's lines without those of a gazette's heading above, which say the same."""
    keys = [key_of(line.text).replace(" ", "") for line in lines]
    for cut in range(1, len(lines)):
        if "".join(keys[:cut]) == "".join(keys[cut:]):
            return lines[cut:]
    return lines


def _names(doc: Document, paragraph: Paragraph) -> Iterator[str]:
    role, text = paragraph.role, paragraph.text.strip()
    if role == "header":
        yield from _in_header(doc, text)
    elif role in ("kind", "subject", "basis"):
        if doc.header.kind != "cong-van":
            yield role
        elif role == "subject":
            yield "about"  # a letter's subject; its "Căn cứ …" is an argument, no basis
    elif role == "recipient":
        yield "recipients_label" if text.rstrip(":").strip() == "Nơi nhận" else "recipients"
    elif role == "signature":
        yield from _in_signature(doc, text)
    elif role in _BODY and "!" not in paragraph.anchor and paragraph.anchor.startswith("p"):
        yield "body"


def _in_header(doc: Document, text: str) -> Iterator[str]:
    key, header = key_of(text), doc.header
    if key == MOTTO:
        yield "motto"
    elif key == SLOGAN:
        yield "slogan"
    elif key == PARTY_TITLE:
        yield "party_title"
    elif re.match(r"Số\b|SỐ\b", text):
        yield "number"
    elif "ngày" in text and "tháng" in text:
        yield "place_date"
    elif text.startswith(("V/v", "Về việc")):
        yield "about"
    elif header.issuer and key and key in key_of(header.issuer):
        yield "issuer"
    elif header.parent_issuer and key and key in key_of(header.parent_issuer):
        yield "parent"


def _in_signature(doc: Document, text: str) -> Iterator[str]:
    signatory = doc.signatory
    if signatory is None:
        return
    if signatory.name and key_of(text) == key_of(signatory.name):
        yield "signer"
    elif text.isupper() and signatory.title and key_of(text) == key_of(signatory.title):
        yield "title"
    elif text.isupper() and signatory.authority and key_of(text) in key_of(signatory.authority):
        yield "authority"
