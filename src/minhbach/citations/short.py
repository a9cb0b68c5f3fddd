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


@cache
def _counted() -> re.Pattern[str]:
    """A number alone is a citation unless it counts what follows ("Kế hoạch 5 năm")."""
    words = sorted(load("kinds")["counted"]["words"], key=len, reverse=True)
    return re.compile(r"\s*(?:%|ngày(?!\s\d)|" + "|".join(map(re.escape, words)) + r")(?!\w)")


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(
        (w for w, k in kinds().items() if k.strong or w in ("luật", "đề án", "kế hoạch")),
        key=len,
        reverse=True,
    )
    types = "|".join(w.replace(" ", r"\s{1,3}") for w in words)
    return re.compile(
        rf"(?<!\w)(?P<word>{types})\s{{1,3}}(?P<so>số\s*:?\s{{0,3}})?"
        r"(?P<number>\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![\w/%]|[.,]\d|\s{0,2}[-–/]\s{0,2}\w)"
    )


def find_short(text: str, folded: str) -> Iterator[Short]:
    """Type words with a number that has no symbol."""
    for match in _pattern().finditer(folded):
        word = re.sub(r"\s+", " ", match["word"])
        if not _accepted(text, folded, match, word):
            continue
        yield Short(match.start(), match.end(), word, match["number"])


def _accepted(text: str, folded: str, match: re.Match[str], word: str) -> bool:
    if not text[match.start()].isupper() and not match["so"]:
        return False
    if re.match(r"\s{0,2}(?:,|và|&)\s{0,2}(?:số\s)?\d+[a-z]?\s{0,2}[-/]", folded[match.end() :]):
        return False  # the list shares a symbol: "số 187, 188-KL/TW"
    if not match["so"]:
        if word in ("luật", "kế hoạch", "thông báo", "hướng dẫn") or len(match["number"]) < 2:
            return False
        if re.match(r"(?:19|20)\d\d$", match["number"]) or _counted().match(folded, match.end()):
            return False
    return True
