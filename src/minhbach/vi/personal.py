"""What in a text tells who somebody is: telephone, mail, numbers of papers, names, addresses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# 0912 345 678 · +84 (0)24.3825.1234 · 84-912-345-678
_PHONE = re.compile(r"(?<![\w/])(?:\+?84|0)(?:[ .\-]?\(?\d\)?){8,10}(?![\w/])")
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}")
# @ten.nguoi · t.me/x · https://…
_ADDRESS = re.compile(
    r"(?<!\w)@[\w.]{3,64}|(?:https?://|www\.)\S{1,300}|\b[\w\-]{1,40}\.(?:me|vn|com)/\S{1,200}"
)
# 001085001234 (a citizen's number), 59A1-123.45 (a number plate)
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PLATE = re.compile(r"(?<!\w)\d{2}[A-ZĐ]{1,2}\d?[ \-]?\d{3}[.]?\d{2}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\.?")
_NUMBER_AFTER = re.compile(
    r"\s*+(?:số|là|:|=)?\s*+(?:số|là|:)?\s*+([\w.\-/]*\d[\w.\-/ ]{3,30}\d)", re.I
)
# "12/3/1985", "1985", "ngày 12 tháng 3 năm 1985"
_DAY_AFTER = re.compile(
    r"\s*+(?:là|:)?\s*+((?:\d{1,2}[/.\-]){0,2}\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})", re.I
)
_HOUSE_AFTER = re.compile(r"\s*+(?:là|:)?\s*+([^.;?!\n]{1,80})", re.I)
MOST_NAME = 5  # words: "Công Tằng Tôn Nữ Hoa"


@dataclass(frozen=True, slots=True)
class Personal:
    """Where something personal stands.

    ``kind``: "phone", "mail", "address", "paper", "birth", "house" or "name".
    """

    start: int
    end: int
    kind: str


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("minhbach.vi").joinpath("personal.toml").read_text("utf-8"))


@cache
def _cue(name: str) -> re.Pattern[str]:
    """Any of the words of that list, the longest first, as whole words."""
    words = sorted(_words()[name], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


def find_personal(text: str) -> tuple[Personal, ...]:
    """Everything in ``text`` that looks personal, in order, overlaps joined.

    For a person who decides what to hide: it marks rather too much. Source: Law 91/2025/QH15.

    >>> [text[p.start:p.end] for text in ["Tôi tên là Lan, số 0912 345 678."]
    ...  for p in find_personal(text)]
    ['Lan', '0912 345 678']
    """
    found = [
        *_matches(_MAIL, text, "mail"),
        *_matches(_ADDRESS, text, "address"),
        *_matches(_PHONE, text, "phone"),
        *_matches(_TWELVE, text, "paper"),
        *_matches(_PLATE, text, "paper"),
        *_after("papers", _NUMBER_AFTER, text, "paper"),
        *_after("births", _DAY_AFTER, text, "birth"),
        *_after("houses", _HOUSE_AFTER, text, "house"),
        *_names(text),
    ]
    return tuple(_joined(sorted(found, key=lambda one: (one.start, -one.end))))


def _matches(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Personal]:
    return (Personal(m.start(), m.end(), kind) for m in pattern.finditer(text))


def _after(cue: str, pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Personal]:
    for found in _cue(cue).finditer(text):
        if match := pattern.match(text, found.end()):
            yield Personal(match.start(1), match.end(1), kind)


def _names(text: str) -> Iterator[Personal]:
    for found in _cue("names_after").finditer(text):
        yield from _name_at(text, found.end(), least=1)
    for found in _cue("titles").finditer(text):
        if not _cue("offices").match(text, found.end() + 1):
            yield from _name_at(text, found.end(), least=1)


def _name_at(text: str, at: int, *, least: int) -> Iterator[Personal]:
    """Words with a capital that follow one another from there: a name."""
    gap = re.compile(r"[ :,“\"(]{0,3}").match(text, at)
    start = at = gap.end() if gap else at
    count = end = 0
    while count < MOST_NAME and (word := _WORD.match(text, at)) and word[0][0].isupper():
        count, end = count + 1, word.end() - word[0].endswith(".")
        at = word.end() + 1 if text[word.end() : word.end() + 1] == " " else len(text)
    if count >= least:
        yield Personal(start, end, "name")


def _joined(found: list[Personal]) -> Iterator[Personal]:
    last: Personal | None = None
    for one in found:
        if last is None or one.start >= last.end:
            if last is not None:
                yield last
            last = one
        elif one.end > last.end:
            last = Personal(last.start, one.end, last.kind)
    if last is not None:
        yield last
