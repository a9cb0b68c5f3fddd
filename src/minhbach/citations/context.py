"""Issuers that the sentence names before the citation."""

from __future__ import annotations

import re
from functools import cache

from minhbach.citations.bodies import read_bodies

# "theo đề nghị của Sở X tại ", "Chính phủ đã ban hành ", "UBND tỉnh có "
_LINK = re.compile(r"\s(?:tại|(?:đã\s)?ban hành|(?:đã\s)?có)\s(?:các\s)?$")
_OF = re.compile(r"(?<!\w)của\s")
_AMENDED = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)[^;:.]{0,40}"
    r"(?:bởi|tại|theo|bằng|bổ sung)\s(?:các\s)?$|sửa đổi,? bổ sung\s$"
)
# A former name's successor: "Tổng cục Thủy sản (nay là Cục Thủy sản) tại …"
_NOW = re.compile(r"\s?\([^()]{0,80}\)")
_SENTENCE = re.compile(r"[;.](?=\s)|\n")


def issuer_before(text: str, folded: str, low: int, start: int, kind: str) -> str | None:
    """The body that the words directly before name as the issuer; None when they don't."""
    floor = max(low, start - 200)
    if folded[max(0, start - 1) : start] == "(":
        return _bracketed(text, folded, start, kind)
    link = _LINK.search(folded, floor, start)
    if not link:
        return None
    for end in _SENTENCE.finditer(folded, floor, link.start()):
        floor = end.end()
    places = [m.end() for m in _OF.finditer(folded, floor, link.start())]
    if "tại" not in link.group():
        places += _sentence_start(folded, floor)
    for place in places:
        stop = read_bodies(text, folded, place)
        if stop and link.start() in (stop, _past_now(folded, stop)):
            return re.sub(r"\s+", " ", text[place:stop])
    return None


def _past_now(folded: str, stop: int) -> int:
    now = _NOW.match(folded, stop)
    return now.end() if now else stop


def _sentence_start(folded: str, floor: int) -> list[int]:
    at = floor
    while at < len(folded) and not folded[at].isalpha():
        at += 1
    return [at]


def _bracketed(text: str, folded: str, start: int, kind: str) -> str | None:
    """ "Tờ trình của Đảng uỷ X về … (Tờ trình số …)": the body of the words before the bracket."""
    word = kind.lower()
    floor = max(0, start - 600)
    at = folded.rfind(f"{word} của ", floor, start)
    if at < 0 or re.search(r"[;.]\s", folded[at:start]):
        return None
    place = at + len(word) + len(" của ")
    stop = read_bodies(text, folded, place)
    return re.sub(r"\s+", " ", text[place:stop]) if stop else None


@cache
def _heading(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:các|những)\s{{1,4}}{re.escape(word)}\s{{1,4}}(?:sau\s{{1,4}})?của\s{{1,4}}"
    )


def listed_issuer(text: str, folded: str, start: int, kind: str) -> str | None:
    """ "các Nghị định của Chính phủ: Nghị định số …; Nghị định số …": the issuer of the heading."""
    word = kind.lower()
    floor = max(0, start - 4000)
    if folded.find(word, floor, start) < 0:
        return None
    best = None
    for match in _heading(word).finditer(folded, floor, start):
        best = match
    if best is None:
        return None
    stop = read_bodies(text, folded, best.end())
    if not stop or not re.compile(r"\s{0,4}(?:sau đây|sau)?\s{0,4}:").match(folded, stop):
        return None
    if _AMENDED.search(folded, max(0, start - 80), start):
        return None
    return re.sub(r"\s+", " ", text[best.end() : stop])
