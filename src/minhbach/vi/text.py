"""Characters and syllables: one Unicode form, look-alikes, folding for search.

Sources: Unicode UAX #15; the tone placement pairs are the fifteen in which the two
styles of writing differ (oa, oe, uy in open syllables).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Letters that look like Vietnamese ones and come from wrong fonts or keyboards.
_LOOK_ALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"},
)
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_CLEAN = {**_LOOK_ALIKES, **_SPACES, **_INVISIBLE, **_HYPHENS}
UNCLEAN = "".join(map(chr, _CLEAN))  # what ``clean`` changes, beside the form of letters
_UNCLEAN = re.compile(f"[{UNCLEAN}]")  # most text has none: look before

_WRONG_LETTER = re.compile(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
_mended: ContextVar[list[str] | None] = ContextVar("mended", default=None)

_MARKS = re.compile("[\u0300-\u036f]")
_CLUSTER = re.compile("([A-Za-z\u0110\u0111])([\u0300-\u036f]{2,})")
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter, before the tone
_SYLLABLE = re.compile(r"[^\W\d_]+")

_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()  # noqa: SIM905 - one line reads better
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()  # noqa: SIM905 - one line reads better
_TO_OLD = dict(zip(_NEW, _OLD, strict=True))
_TO_NEW = dict(zip(_OLD, _NEW, strict=True))
_NEW_RIME = re.compile(f"(?<![qQ])(?:{'|'.join(_NEW)})(?![^\\W\\d_])", re.IGNORECASE)
_OLD_RIME = re.compile(f"(?<![qQ])(?:{'|'.join(_OLD)})(?![^\\W\\d_])", re.IGNORECASE)


def nfc(text: str) -> str:
    """Text in NFC, also where marks came in the wrong order (tone before circumflex).

    >>> nfc("tie\\u0302\\u0301ng") == nfc("tie\\u0301\\u0302ng") == "tiếng"
    True
    """
    if text.isascii():
        return text
    if unicodedata.is_normalized("NFC", text) and not _MARKS.search(text):
        return text
    loose = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _CLUSTER.sub(_letter_marks_first, loose))


def _letter_marks_first(found: re.Match[str]) -> str:
    marks = sorted(found[2], key=lambda mark: mark not in _SHAPES)
    return found[1] + "".join(marks)


def fix_look_alikes(text: str) -> str:
    """Ð, Ɖ (and ð, ɖ) to Đ, đ; Ƣ to Ư: letters that only look right.

    >>> fix_look_alikes("QÐ-UBND")
    'QĐ-UBND'
    """
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


def clean(text: str) -> str:
    """What every reader gives its text through: NFC, right letters, plain spaces and hyphens.

    Special spaces become a space, no-break hyphens a hyphen; zero-width characters and soft
    hyphens go (convert legacy fonts before: there U+00AD is ư).
    """
    if text.isascii():
        return text
    if not _UNCLEAN.search(text):
        return nfc(text)
    mended = _mended.get()
    if mended is not None:
        mended += _WRONG_LETTER.findall(text)
    return nfc(text.translate(_CLEAN))


@contextmanager
def mended_letters() -> Iterator[list[str]]:
    """While it holds, every look-alike letter that ``clean`` puts right, in the order met.

    >>> with mended_letters() as letters:
    ...     clean("QÐ-UBND")
    'QĐ-UBND'
    >>> letters
    ['Ð']
    """
    letters: list[str] = []
    token = _mended.set(letters)
    try:
        yield letters
    finally:
        _mended.reset(token)


def fold_accents(text: str) -> str:
    """Text without tones and marks, đ as d; case is kept.

    >>> fold_accents("Đảng uỷ Khối")
    'Dang uy Khoi'
    """
    if text.isascii():
        return text
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return bare.replace("đ", "d").replace("Đ", "D")


def search_key(text: str) -> str:
    """Folded, lower case, single spaces: equal for spellings that a searcher means alike."""
    return " ".join(fold_accents(text).lower().split())


def fold_tone_placement(text: str) -> str:
    """One tone placement (uỷ → ủy, hoà → hòa); quý, hoàn, khuỷu stay as they are.

    >>> fold_tone_placement("Tỉnh uỷ, quý, TỈNH UỶ, khoẻ")
    'Tỉnh ủy, quý, TỈNH ỦY, khỏe'
    """
    return text if text.isascii() else _NEW_RIME.sub(lambda m: _recase(m[0], _TO_OLD), text)


def new_tone_placement(text: str) -> str:
    """The other style (ủy → uỷ), for writers that are asked for it."""
    return text if text.isascii() else _OLD_RIME.sub(lambda m: _recase(m[0], _TO_NEW), text)


def _recase(rime: str, table: dict[str, str]) -> str:
    other = table[rime.lower()]
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(rime, other, strict=True)
    )


def syllables(text: str) -> list[str]:
    """The words of the text as Vietnamese counts them: runs of letters.

    >>> syllables("Kế hoạch số 12-KH/TU")
    ['Kế', 'hoạch', 'số', 'KH', 'TU']
    """
    return _SYLLABLE.findall(text)


def is_upper(text: str) -> bool:
    """Letters stand, and all of them are capitals."""
    return text.isupper()
