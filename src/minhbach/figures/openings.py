"""The time that a sentence opens with, or that is named just before a number."""

from __future__ import annotations

import re

from minhbach.figures.lists import words
from minhbach.figures.sentence import Sentence
from minhbach.figures.times import find_periods, relation
from minhbach.model.period import Period

# Trong tháng 3, … · Ngày 10/02 … · Quý II: … (what opens a sentence or a part after ";")
OPENING = re.compile(
    r"\W*(?:(?:trong|riêng|đến|từ|vào|sang|hết|cho|ở|bước sang|cuối|đầu"
    r"|tính chung|tính|cộng)\s+){0,2}"
)
_DAY = re.compile(r"(?:sáng|chiều|tối)?\s*ngày\s+\d")
_MONTHS = re.compile(
    r"\W*từ tháng (1[0-2]|0?[1-9]) đến(?: hết)?(?: tháng)? (1[0-2]|0?[1-9])(?![\d/])"
)
_AFTER_PERIOD = re.compile(r"[\s:,]*(?:(?:là|có|được|đạt|tổ chức|đã|thực hiện|ta)\s*)*")
# "Thực hiện Công văn …, năm 2024 toàn tỉnh tổ chức 1.450 buổi": what opens a clause
_CLAUSE = re.compile(r"[,;:(]\s*(?:(?:trong|riêng|đến|hết|sang)\s+){0,2}$")
_TO_NUMBER = re.compile(r"(?:\s+[^\s\d,.;:()]+){0,8}\s*")
# đợt 1 đạt …, kỳ II: …, tuần 3
_ROUND = re.compile(r"(?<!\w)(?:đợt|lần|kỳ|học kỳ|tuần)\s+(?:\d|[ivx]+(?!\w))")


def opening_time(sentence: Sentence, segment: int, own: Period | None) -> str | None:
    """The time that the segment (else the sentence) opens with."""
    span = _MONTHS.match(sentence.text, segment) or _MONTHS.match(sentence.text)
    if span and own:
        months = int(span[1]), int(span[2])
        if months == (own.first_month, own.last_month):
            return "own"
        return "year-to-date" if months == (1, own.last_month) else "other"
    for start in {segment: 0, 0: 0}:
        place = OPENING.match(sentence.text, start)
        at = place.end() if place else start
        if _DAY.match(sentence.text, at):
            return "within"
        former = words("cues", "former").match(sentence.text, at)
        if former and not former[0].startswith("so "):
            return "other"  # "Cùng kỳ năm trước là 14 cuộc, 960 lượt người."
        for mention in find_periods(sentence.text[at : at + 40]):
            if mention.start == 0:
                named = relation(mention, own)
                return "other" if named == "year-to-date" and mention.kind == "year" else named
    return None


def is_dated(sentence: Sentence, segment: int, near: str, own: Period | None) -> bool:
    """One day or month of the period is spoken of, not the whole."""
    end = sentence.text.rfind(near) + len(near) if near else segment
    if _ROUND.search(sentence.text, max(segment, end - 20), end):
        return True
    return "within" in (opening_time(sentence, segment, own), just_before(near, own))


def just_before(near: str, own: Period | None) -> str | None:
    mentions = find_periods(near)
    if not mentions:
        return None
    last = mentions[-1]
    if _AFTER_PERIOD.fullmatch(near, last.end):
        return relation(last, own)
    if _CLAUSE.search(near, 0, last.start) and _TO_NUMBER.fullmatch(near, last.end):
        return relation(last, own)
    return None
