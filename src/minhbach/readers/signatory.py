"""Who signed, from the lines of one signature: authority, title, remarks, name."""

from __future__ import annotations

import re

from minhbach.model.document import Signatory
from minhbach.readers.markup import is_rule
from minhbach.readers.words import opens, words
from minhbach.vi.text import fold_tone_placement

_SHORT = 60  # characters of an authority in small letters
_NAME = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){1,5}")
TYPIST = re.compile(r"[A-ZĐ]{1,6}[\w.]*\s*[-–]?\s*\(?\d{1,4}\s?[a-zA-Z]?\)?\.?")
_MARK = re.compile(
    r"(?:TM|KT|TL|TUQ|TUN)(?P<sign>\s*[./])?\s*|(?:[TK]\s?[/.]\s?[MTL])(?P<bar>\b)\s*\.?"
)


def signatory_of(lines: list[str]) -> Signatory | None:
    """Who signed, from the lines of a signature: authority, own title, name.

    >>> signatory_of(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn A"])
    Signatory(authority='TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH', title='PHÓ CHỦ TỊCH', name='Lê Văn A')
    """
    name = None
    capitals: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if not text or is_rule(text) or is_remark(text) or TYPIST.fullmatch(text):
            continue
        if text.isupper() or is_authority(text) or (capitals and name is None and is_title(text)):
            capitals.append(text)
        elif capitals and name is None and is_name(text):
            name = _without_rank(text)
    if not capitals:
        return None
    phrases = _phrases(capitals)
    own = phrases.pop() if not is_authority(phrases[-1]) else None
    return Signatory(" ".join(phrases) or None, own, name)


def _phrases(capitals: list[str]) -> list[str]:
    """Lines of capitals joined where one wraps: a mark or a title opens a new phrase."""
    phrases: list[str] = []
    for text in capitals:
        opening = is_authority(text) or opens(text.upper(), "titles")
        if phrases and (not opening or phrases[-1].endswith((",", "-", " VÀ"))):
            phrases[-1] = f"{phrases[-1]} {text}"
        else:
            phrases.append(text)
    return phrases


def is_title(text: str) -> bool:
    """A title in small letters below an authority in capitals: "Thứ trưởng"; no "Phó Văn An"."""
    return not is_name(text) and len(text.split()) <= 6 and opens(text.upper(), "titles")


def is_authority(text: str) -> bool:
    """A line with a mark of authority: "TM. …", "KT. …", "T/M …".

    >>> is_authority("KT. GIÁM ĐỐC"), is_authority("TM CỔ PHẦN")
    (True, False)
    """
    found = _MARK.match(text)
    if not found:
        return False
    rest = text[found.end() :]
    if not text.isupper():  # "TM. Chính phủ", of papers that print everything in small letters
        short = found["sign"] == "." and len(text) < _SHORT
        return short and any(opens(rest.upper(), name) for name in ("titles", "bodies"))
    return (
        found["sign"] is not None
        or found["bar"] is not None
        or opens(rest, "titles")
        or opens(rest, "incomplete")
    )


def is_remark(text: str) -> bool:
    lower = text.lower()
    return text.startswith(("(", "[")) or any(word in lower for word in words("signing_remarks"))


def _without_rank(text: str) -> str:
    """The name alone: the layout rules allow ranks and degrees to a few bodies only."""
    text = " ".join(text.split())
    folded = fold_tone_placement(text)
    for rank in words("ranks"):
        if folded.startswith(rank) and not folded[len(rank) : len(rank) + 1].isalpha():
            return _without_rank(text[len(rank) :].lstrip(" ."))
    return text


def is_name(text: str) -> bool:
    """A person's name: two to six words with capitals, after a rank or degree perhaps."""
    text = _without_rank(text)
    if text.isupper() or not _NAME.fullmatch(text) or opens(text, "no_names"):
        return False
    return all(
        word[0].isupper() and not word[1:].isupper()
        for word in re.split("[ -]", text)
        if len(word) > 1
    )
