"""An activity named before its number: "Sinh hoạt chuyên đề: 03 buổi", "… được 01 buổi"."""

from __future__ import annotations

import re

from minhbach.figures.compared import is_done
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Terms
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number
from minhbach.figures.reading import (
    CLAUSE_END,
    EVENTS,
    NOUN_PHRASE_END,
    UP_TO_NUMBER,
    Claim,
    Reading,
    cut,
    leads,
)
from minhbach.figures.scopes import Scope

_VERB_TO_NUMBER = re.compile(r"(?:,?\s+[^\s,.;:()\d]+){0,5}\s*:?\s*")
# "họp tuyên truyền cho thành viên được 3 buổi"
_MET_TO = re.compile(r"(?<!\w)họp(?= (?:để )?(?:tuyên truyền|quán triệt|phổ biến))")
# "trả lời trực tiếp 12, bằng văn bản 06, tổng 18"
_BARE_SUM = re.compile(r"[\d\w], (?:tổng|tổng cộng|tổng số|cộng)\s*$")
_SUM_OF = re.compile(r"(?<!\w)(?:số|tổng số|số lượng)\s*$")
_TO_SUM = re.compile(r"(?:,?\s+[^\s,.;:()\d]+){0,10}\s+(?:là|đạt)\s*")
# "Tin, bài: 24 (đơn vị cũ), 18 (sau hợp nhất)": parts without their whole
SEVERAL = re.compile(
    r"\s*+(?:tin, bài|buổi|bài|lượt|tờ|bản)?\s*+\([^()]*\)\s*[,;+]\s*\d[\d.]*\s*[^\s\d(]*\s*\("
)


def by_label(  # noqa: PLR0911, PLR0912 - the surest reading first
    r: Reading,
    number: Number,
    units: list[Terms] | None,
    around: Scope | None = None,
    *,
    strict: bool = False,
) -> list[Claim]:
    """The activity stands before the number. ``strict``: only a label with a colon will do."""
    start = r.sentence.segment(number.start)
    left = r.low[start : number.phrase_start]
    colon = left.rfind(":")
    few = UP_TO_NUMBER.fullmatch(left, colon + 1) if colon >= 0 else None
    earlier = [n for n in r.sentence.numbers if start + colon < n.end <= number.start]
    if colon >= 0 and few and not earlier:
        named = label_terms(left[:colon], r.lex, units)
        if named and not _counts(named, r.low[number.end :].lstrip()):
            return []
        if (named and not named.stateful) or (named and named.after.search(left[:colon])):
            return _claim_left(r, named, number, 0.96)
    if strict or units is None:
        bracket = r.sentence.bracket(number.start)
        running = around is not None and bool(
            (around.cumulative and bracket) or _BARE_SUM.search(left)
        )
        last = r.state.claimed[-1:] if running else []
        return [Claim(r.lex.of(last[0]), 0.85)] if last and not strict else []
    mentions = _mentions(r, left, start, units)
    if not mentions and r.sentence.bracket(number.start):
        start = r.low.rfind(";", 0, start) + 1
        mentions = _mentions(r, r.low[start : number.phrase_start], start, units)
    if not mentions and around and (around.total or around.cumulative):
        again = [c for c in reversed(r.state.claimed) if c in {t.code for t in units}]
        if again:
            return [Claim(r.lex.of(again[0]), 0.85)]
    if not mentions and (done := _done_of_planned(r, number, units)):
        return done
    if not mentions and around and around.own and not around.skip:
        spoken = set(r.state.spoken)
        same = [t for t in units if t.code in spoken]
        if len(spoken) == 1 and same:
            return [Claim(same[0], 0.85)]
    if not mentions and (headed := _by_head(r, number, units, left)):
        return headed
    if not mentions and not r.state.claimed:
        named = label_terms(r.place.heading, r.lex, units)
        return _headed(r, named, number)
    if not mentions and around and not (around.part or r.sentence.bracket(number.start)):
        return _again(r, number, units)
    if len({t.code for t, _ in mentions}) != 1:
        return []
    return _claim_left(r, mentions[-1][0], number, 0.92)


def _headed(r: Reading, named: Terms | None, number: Number) -> list[Claim]:
    """The heading alone names the element; the words beside the number don't speak against it."""
    if named is None or r.sentence.bracket(number.start):
        return []
    return [Claim(named, 0.8)] if _claim_left(r, named, number, 0.8) else []


def _done_of_planned(r: Reading, number: Number, units: list[Terms]) -> list[Claim]:
    """ "Kế hoạch 06 buổi nói chuyện, đạt 04 buổi": what was done of what was planned."""
    same = [t for t in units if t.code in r.planned]
    return [Claim(same[0], 0.85)] if len(same) == 1 and is_done(r.sentence, number) else []


