"""Candidates in running text: number + unit + activity, or activity before the number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from minhbach.figures.candidate import Candidate
from minhbach.figures.claims import claims_of
from minhbach.figures.doubts import has_sibling
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number, find_numbers
from minhbach.figures.phrases import prepare
from minhbach.figures.reading import Claim, Place, Reading, State
from minhbach.figures.running import names_running
from minhbach.figures.scopes import Scope, scope
from minhbach.figures.sentence import Sentence, brackets
from minhbach.figures.times import find_periods, relation
from minhbach.figures.zeros import is_zero_scope, zero_places
from minhbach.model.period import Period

_SENTENCE_END = re.compile(r"(?<=\D)[.!?](?=\s)|[.!?](?=\s+\D|\s*$)|\n")
# "Ngày 12/7, tổ chức 01 hội nghị … . Ngày 09/8, …": of one day each
_OPENS_DAY = re.compile(r"(?:^|[.;]\s)\W*(?:(?:sáng|chiều|tối)\s)?ngày \d")
# "Số buổi: .....04..... buổi": the dotted line of a printed form
_LEADERS = re.compile(r"[.…_·]{3,}|…")
_LONGEST_SENTENCE = 3000
_ENDS = re.compile(r"\s*(?:[.,;()]|$)")
_TRADE_NUMBERS = 2
_NEED_PROGRAMME = ("materials", "questions", "answered")
_ONCE_EACH = re.compile(
    r"(?<!\w)(?:mỗi (?:chi bộ|đơn vị|đảng bộ bộ phận)|đều|mỗi nơi)(?:\s[^\s,.;]+){0,5}?"
    r"\s(?:một|0?1)\s(?:buổi|lần|kỳ)(?!\w)"
)
_QUOTE_END = re.compile(r"[;()]|,\s(?=[^\s]+\s)|\.\s|\.$")
# "1. Nghiệp vụ: …; … (không tính vào báo cáo này)": said of the whole sentence
_TRADE = re.compile(r"[\W\d]*(?:về |công tác |hoạt động )*(?:chuyên môn|nghiệp vụ)[^:;.]{0,20}:")
# "Về công tác tuyên truyền theo kế hoạch của Đảng ủy: …": what stood before was other work
_OPENS_OWN = re.compile(
    r"\W*(?:riêng )?(?:về|đối với|công tác) (?:công tác |việc |hoạt động )?"
    r"tuyên truyền(?!\w)[^:;.]{0,60}:"
    r"|\W*(?:riêng )?(?:số liệu|kết quả)(?: tuyên truyền)? (?:của|riêng)[^:;.\d]{0,60}:"
)
# "Chi bộ Thư viện: tổ chức 02 buổi …" after sentences of the trade alone
_OPENS_CELL = re.compile(r"\W*(?:riêng )?(?:chi bộ|đảng bộ)(?!\w)[^:;.,\d]{0,40}:")
_LISTED = re.compile(r"\s*[^\s,]+(?:,\s[^\s,.;()]+)?")


def read_prose(text: str, place: Place, lex: Lexicon, own: Period | None) -> list[Candidate]:
    """Every candidate in a paragraph (or in a cell that holds sentences)."""
    low = _LEADERS.sub(lambda m: " " * len(m[0]), prepare(text))
    state = State()
    found: list[Candidate] = []
    apart = _months_within(low, own) > 1 or len(_OPENS_DAY.findall(low)) > 1
    for order, (start, end) in enumerate(_sentences(low)):
        part = low[start:end]
        group = place.group * 100 + order
        cell = _OPENS_CELL.match(part) and not words("cues", "programme").search(low, 0, start)
        if found and (cell or _OPENS_OWN.match(part)):
            found = [c for c in found if c.cumulative]
        if _sets_apart(part):
            found = [c for c in found if c.group != group - 1]
            continue
        reading = Reading(text, start, part, replace(place, group=group), lex, own, state)
        found += _candidates(reading)
    if _is_of_trade(low, place, found):
        loose = {t.code for t in lex.terms if t.concept in _NEED_PROGRAMME}
        found = [c for c in found if c.element not in loose]
    return [
        replace(c, weak=True) if c.dated and (apart or _of_month(low, c, own)) else c for c in found
    ]


def _is_of_trade(low: str, place: Place, found: list[Candidate]) -> bool:
    """Most numbers of the paragraph count other things, and no word of the programme stands in
    it or above it: what it says of leaflets or people is of the unit's trade."""
    if not found or words("cues", "programme").search(f"{low} {prepare(place.heading)}"):
        return False
    numbers = [n for n in find_numbers(low) if not n.words and not n.percent]
    pairs = brackets(low)
    numbers = [n for n in numbers if not any(a < n.start < b for a, b in pairs)]
    others = len(numbers) - len({c.start for c in found})
    return others >= _TRADE_NUMBERS and others >= len(found)


