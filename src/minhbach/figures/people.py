"""Two kinds of numbers that need more than a noun: shares of party members, and attendance."""

from __future__ import annotations

import re

from minhbach.figures.compared import is_done
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Terms
from minhbach.figures.lists import taking_part, words
from minhbach.figures.numbers import Number
from minhbach.figures.reading import CLAUSE_END, EVENTS, NOUN_PHRASE_END, Claim, Reading, cut

# quán triệt Nghị quyết số 44-NQ/TW, có 116/118 đảng viên tham gia, đạt 98,3%
_OF_ALL = re.compile(
    r"\d+/\d+ (?:đồng chí |đ/c )?đảng viên (?:tham gia|tham dự|dự|dự học)"
    r"(?: đầy đủ| học tập)?,?\s*(?:(?:đạt|chiếm|bằng|=)(?: tỷ lệ)?\s*)?\(?\s*$"
)

# 100% đảng viên (16/16) tham gia học tập
_WHO = re.compile(r"^(đảng viên)\s\(\d+\s?/\s?\d+(?: đồng chí| đ/c)?\)\s?")
_SHORT = 14  # words of a list item that says only how many came
# biên tập viên, kiểm sát viên, nhạc sĩ
_TRADE = re.compile(r"\w+ (?:\w+ )?(?:viên|sĩ)(?!\w)")
_MEMBERS = re.compile(r"(?:số )?(?:đảng viên|đv)(?!\w)")
_TOOK_PART = re.compile(
    r"(?:số )?(?:đảng viên|đv)(?: \w+){0,2}? (?:tham gia|tham dự|dự|có mặt)(?!\w)"
)
# "…: Nghị quyết 57 đạt 99%, Nghị quyết 59 đạt 97%": a share for each, none for the whole
_NEXT_ITEM = re.compile(
    r"[\s,;]*(?:và |còn |riêng )?"
    r"(nghị quyết|chỉ thị|kết luận|quy định|chuyên đề|đợt|kỳ|chi bộ|tổ)(?!\w)[^,;%]*"
)
# "khối cơ quan 98%, khối xã 95%": parts of one kind, named alike
_LAST_PART = re.compile(r"[:,;]\s*(?!đạt|có|là|chiếm)(\w+) [^:,;]*$")
_ALIKE = re.compile(r"\s*[,;]\s*(?:và |còn |riêng )?(\w+) ")


def shares(r: Reading, number: Number, after: str) -> list[Claim]:
    """ "97,9% đảng viên tham gia quán triệt", "Đảng viên học nghị quyết đạt 95%"."""
    segment = r.sentence.segment(number.start)
    earlier = [n.end for n in r.sentence.numbers if n.percent and n.end <= number.start]
    left = r.low[max([segment, *earlier]) : number.phrase_start]
    whole = r.low[number.end :].lstrip() if _WHO.match(r.low[number.end :].lstrip()) else after
    right = cut(_WHO.sub(r"\1 ", whole), CLAUSE_END)
    if _one_of_several(r, number, left):
        return []
    claims = []
    bracket = r.sentence.bracket(number.start)
    if bracket and len(left.split()) <= 3:
        told = any(n.percent and n.end <= bracket[0] for n in r.sentence.numbers)
        start = r.low.rfind(";", 0, bracket[0]) + 1
        left = left if told else f"{r.low[start : bracket[0]]} {left}"
    for terms in (t for t in r.lex.terms if t.share):
        direct = terms.labels.match(right)
        named = list(terms.labels.finditer(left))
        if terms.bars.search(right) or (named and terms.bars.search(left[named[0].start() :])):
            continue
        of_all = _OF_ALL.search(left) and terms.topics.search(r.low, 0, number.start)
        label, colon, _ = left.partition(":")
        if direct or (named and len(left) - named[-1].end() <= 70):
            claims.append(Claim(terms, 0.96 if direct else 0.94))
        elif (
            _by_topic(r, terms, left, right)
            or of_all
            or (colon and label_terms(label, r.lex, [terms]))
        ):
            claims.append(Claim(terms, 0.93))
        elif terms.code in r.planned and is_done(r.sentence, number):
            claims.append(Claim(terms, 0.85))
    return claims if len(claims) == 1 else []


def _by_topic(r: Reading, terms: Terms, left: str, right: str) -> bool:
    """ "Học tập nghị quyết: 96% đảng viên tham gia": the activity stands before, who took part
    after the number."""
    about = terms.topics.search(left) or terms.topics.search(r.place.heading)
    joined = _TOOK_PART.match(right) or (_MEMBERS.match(right) and taking_part().search(left))
    return bool(about and joined)


def _one_of_several(r: Reading, number: Number, left: str) -> bool:
    """Another percentage follows for another thing of the same kind."""
    later = [n for n in r.sentence.numbers if n.percent and n.start > number.end]
    if not later:
        return False
    item = _NEXT_ITEM.fullmatch(r.low, number.end, later[0].phrase_start)
    if item is not None and item[1] in left:
        return True
    here, alike = _LAST_PART.search(left), _ALIKE.match(r.low, number.end)
    return bool(here and alike and here[1] == alike[1] and later[0].start < alike.end() + 60)


def attended(r: Reading, number: Number, after: str, claim: Claim) -> bool:
    """People count for an element only when they came to its activity."""
    measured = claim.terms.measures
    phrase = cut(after, re.compile(r"[;()]|\.\s"))
    events = [t for t in r.lex.terms if t.concept in EVENTS]
    right = [t for t in events if t.labels.search(phrase)]
    if right:
        return all(t.code in measured for t in right)
    left = r.low[: number.start]
    last = max((m.end() for t in events for m in t.labels.finditer(left)), default=-1)
    other = max((m.end() for m in words("cues", "other_events").finditer(left)), default=-1)
    if other > last or words("cues", "other_events").search(r.near(number)):
        return False
    if r.state.last_event is not None:
        return r.state.last_event in measured
    named = [t for t in events if t.labels.search(left)]
    if not named and r.place.heading:
        named = [t for t in events if t.labels.search(r.place.heading)]
    if named:
        return any(t.code in measured for t in named)
    came = taking_part().search(cut(phrase, NOUN_PHRASE_END))
    counted_times = phrase.startswith("lượt") or "lượt" in left[-40:]
    alone = _only_one(r) and len(r.low.split()) <= _SHORT
    return bool(came and counted_times and alone) or bool(claim.terms.labels.search(left))


def _only_one(r: Reading) -> bool:
    """One number, or one that a colon breaks down: "720 lượt người nghe: học sinh 540, …"."""
    first, *rest = r.sentence.numbers
    told = not rest or ":" in r.low[first.end : rest[0].start]
    return told and (not rest or sum(n.value for n in rest) == first.value)


def is_attendance(rest: str) -> bool:
    """After "lượt người": nothing, place or time, or that they took part; not "lượt người đọc"."""
    rest = rest.lstrip()
    if not rest or rest[0] in ".,;:()-–/":
        return True
    came = taking_part().match(rest) or words("light", "ends").match(rest)
    return bool(came or words("persons", "words").match(rest) or _TRADE.match(rest))