def _by_head(r: Reading, number: Number, units: list[Terms], left: str) -> list[Claim]:
    """ "Tuyên truyền, vận động quần chúng được 31 buổi": an activity named by its verb alone."""
    last = left[max(left.rfind(mark) for mark in ";.(") + 1 :]
    named = [
        t
        for t in units
        for m in t.heads.finditer(last)
        if t.concept in EVENTS
        and _VERB_TO_NUMBER.fullmatch(last, m.end())
        and not words("cues", "team").search(last[: m.start()])
    ]
    other = words("cues", "other_work").search(_MET_TO.sub(" ", last))
    if len({t.code for t in named}) != 1 or named[0].bars.search(last) or other:
        return []
    return _claim_left(r, named[0], number, 0.85)


def _counts(terms: Terms, after: str) -> bool:
    """What follows the number is the element's unit, or no noun: "Tài liệu: 5 loại" is no count
    of copies."""
    if terms.each_of and terms.each_of.match(after):
        return "mỗi" in after[:40]  # "8/8 chi bộ, mỗi chi bộ 01 buổi"
    known = (terms.units, terms.nouns, terms.weak_nouns, terms.topics, words("light", "ends"))
    short = len(re.split(r"\W", after, maxsplit=1)[0]) <= 1  # "2b": buổi
    return short or not after[:1].isalpha() or any(p.match(after) for p in known)


def by_near_label(r: Reading, number: Number) -> list[Claim]:
    """ "Tổng số tin, bài là 44": the only element named just before the verb."""
    start = r.sentence.segment(number.start)
    left = r.low[start : number.phrase_start]
    named = [
        (t, m.start())
        for t in r.lex.terms
        for m in t.labels.finditer(left)
        if not t.share
        and not t.stateful
        and (UP_TO_NUMBER.fullmatch(left, m.end()) or _sums(left, m.start(), m.end()))
    ]
    fresh = [t for t, place in named if (t.code, start + place) not in r.taken]
    return _claim_left(r, fresh[0], number, 0.9) if len({t.code for t in fresh}) == 1 else []


def _sums(left: str, start: int, end: int) -> bool:
    """ "Số tin, bài đăng trên Cổng thông tin điện tử là": the whole clause is the label."""
    return bool(_SUM_OF.search(left, 0, start) and _TO_SUM.fullmatch(left, end))


def _again(r: Reading, number: Number, units: list[Terms]) -> list[Claim]:
    """ "…: 3 hội nghị, 6 buổi": a second number for an activity, a sign of two parts."""
    taken = [
        t
        for t in units
        for m in t.labels.finditer(r.low, 0, number.start)
        if (t.code, m.start()) in r.taken and not t.stateful
    ]
    if taken:
        clause = cut(r.low[number.end :], CLAUSE_END)
        barred = taken[-1].bars_clause.search(clause) or taken[-1].not_after.search(clause)
        elsewhere = leads(taken[-1].not_before, r.near(number))
        return [] if barred or elsewhere else [Claim(taken[-1], 0.5, weak=True)]
    people = [t for t in units if t.measures and r.state.last_event in t.measures]
    others = [t for t in units if not t.measures and t.labels.search(r.low)]
    said = r.low[number.end :].lstrip().startswith("lượt")
    return [Claim(people[0], 0.85)] if people and said and not others else []


def _mentions(r: Reading, left: str, start: int, units: list[Terms]) -> list[tuple[Terms, int]]:
    """Mentions not yet taken by another number; those in the last clause, if it has one."""
    found = [
        (t, m.start())
        for t in units
        for m in t.labels.finditer(left)
        if (t.code, start + m.start()) not in r.taken and not t.stateful
    ]
    last = [pair for pair in found if pair[1] > left.rstrip(" ,").rfind(", ")]
    return last or found


def _claim_left(r: Reading, terms: Terms, number: Number, confidence: float) -> list[Claim]:
    start = r.sentence.segment(number.start)
    left = r.low[start : number.phrase_start]
    near = r.near(number)
    after = r.low[number.end :].lstrip()
    unit = terms.units.match(after) or terms.nouns.match(after)
    counted = after[unit.end() if unit else 0 :]
    clause = cut(counted, CLAUSE_END)
    if terms.bars_before.search(r.low, 0, number.start):
        return []
    if unit and terms.bars.search(cut(counted, NOUN_PHRASE_END)):
        return []
    if terms.bars_clause.search(clause) or terms.not_after.search(clause):
        return []
    if leads(terms.not_before, near, few=3 if unit else 1):
        return []
    last = max((m.start() for m in terms.labels.finditer(left)), default=0)
    if terms.bars.search(cut(left[last:], re.compile(r"[:;]"))) and not terms.stateful:
        return []
    r.take(terms, start, number.start)
    return [Claim(terms, confidence)]
