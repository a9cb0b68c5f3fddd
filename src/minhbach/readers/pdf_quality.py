"""Whether a text layer can be trusted: none, only stamps, or letters that are not what shows."""

from __future__ import annotations

import re
from typing import Literal

from minhbach.readers.pdf_lines import Row

Verdict = Literal["", "pdf-no-text", "pdf-stamp-only", "pdf-text-corrupt"]

_WORD = re.compile(r"\S+")
# Letters of Vietnamese and of Latin scripts around it; anything else in a word is suspect.
_RIGHT = re.compile(
    r"[A-Za-z0-9\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd"
    r"\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd"
    r"\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_PLAIN_EDGE = "()[]{}<>“”‘’\"'.,;:!?…/-–—+*%&•=_~#|^°×§©®→✓▪◦■□●○"
_MIN_WORDS = 8
_BAD_SHARE = 0.15  # of the words
_FEW_CHARS_A_PAGE = 30


def verdict(pages: list[list[Row]], stamps: int, images: int) -> Verdict:
    """What is wrong with the text layer of the whole file; "" when it can be read.

    ``stamps``: signature stamps taken out; ``images``: pictures on the pages.
    """
    text = "\n".join(stretch.text for rows in pages for row in rows for stretch in row)
    if len(text.replace(" ", "")) < _FEW_CHARS_A_PAGE * max(len(pages), 1) and (
        images or not text.strip()
    ):
        return "pdf-stamp-only" if stamps else "pdf-no-text"
    return "pdf-text-corrupt" if is_corrupt(text) else ""


def is_corrupt(text: str) -> bool:
    """Whether many words hold signs that no word of the language holds.

    >>> is_corrupt("&Ӝ1* +Ñ$ ;+, &+Ӫ 1*+Ƭ$ 9,ӊ7 1$0 &ѭ ÿLӅX FӫD QJKӏ ÿӏQK")
    True
    >>> is_corrupt("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc, số 1")
    False
    """
    words = [word.strip(_PLAIN_EDGE) for word in _WORD.findall(text)]
    words = [word for word in words if word]
    if len(words) < _MIN_WORDS:
        return "\ufffd" in text
    bad = sum(1 for word in words if _is_bad(word))
    return bad > _BAD_SHARE * len(words)


def _is_bad(word: str) -> bool:
    left = _RIGHT.sub("", word)
    return any(sign not in "./-–@:,'’_%()+&=\"“”;" for sign in left)
