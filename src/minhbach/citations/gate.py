"""A cheap look over the whole text for the places where a citation can stand at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "30/2020", "64-KL", "8376 /VBHN"
_NUMBER = re.compile(r"\d[a-zA-ZĐđ]{0,3}\s{0,2}[-‐‑‒–—−/]\s{0,2}[A-ZĐÐ12]")
# Parts of words, because capitals and small letters both begin them.
_WORDS = (
    *("uật", "UẬT", "áp lệnh", "áp Lệnh", "ÁP LỆNH", "iến pháp", "IẾN PHÁP"),
    *("iều lệ Đảng", "IỀU LỆ ĐẢNG", "ại hội", "khóa", "khoá"),
)
# "Quy định 377", "Chỉ thị số 45": a digit after a space after the end of a type word
_SHORT = re.compile(r"\s(?:số\s*:?\s{0,3})?\d")
_TYPE_ENDS = (
    "định",
    "quyết",
    "thị",
    "luận",
    "dẫn",
    "báo",
    "tư",
    "văn",
    "điện",
    "án",
    "hoạch",
    "tịch",
)


def places(text: str) -> list[int]:
    """Offsets, in order, near which a citation can stand; paragraphs without one hold none."""
    found = [m.start() for m in _NUMBER.finditer(text)]
    for word in _WORDS:
        found += _every(text, word)
    found += [m.start() for m in _SHORT.finditer(text) if text.endswith(_TYPE_ENDS, 0, m.start())]
    return sorted(found)


def _every(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
