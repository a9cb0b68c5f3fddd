"""Where an extracted text stands in its paragraph, and the sentence around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhbach_web.engine import Document

# "…khoa học công nghệ. Các ngành": a full stop and a space; a capital or a quote must follow.
_END = re.compile(r"[.!?…]+[”»\"]?\s+")
# "TP. Hồ Chí Minh", "TM. Ban", "GS. Trần": a short word before the stop ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(])[^\W\d_]{1,3}\.\s+$")


@dataclass(frozen=True, slots=True)
class Place:
    """``start``/``end``: where the text stands in the paragraph; None if not word for word."""

    anchor: str
    quote: str
    start: int | None
    end: int | None


def place_of(document: Document, anchor: str, text: str) -> Place:
    """The place of ``text`` in the paragraph or cell named ``anchor``, with its sentence."""
    block = document.at(anchor)
    whole = block.text if block is not None else ""
    start = whole.find(text) if text else -1
    if start < 0:
        return Place(anchor, whole, None, None)
    end = start + len(text)
    first, last = sentence_bounds(whole, start, end)
    return Place(anchor, whole[first:last], start, end)


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and last offset of the sentences that hold ``text[start:end]``.

    >>> sentence_bounds("Một câu. Hai câu. Ba câu.", 9, 12)
    (9, 17)
    """
    first, last = 0, len(text)
    for stop in _END.finditer(text):
        if not _ends(text, stop.end()):
            continue
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() + 1 >= end:
            last = stop.end()
            break
    return first, last - (len(text[first:last]) - len(text[first:last].rstrip()))


def _ends(text: str, at: int) -> bool:
    following = text[at : at + 2].lstrip('“«"(')
    return following[:1].isupper() and not _SHORT.search(text[max(0, at - 12) : at])