def _of_month(low: str, c: Candidate, own: Period | None) -> bool:
    """ "Trong tháng 6 tổ chức 3 buổi" in a quarter's report: not the whole quarter's."""
    start = max(low.rfind(mark, 0, c.start) for mark in (";", ". ", "(", "\n")) + 1
    named = [relation(m, own) for m in find_periods(low[start : c.start]) if m.kind == "month"]
    return c.value > 1 and named[-1:] == ["within"]


def _months_within(low: str, own: Period | None) -> int:
    """How many months of the period are spoken of: a number of one of them is not the whole."""
    named = [m for m in find_periods(low) if m.kind == "month"]
    return len({m.number for m in named if relation(m, own) == "within"})


def _sentences(low: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(m.end() for m in _SENTENCE_END.finditer(low)), len(low)):
        for piece in range(start, end, _LONGEST_SENTENCE):
            yield piece, min(end, piece + _LONGEST_SENTENCE)
        start = end


def _sets_apart(part: str) -> bool:
    """ "Các buổi này … không tính vào số liệu": the sentence before belongs elsewhere."""
    opens = words("cues", "back").match(part.lstrip(" -–+\t"))
    return bool(opens and words("cues", "outside").search(part))


def _candidates(r: Reading) -> list[Candidate]:
    found: list[Candidate] = []
    claimed: list[tuple[Candidate, Claim, Number]] = []
    lone: list[Number] = []
    previous = 0
    apart = _outside_by_bracket(r.sentence)
    running = names_running(r.place.timed or r.place.heading, r.own)
    for index, number in enumerate(r.sentence.numbers):
        around = scope(r.sentence, number, previous, r.own)
        following = r.sentence.numbers[index + 1 : index + 2]
        limit = following[0].phrase_start if following else len(r.low)
        before = set(r.taken)
        claims = claims_of(r, number, limit, around)
        if running and not (around.own or around.skip):
            around = replace(around, cumulative=True, unsure_cumulative=False)
        if around.skip or number.start in apart:
            r.taken = before | {place for place in r.taken if place[1] > number.start}
            r.planned = [c.terms.code for c in claims] or r.planned
            claims = []
        elif all(c.weak for c in claims) and not (number.percent or number.of):
            lone.append(number)
        for claim in claims:
            candidate = _candidate(r, claim, number, around, found)
            if candidate is not None:
                found.append(candidate)
                claimed.append((candidate, claim, number))
        previous = number.end
    for candidate, claim, number in claimed if lone else ():
        doubtful = has_sibling(r, claim, number, lone, wider=candidate.wider)
        if doubtful and (candidate.wider or not (candidate.total or candidate.cumulative)):
            found[found.index(candidate)] = replace(candidate, weak=True)
    found += _each_one(r, found)
    return found if r.sentence.skip else [*found, *_zeros(r)]


def _candidate(
    r: Reading, claim: Claim, number: Number, around: Scope, found: list[Candidate]
) -> Candidate | None:
    """The claim as a candidate; None where the number can't stand as a value of the element."""
    code = claim.terms.code
    if around.skip or around.unsure_cumulative or (r.place.assessment and not around.total):
        return None
    if r.near(number).strip().endswith("/") and found and found[-1].element == code:
        return None  # "09 tin, bài/12 tin, bài": done and planned
    value = _value(number, claim.terms, r.low, around)
    if value is None:
        return None
    inside = r.sentence.bracket(number.start) is not None
    part = code in r.state.claimed and (around.part or inside)
    if not claim.weak or claim.terms.stateful:
        r.state.claimed.append(code)
    start, end = _quote(r, number)
    return Candidate(
        element=code,
        value=value,
        quote=r.quoted(start, end),
        where="paragraph",
        anchor=r.place.anchor,
        start=r.offset + number.start,
        end=r.offset + number.end,
        confidence=claim.confidence - 0.05 * number.typo - 0.1 * r.place.assessment,
        qualifier=number.qualifier,
        cumulative=around.cumulative,
        total=around.total,
        part=part and not around.cumulative and not around.total,
        dated=around.dated,
        weak=claim.weak or around.of_body,
        restated=around.restated,
        wider=around.wider,
        group=r.place.group,
    )


