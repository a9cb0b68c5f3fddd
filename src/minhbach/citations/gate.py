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
_DIGIT = re.compile(r"\d(?<=[\s:ố]\d)")
_NUMBERED = re.compile(r"\ssố\s*:?\s{0,3}$")
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


_LAST = frozenset(word[-1] for word in _TYPE_ENDS)


def places(text: str) -> list[int]:
    """Offsets, in order, near which a citation can stand; paragraphs without one hold none."""
    found = [m.start() for m in _NUMBER.finditer(text)]
    for word in _WORDS:
        found += _every(text, word)
    found += _short(text)
    return sorted(found)


def _short(text: str) -> Iterator[int]:
    """Where the white space before a number begins, "số" included, after a type word."""
    for match in _DIGIT.finditer(text):
        at = match.start()
        if text[at - 2 : at - 1] in _LAST and text.endswith(_TYPE_ENDS, 0, at - 1):
            yield at - 1
        elif text.rfind("số", max(0, at - 24), at) >= 0:
            numbered = _NUMBERED.search(text, max(0, at - 24), at)
            if numbered and text.endswith(_TYPE_ENDS, 0, numbered.start()):
                yield numbered.start()


def _every(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
