"""ND: annexes: Roman numerals, where they come with, and a place in the body that sends there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

# as in "PHỤ LỤC 1", "Phụ lục II", "PHỤ LỤC: DANH MỤC …"
_HEAD = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?\s*(?P<number>\d{1,2}|[IVX]{1,5})?\s*[:.]?\s*$"
)
_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII"]
_COMES_WITH = re.compile(r"\(?(?:ban hành )?kèm theo\b", re.IGNORECASE)
_NAMED = re.compile(r"phụ lục|kèm theo|đính kèm", re.IGNORECASE)
_NEAR = 6  # paragraphs under the head in which "(Kèm theo …)" stands


def annexes(context: Context) -> Iterator[Finding]:
    """ND-20 Arabic numerals, ND-20b no "(Kèm theo …)", ND-20c the body names no annex."""
    every = context.paragraphs
    heads = [(at, p, m) for at, p in enumerate(every) if (m := _head(p))]
    if not heads:
        return
    numbered = [(p, m["number"]) for _, p, m in heads if m["number"]]
    for paragraph, number in numbered if len(heads) > 1 else ():
        if number.isdigit() and 0 < int(number) < len(_ROMAN):
            at = paragraph.start + paragraph.text.rindex(number)
            right = _ROMAN[int(number)]
            yield context.finding("ND-20", at, at + len(number), replacement=right)
    for at, paragraph, _ in heads:
        if not any(_COMES_WITH.search(p.text) for p in every[at + 1 : at + 1 + _NEAR]):
            yield context.on("ND-20b", paragraph)
    first = heads[0][1].start
    if context.doc.signatory is not None and not _NAMED.search(context.text[:first]):
        yield context.on("ND-20c", heads[0][1])


def _head(paragraph: Paragraph) -> re.Match[str] | None:
    text = paragraph.text.strip()
    if "!" in paragraph.anchor or text[:2].upper() != "PH":
        return None
    return _HEAD.match(text)


CHECKS: Checks = ((("ND-20", "ND-20b", "ND-20c"), annexes),)