def _value(  # noqa: PLR0911 - one reason a line
    number: Number, terms: Terms, low: str, around: Scope
) -> Decimal | None:
    """The number as a value of the element; None for ranges, wrong kinds and missing words."""
    value = _in_unit(number, terms, low) if number.exact else None
    if value is None or (terms.needs and not terms.needs.search(low)):
        return None
    if terms.share and not number.percent and not _ENDS.match(low, number.end):
        return None  # "31/32 đồng chí" is no share yet
    if terms.share and number.of is not None and not number.percent:
        return None
    if terms.share:
        return None if value > 100 or around.dated else value
    if terms.stock and number.of not in (None, number.value):
        return None  # "02/09 báo cáo viên được cấp thẻ" is a share of them
    if number.of is not None and terms.measures:
        return None  # "60/61 đảng viên tham dự" is a share of members, not attendance
    whole = value == value.to_integral_value()
    return value if whole or terms.element.scale else None


def _quote(r: Reading, number: Number) -> tuple[int, int]:
    """The clause around the number: from the mark before it to the one after it."""
    low = r.low
    bracket = r.sentence.bracket(number.start)
    marks = [low.rfind(mark, 0, number.phrase_start) for mark in (";", "\n", ". ")]
    start = max([*marks, bracket[0] if bracket else -1])
    comma = low.rfind(", ", 0, number.phrase_start)
    while comma > start and not low[comma + 1 : number.phrase_start].strip():
        comma = low.rfind(", ", 0, comma)
    start = max(start, comma)
    stop = _QUOTE_END.search(low, number.end)
    end = stop.start() if stop else len(low)
    listed = _LISTED.match(low[number.end :])
    end = max(end, number.end + listed.end()) if listed and "," in listed[0] else end
    first = start + 1 if start >= 0 else 0
    text = low[first:end]
    return first + len(text) - len(text.lstrip(" .")), first + len(text.rstrip())


def _each_one(r: Reading, found: list[Candidate]) -> list[Candidate]:
    """ "14 chi bộ đều sinh hoạt chuyên đề một buổi": one for each is as many as there are."""
    if r.sentence.skip or r.place.assessment:
        return []
    more = []
    for terms in r.lex.terms:
        if terms.each_of is None or any(c.element == terms.code for c in found):
            continue
        number = _one_each(r.sentence, terms)
        if number and not scope(r.sentence, number, 0, r.own).skip:
            r.state.claimed.append(terms.code)
            more.append(_plain(r, terms, number.value, (0, len(r.low.rstrip(" ."))), 0.8))
    return more


def _zeros(r: Reading) -> list[Candidate]:
    """Places that say there was none; in an assessment only the plain "… nào" counts."""
    return [
        _plain(r, terms, Decimal(0), (start, end), 0.9)
        for terms, start, end in zero_places(r.low, r.lex)
        if is_zero_scope(r.low, start, r.own)
        and not (r.place.assessment and " nào" not in r.low[start : end + 4])
    ]


def _one_each(sentence: Sentence, terms: Terms) -> Number | None:
    """The number of doers, when the sentence says that each did it once."""
    text = sentence.text
    for number in sentence.numbers:
        after = text[number.end :].lstrip()
        if terms.each_of is None or not terms.each_of.match(after) or number.percent:
            continue
        topic = terms.labels.search(after)
        once = _ONCE_EACH.search(after)
        if topic and once and number.of in (None, number.value):
            return number
    return None


def _in_unit(number: Number, terms: Terms, low: str) -> Decimal | None:
    """The value in the element's unit: "1,2 tỷ đồng" is 1,200 for an element in triệu đồng."""
    if terms.divisor == 1:
        return number.value
    said = low[number.end :].lstrip().startswith("đồng")
    return number.value / terms.divisor if said else (None if number.scaled else number.value)


def _outside_by_bracket(sentence: Sentence) -> set[int]:
    """Starts of the numbers that a bracket sets apart: "05 buổi … (báo cáo riêng)"."""
    apart: set[int] = set()
    for opened, closed in sentence.brackets:
        if not words("cues", "outside").search(sentence.text, opened, closed):
            continue
        inside = {n.start for n in sentence.numbers if opened < n.start < closed}
        start = 0 if _TRADE.match(sentence.text) else sentence.segment(opened)
        apart |= inside or {n.start for n in sentence.numbers if start <= n.start < opened}
    return apart


def _plain(
    r: Reading, terms: Terms, value: Decimal, span: tuple[int, int], confidence: float
) -> Candidate:
    """A candidate for words that state a value without its number beside it."""
    return Candidate(
        element=terms.code,
        value=value,
        quote=r.quoted(*span),
        where="paragraph",
        anchor=r.place.anchor,
        start=r.offset + span[0],
        end=r.offset + span[1],
        confidence=confidence,
        group=r.place.group,
    )
