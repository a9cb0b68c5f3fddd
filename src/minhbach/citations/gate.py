"""A cheap look whether a paragraph can hold a citation: most paragraphs stop here."""

from __future__ import annotations

import re

# "30/2020", "64-KL", "8376 /VBHN"
_NUMBER = re.compile(r"\d[a-zA-ZĐđ]{0,3}\s{0,2}[-‐‑‒–—−/]\s{0,2}[A-ZĐÐ12]")
# Parts of words, because capitals and small letters both begin them.
_WORDS = (
    "uật",
    "UẬT",
    "áp lệnh",
    "áp Lệnh",
    "ÁP LỆNH",
    "iến pháp",
    "IẾN PHÁP",
    "iều lệ Đảng",
    "IỀU LỆ ĐẢNG",
    "ại hội",
    "khóa",
    "khoá",
)
_SHORT = re.compile(
    r"(?:định|quyết|thị|luận|dẫn|báo|tư|văn|điện|án|hoạch|tịch)\s+(?:số\s*:?\s*)?\d"
)


def worth_reading(text: str, start: int, end: int) -> bool:
    """False when no citation can stand in ``text[start:end]``."""
    if _NUMBER.search(text, start, end):
        return True
    if any(text.find(word, start, end) >= 0 for word in _WORDS):
        return True
    return _SHORT.search(text, start, end) is not None
