"""Anchors in words: p14 → "đoạn 14", t1!B3 → "bảng 1, ô B3"."""

from __future__ import annotations

import re

from minhbach.reports.words import words

# p14
_PARAGRAPH = re.compile(r"p(\d+)")
# t1!B3
_CELL = re.compile(r"t(\d+)!([A-Z]+\d+)")


def place_text(anchor: str) -> str:
    """Where in a file an anchor is, in words.

    >>> place_text("t1!B3")
    'bảng 1, ô B3'
    """
    text = words("report")["conflicts"]
    if match := _PARAGRAPH.fullmatch(anchor):
        return str(text["paragraph"].format(number=match[1]))
    if match := _CELL.fullmatch(anchor):
        return str(text["cell"].format(table=match[1], cell=match[2]))
    return str(text["place"].format(anchor=anchor))
