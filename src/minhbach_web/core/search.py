"""Stored search and sort keys: databases fold and order Vietnamese letters differently or not."""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: chr(0x100 + at) for at, letter in enumerate(_LETTERS)}
# Dictionary order of the tones: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def search_key(text: str) -> str:
    """``Đảng bộ  Sở Y tế`` → ``dang bo so y te``: no case, no marks, single spaces."""
    folded = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    bare = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return " ".join(re.findall(r"\w+", bare))


def sort_key(text: str) -> str:
    """Orders as a Vietnamese dictionary does: letters first (a ă â … d đ …), then tones."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", text.casefold()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), "0")
        plain = "".join(mark for mark in parts if mark not in _TONES)
        letters.append(_ORDER.get(unicodedata.normalize("NFC", plain), plain))
        tones.append(tone)
    return f"{''.join(letters)} {''.join(tones)}"
