"""Sort keys for Vietnamese: letters first, then tones, as dictionaries order them.

Order of letters: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y; of tones:
none, huyền, hỏi, ngã, sắc, nặng (the order of Vietnamese dictionaries).
"""

from __future__ import annotations

import unicodedata

from minhbach.vi.text import nfc

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, 1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

Key = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]


def sort_key(text: str) -> Key:
    """A key by which ``sorted`` puts Vietnamese names in dictionary order; numbers by value.

    >>> sorted(["Sở Ý", "Đảng", "Dân", "Ăn", "An", "Ấn", "Điều 10", "Điều 9"], key=sort_key)
    ['An', 'Ăn', 'Ấn', 'Dân', 'Đảng', 'Điều 9', 'Điều 10', 'Sở Ý']
    """
    words: list[tuple[int, ...]] = []
    tones: list[int] = []
    for word in nfc(text).lower().split():
        letters, word_tones = _word(word)
        words.append(letters)
        tones.extend(word_tones)
    return tuple(words), tuple(tones), text


def _word(word: str) -> tuple[tuple[int, ...], list[int]]:
    if word.isdecimal():
        return (0, int(word)), [0]
    ranks: list[int] = []
    tones = [0]
    for char in word:
        base, tone = _letter(char)
        tones[0] = tone or tones[0]
        ranks.append(_RANK.get(base, 100 + ord(base[0])))
    return tuple(ranks), tones


def _letter(char: str) -> tuple[str, int]:
    """The letter without its tone, and the tone."""
    if char.isascii():
        return char, 0
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    return nfc("".join(mark for mark in marks if mark not in _TONES)), tone
