"""Phrases of the word lists → regular expressions over lower-case text.

Where asked (``loose``), a phrase of two syllables or more is matched with any tone on the letters
that bear one, so that "tuyên truyển" is read as meant; a single syllable is matched exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from minhbach.vi.text import fold_tone_placement

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
_TOKEN = re.compile(r"\(([^()]+)\)|(…)|([^\s,()…]+)|(,)")
_GAP = r"(?:[^\s.;:()]+\s+){0,4}?"
_LIST = r"[\s,/\-–]{1,3}"
# "tỉ lệ", "quí", "kĩ thuật": written with i for y
_I_FOR_Y = re.compile(r"(?<=(?<!\w)[tkhlm])[íìỉĩị](?!\w)|(?<=qu)í(?!\w)")
# "ngưòi", "ngưoi": no syllable has "ưo", the horn of the second letter was left out
_NO_HORN = re.compile(r"(?<=ư)[oòóỏõọ]")
_HORN = dict(zip("oòóỏõọ", "ơờớởỡợ", strict=True))
# "họat động": before a final letter the tone stands on the second vowel
_EARLY_TONE = re.compile(r"([óòỏõọ])(a)(?=[tcnmpyio])")
_LATE_TONE = dict(zip("óòỏõọ", "áàảãạ", strict=True))
_Y = dict(zip("íìỉĩị", "ýỳỷỹỵ", strict=True))
_NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=4096)  # headings and paragraphs are looked at by several steps
def prepare(text: str) -> str:
    """Lower case and one tone placement, character by character: offsets stay the same.

    >>> prepare("Đảng uỷ")
    'đảng ủy'
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = _NO_HORN.sub(lambda m: _HORN[m[0]], fold_tone_placement(low))
    low = _EARLY_TONE.sub(lambda m: "o" + _LATE_TONE[m[1]], low)
    return _I_FOR_Y.sub(lambda m: _Y[m[0]], low)


@cache
def _letters(base: str) -> str:
    """The class of all tones of a letter; i and y are one."""
    bases = "iy" if base in "iy" else base
    forms = [unicodedata.normalize("NFC", b + tone) for b in bases for tone in ("", *_TONES)]
    return "[" + "".join(forms) + "]"


def _base(char: str) -> str:
    """The letter without its tone: ề → ê."""
    parts = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))


def _word(word: str, *, loose: bool) -> str:
    """A word; where it may be loose, the letter that bears the tone stands for all its tones."""
    pieces = prepare(word).split("-")
    return r"[\s\-–]?".join("".join(_letter(c, loose=loose) for c in p) for p in pieces)


def _letter(char: str, *, loose: bool) -> str:
    base = _base(char)
    return _letters(base) if loose and base != char and base in _VOWELS else re.escape(char)


@cache
def phrase_pattern(phrase: str, persons: str = "", *, loose: bool = False) -> str:
    """The pattern of one phrase (the marks are explained at the head of thesaurus.toml)."""
    phrase = phrase.replace("$persons", persons)
    choices = re.sub(r"\([^()]*\)", "x", phrase)
    free = loose and any(mark in choices.strip() for mark in " ,…-")
    out = ""
    glue = ""
    for group, gap, word, comma in _TOKEN.findall(phrase):
        if comma:
            glue = _LIST
        elif gap:
            out, glue = out + r"[\s,]+" + _GAP, ""
        else:
            out += glue + (_choice(group) if group else _word(word, loose=free))
            glue = r"[\s\-–/]{1,2}"
    return out


def _choice(group: str) -> str:
    options = sorted(group.split("|"), key=len, reverse=True)
    return "(?:" + "|".join(phrase_pattern(option) for option in options) + ")"


def any_of(phrases: Iterable[str], persons: str = "", *, loose: bool = False) -> str:
    """The pattern of a list of phrases, longer ones first, as whole words; "" for none."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    if not ordered:
        return ""
    body = "|".join(phrase_pattern(phrase, persons, loose=loose) for phrase in ordered)
    return rf"(?<!\w)(?:{body})(?!\w)"


def compiled(phrases: Iterable[str], persons: str = "", *, loose: bool = False) -> re.Pattern[str]:
    """The compiled pattern of a list; one that never matches for an empty list."""
    pattern = any_of(phrases, persons, loose=loose)
    return re.compile(pattern) if pattern else _NOTHING
