"""Short forms: "Quy định 377", "Chỉ thị số 45", "Nghị định 100/2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minhbach.citations.tables import kinds, load


@dataclass(frozen=True, slots=True)
class Short:
    start: int
    end: int
    word: str
    number: str
    shared: bool = False  # one more number after a type word: "Nghị quyết 57, 59"


@cache
def _counted() -> re.Pattern[str]:
    """A number alone is a citation unless it counts what follows ("Kế hoạch 5 năm")."""
    words = sorted(load("kinds")["counted"]["words"], key=len, reverse=True)
    return re.compile(r"\s{0,4}(?:%|ngày(?!\s\d)|" + "|".join(map(re.escape, words)) + r")(?!\w)")


_NUMBER = re.compile(
    r"\d(?<![\w/.,-]\d)\d{0,4}[a-zđ]?(?:/(?:19|20)\d\d)?"
    r"(?![\w/%]|[.,]\d|\s{0,2}[-–/]\s{0,2}\w)"
)
_BETWEEN = re.compile(r"\s{1,3}(?P<so>số\s{0,4}:?\s{0,3})?$")


@cache
def _types() -> tuple[str, ...]:
    also = ("luật", "đề án", "kế hoạch")
    return tuple(sorted((w for w, k in kinds().items() if k.strong or w in also), key=len))


def find_short(text: str, folded: str) -> Iterator[Short]:
    """Type words with a number that has no symbol."""
    for match in _NUMBER.finditer(folded):
        last = folded[match.start() - 1 : match.start()]
        if not (last.isspace() or last in ":ố"):
            continue
        between = _BETWEEN.search(folded, max(0, match.start() - 10), match.start())
        if not between:
            continue
        if not folded.endswith(_types(), 0, between.start()):
            continue
        words = [w for w in _types() if folded.endswith(w, 0, between.start())]
        start = between.start() - len(words[-1]) if words else 0
        if not words or (start and folded[start - 1].isalnum()):
            continue
        if _accepted(text, folded, start, bool(between["so"]), match):
            yield Short(start, match.end(), words[-1], match.group())
            yield from _more(folded, match.end(), words[-1])


# such as ", 59" and " và 68" of "Nghị quyết 57, 59, 66 và 68 của Bộ Chính trị"
_MORE = re.compile(
    r"\s{0,2}(?:,|;|và|,\s?và|&)\s{0,2}(?:số\s)?(?P<number>\d{2,4})"
    r"(?=\s{0,2}(?:[,;.)](?!\d)|$)|\s(?:và|của|về)\s)"
)


def _more(folded: str, at: int, word: str) -> Iterator[Short]:
    """The further numbers of a list under one type word."""
    match = _MORE.match(folded, at)
    while match and not re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        yield Short(match.start("number"), match.end(), word, match["number"], shared=True)
        match = _MORE.match(folded, match.end())


def _accepted(text: str, folded: str, start: int, numbered: bool, match: re.Match[str]) -> bool:
    if not text[start].isupper() and not numbered:
        return False
    if _SHARES.match(folded, match.end()):
        return False
    if numbered:
        return True
    if folded.startswith(("luật", "kế hoạch", "thông báo", "hướng dẫn"), start):
        return False
    number = match.group()
    if len(number) < 2 or re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    return not _counted().match(folded, match.end())


# The list shares a symbol: "số 187, 188-KL/TW"
_SHARES = re.compile(r"\s{0,2}(?:,|và|&)\s{0,2}(?:số\s)?\d+[a-z]?\s{0,2}[-/]")
