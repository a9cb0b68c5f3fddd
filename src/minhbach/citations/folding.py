"""Folding that keeps every character's place: offsets in the fold are offsets in the text."""

from __future__ import annotations

import re
from functools import lru_cache

# "uỷ" → "ủy", "hoà" → "hòa": the tone moves to the first vowel; both spellings fold alike.
_PLAIN = {c: p for p, row in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ")) for c in row}
_FIRST = {("o", i): c for i, c in enumerate("òóỏõọ")} | {("u", i): c for i, c in enumerate("ùúủũụ")}
_RANK = {c: i for row in ("àáảãạ", "èéẻẽẹ", "ỳýỷỹỵ") for i, c in enumerate(row)}
# The rare letter comes first, the look behind after it: the scan then leaps over plain letters.
_LATE = re.compile(r"[àáảãạèéẻẽẹỳýỷỹỵ](?:(?<=o[àáảãạèéẻẽẹ])|(?<=u[ỳýỷỹỵ])(?<!qu.))(?![a-zà-ỹ])")

_ODD = (
    {ord(c): "-" for c in "‐‑‒–—―−\u00ad"}
    | {ord(c): " " for c in "\u00a0\t\r\n\v\f"}
    | {ord("Ð"): "đ", ord("ð"): "đ"}
)

_HAS_ODD = re.compile("[" + "".join(map(chr, _ODD)) + "]")


def fold(text: str) -> str:
    """Lower case, early tone placement, plain dashes and spaces; the same length as ``text``.

    >>> fold("Uỷ ban Hoà bình")
    'ủy ban hòa bình'
    """
    low = text.lower()
    if len(low) != len(text):  # a letter whose lower case is longer (İ): fold it by itself
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for odd in set(_HAS_ODD.findall(low)):
        low = low.replace(odd, _ODD[ord(odd)])
    late = [m.start() for m in _LATE.finditer(low)]
    return _early(low, late) if late else low


@lru_cache(maxsize=1024)
def fold_word(word: str) -> str:
    """``fold`` for the few words that come again and again (type words, names)."""
    return fold(word)


def _early(low: str, late: list[int]) -> str:
    letters = list(low)
    for at in late:
        letters[at - 1] = _FIRST[low[at - 1], _RANK[low[at]]]
        letters[at] = _PLAIN[low[at]]
    return "".join(letters)
