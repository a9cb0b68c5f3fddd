"""The mark at the front of a paragraph: "I.", "1.1.", "a)", "Điều 5.", "-"; typed or automatic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal[
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "upper",
    "roman",
    "arabic",
    "dotted",
    "letter",
    "bracket",
    "low-roman",
    "dash",
]

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
# "Phần thứ nhất", "Chương II", "Mục 3.", "Tiểu mục 1", "Điều 12a.": the word names the level.
_NAMED = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|TIỂU MỤC|Tiểu mục|MỤC|Mục|ĐIỀU|Điều)\s+"
    r"(?P<number>(?:thứ|THỨ)\s+[^\W\d_]+(?:\s+[^\W\d_]+)?(?=\s*[.:]|\s*$)|\d{1,3}[a-zđ]{0,2}\b"
    rf"|{_ROMAN}(?![\w]))(?P<close>\s*[.:)/\-–]|(?=\s|$))"
)
_NAMES = frozenset("PCTMĐ")  # how the words begin
_NUMBERED = re.compile(
    r"(?P<number>\((?:\d{1,3}|[a-zđ]|[ivx]{1,5})\)"  # (1) (a) (i)
    r"|\d{1,2}(?:\.\d{1,2}){1,5}(?![\d/])"  # 1.1 1.2.3
    r"|\d{1,3}(?!\d|/[^\sA-ZĐ])"  # 1. 1) 1/ but not 12/2024
    rf"|{_ROMAN}(?![\w])"
    r"|[A-ZĐ](?![\w])"
    r"|[ivx]{2,5}(?![\w])"
    r"|[a-zđ]{1,2}(?![\w]))"
    r"(?P<close>\s?[.)/:]|\s?[-–](?=\s)|)"
)
_DASH = re.compile(r"(?P<number>[-–—−+*•●○▪■◦➢✓❖◆→⇨·])(?P<gap>\s*)")
_WORDS: dict[str, MarkKind] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "điều": "article",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """``text``: the mark as it stands; ``number``: without its closing sign; ``kind``: its level
    family; ``depth``: parts of a dotted number."""

    text: str
    number: str
    kind: MarkKind
    depth: int = 1

    @property
    def is_item(self) -> bool:
        """A dash, plus or bullet: an item, not a section."""
        return self.kind == "dash"


def mark_of(text: str) -> Mark | None:
    """The leading mark of a paragraph, None when it opens with plain words.

    >>> mark_of("1.1. Mục tiêu").number, mark_of("- Tổ chức").kind, mark_of("2024 là năm")
    ('1.1', 'dash', None)
    """
    named = text[:1] in _NAMES
    found = _NAMED.match(text) if named else None
    if found:
        return _named(found)
    if text[1:2].islower() and text[0].isupper():
        return None  # a word: no other mark begins with two letters of these sizes
    found = _DASH.match(text)
    if found:
        return _dash(text, found)
    found = _NUMBERED.match(text)
    return _numbered(text, found) if found else None


def _named(found: re.Match[str]) -> Mark | None:
    kind = _WORDS[found["word"].lower()]
    rest = found.string[found.end() :]
    # "Điều 5 Nghị định này quy định …" is running text; so is "Mục 3 Chương II".
    if not found["close"] and kind in ("article", "section") and rest.strip():
        return None
    if kind in ("part", "chapter") and not found["close"] and rest.strip()[:1].islower():
        return None
    text = found[0].rstrip()
    number = f"{found['word']} {found['number']}"
    return Mark(text, " ".join(number.split()), kind)


def _dash(text: str, found: re.Match[str]) -> Mark | None:
    sign = found["number"]
    rest = text[found.end() :]
    if not rest or (not found["gap"] and (sign in "*+·→" or rest[:1].isdigit() or rest[0] in sign)):
        return None
    return Mark(sign, sign, "dash")


def _numbered(text: str, found: re.Match[str]) -> Mark | None:
    number, close = found["number"], found["close"].strip()
    rest = text[found.end() :]
    bracket = number.startswith("(")
    dotted = "." in number
    if not close and not bracket and not (dotted and rest[:1].isspace()):
        return None
    if rest and not rest[0].isspace() and not _glued(number, close, rest):
        return None
    dashed = found["close"][:1] in ("-", "–") and rest.lstrip()[:1].isupper()  # "a- Mục đích"
    kind = _kind(number, "." if dashed else close)
    if kind is None:
        return None
    return Mark(found[0].rstrip(), number, kind, number.count(".") + 1)


def _glued(number: str, close: str, rest: str) -> bool:
    """``a)Text``, ``1.Text``, ``1/Text`` are typing errors for a mark; ``1.5``, ``12/2024``,
    ``T/M``, ``V/v`` are not."""
    if close == "/":
        if number.isupper() and len(rest.split(maxsplit=1)[0]) <= 2:
            return False
        return rest[0].isupper() and rest[:2].isalpha()
    return close in (".", ")") and rest[0].isalpha() and rest[0].isupper()


def _kind(number: str, close: str) -> MarkKind | None:  # noqa: PLR0911 - one case a line
    if number.startswith("("):
        return "bracket"
    if number[0].isdigit():
        return "dotted" if "." in number else "arabic"
    if number.isupper():
        if re.fullmatch(_ROMAN, number):
            return "roman"
        return "upper" if close != ":" else None
    if close in ("-", "–", ":"):
        return None  # "a - b", "i: …" are words
    if len(number) > 1 and re.fullmatch("[ivx]+", number):
        return "low-roman"
    return "letter" if len(number) == 1 or number[0] == number[-1] or close == ")" else None
