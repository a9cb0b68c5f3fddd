"""Candidates in running text: number + unit + activity, or activity before the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from minhbach.figures.candidate import Candidate
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number, find_numbers
from minhbach.figures.phrases import prepare
from minhbach.figures.scopes import Scope, Sentence, brackets, scope
from minhbach.figures.zeros import is_zero_scope, zero_candidate, zero_places
from minhbach.model.period import Period

_SENTENCE_END = re.compile(r"(?<=\D)[.!?](?=\s)|[.!?](?=\s+\D|\s*$)|\n")
_PHRASE_END = re.compile(r"[;()]|\.\s")
_CLAUSE_END = re.compile(r"[,;()]|\.\s|(?<!\w)với(?!\w)")
_NOUN_PHRASE_END = re.compile(
    r"[,;():]|\.\s|(?<!\w)(?:do|tại|ở|cho|về|với|của|từ|theo|nhằm|để|trong|vào|trên|tới|đến|qua)(?!\w)"
)
_LIST_END = re.compile(
    r"[;():]|\.\s|,\s(?:có|thu hút|với|đạt)(?!\w)"
    r"|(?<!\w)(?:do|tại|ở|cho|về|với|của|từ|theo|nhằm|để|trong|vào|trên|thu hút)(?!\w)"
)
_LOOSE_END = re.compile(r"[\s,.;:()\-–]|$")
_UP_TO_NUMBER = re.compile(r"(?:\s+[^\s,.;:()]+){0,4}\s*:?\s*")
_VERB_BEFORE = re.compile(r"(?<!\w)(?:được|là|đạt|có|gồm|nhận|với)\s*$|:\s*$")
_EVENT = re.compile(
    r"(?:buổi|cuộc|hội nghị|lớp|đợt|chương trình|chuyến|hội thi|cuộc thi|hội thảo|tọa đàm|phiên|lễ"
    r"|điểm|khóa|hoạt động)(?!\w)"
)
_EVENTS = ("session", "talk", "theme-meeting")


@dataclass
class State:
    """What earlier sentences of the paragraph have said."""

    last_event: str | None = None  # code of the activity counted last, "" for a foreign one
    claimed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where the text stands: its anchor, the headings above it, whether it is assessment."""

    anchor: str
    heading: str = ""
    assessment: bool = False
    group: int = 0


@dataclass(frozen=True, slots=True)
class _Claim:
    terms: Terms
    confidence: float
    weak: bool = False


def read_prose(text: str, place: Place, lex: Lexicon, own: Period | None) -> list[Candidate]:
    """Every candidate in a paragraph (or in a cell that holds sentences)."""
    low = prepare(text)
    state = State()
    found: list[Candidate] = []
    start = 0
    ends = [m.end() for m in _SENTENCE_END.finditer(low)]
    for order, end in enumerate([*ends, len(low)]):
        part = low[start:end]
        if words("cues", "back").match(part.lstrip(" -–+\t")) and words("cues", "outside").search(
            part
        ):
            found = [c for c in found if c.group != place.group * 100 + order - 1]
        elif part.strip():
            group = replace(place, group=place.group * 100 + order)
            found += _Reader(text, start, part, group, lex, own, state).read()
        start = end
    return found


class _Reader:
    """Reads one sentence. Only names things; what a name means is decided in the functions below
    and in ``scopes``."""

    def __init__(
        self,
        original: str,
        offset: int,
        low: str,
        place: Place,
        lex: Lexicon,
        own: Period | None,
        state: State,
    ) -> None:
        self.original, self.offset, self.low = original, offset, low
        self.place, self.lex, self.own, self.state = place, lex, own, state
        numbers = [n for n in find_numbers(low) if not self._is_stray_word(n)]
        self.sentence = Sentence(
            low,
            tuple(numbers),
            brackets(low),
            skip=_is_outside(low),
            part=bool(words("cues", "parts").match(low.lstrip(" -–+\t"))),
        )
        self.owned: set[tuple[str, int]] = set()

    def _is_stray_word(self, number: Number) -> bool:
        """A one-word number counts only before a noun that the form knows ("ba buổi")."""
        after = self.low[number.end :].lstrip()
        if not number.words or " " in self.low[number.start : number.end].strip():
            return False
        return not (self.lex.knows_noun(after) or _EVENT.match(after) or after[:7] == "chi bộ ")

    def read(self) -> list[Candidate]:
        found: list[Candidate] = []
        previous = 0
        outside = _outside_by_bracket(self.sentence)
        for index, number in enumerate(self.sentence.numbers):
            around = scope(self.sentence, number, previous, self.own)
            following = self.sentence.numbers[index + 1 : index + 2]
            limit = following[0].phrase_start if following else len(self.low)
            before = set(self.owned)
            claims = self._claims(number, previous, limit, around)
            if around.skip or number.start in outside:
                self.owned = before | {o for o in self.owned if o[1] > number.start}
                claims = []
            for claim in claims:
                candidate = self._candidate(claim, number, around, found)
                if candidate is not None:
                    found.append(candidate)
            previous = number.end
        found += self._each_one(found)
        if not self.sentence.skip:
            found += self._zeros()
        return found

    def _zeros(self) -> list[Candidate]:
        """Places that say there was none; in an assessment only the plain "… nào" counts."""
        return [
            zero_candidate(self, terms, (start, end), self.place.anchor, self.place.group)
            for terms, start, end in zero_places(self.low, self.lex)
            if is_zero_scope(self.low, start, self.own)
            and not (self.place.assessment and " nào" not in self.low[start : end + 4])
        ]

    # -- who claims the number

    def _claims(self, number: Number, previous: int, limit: int, around: Scope) -> list[_Claim]:
        after = self.low[number.end : limit].lstrip()
        if number.percent:
            return self._share(number, previous, after)
        near = self.low[max(previous, self.sentence.segment(number.start)) : number.phrase_start]
        claims = self._by_noun(after, near, number)
        if claims is None:
            claims = self._by_unit(after, number, around)
        if claims is None:
            claims = self._bare(after, near, number, around)
        if claims is None:
            claims = self._by_label(number, None)
        events = [c for c in claims if c.terms.concept in _EVENTS]
        if not (around.part or around.skip or around.restated):
            if events:
                self.state.last_event = events[0].terms.code
            elif _EVENT.match(after) and not self.sentence.bracket(number.start):
                self.state.last_event = ""
        return [c for c in claims if not c.terms.measures or self._attended(number, after, c)]

    def _by_noun(self, after: str, near: str, number: Number) -> list[_Claim] | None:
        """ "12 tin, bài", "06 băng rôn": the noun counted names the element."""
        matches = [(t, m) for t in self.lex.terms if (m := t.nouns.match(after)) and not t.share]
        if not matches:
            return None
        longest = max(m.end() for _, m in matches)
        claims = []
        for terms, match in matches:
            if match.end() < longest - 1 and not terms.stateful:
                continue
            if self._fits(terms, match.end(), after, near):
                claims.append(_Claim(terms, 0.97))
                self._own(terms, number.end, number.end + len(after))
        if claims or not any(t.units.match(after) for t in self.lex.terms):
            return claims
        return None

    def _fits(self, terms: Terms, noun_end: int, after: str, near: str) -> bool:
        """Bars after the noun, and the verbs around it, agree with the element."""
        rest = after[noun_end:]
        if not after.startswith("lượt") and terms.label_bars.search(_cut(after, _NOUN_PHRASE_END)):
            return False
        if terms.bars.search(_cut(rest, _NOUN_PHRASE_END)):
            return False
        clause = _cut(rest, _CLAUSE_END)
        if terms.bars_clause.search(clause) or terms.not_after.search(clause):
            return False
        own = _leads(terms.own_before, near)
        few = 2 if terms.stateful else 4
        if _leads(terms.not_before, near, few=few) and (terms.stateful or not own):
            return False
        if terms.stateful:
            return _leads(terms.before, near) or bool(terms.after.search(clause))
        return not terms.measures or _is_attendance(rest)

    def _by_unit(self, after: str, number: Number, around: Scope) -> list[_Claim] | None:
        """ "05 buổi nói chuyện", "05 buổi do …": a unit, then the activity or nothing."""
        units = [(t, m) for t in self.lex.terms if (m := t.units.match(after))]
        if not units:
            return self._weak(after)
        rest = after[max(m.end() for _, m in units) :].lstrip()
        if rest.startswith(","):
            also = [m for t, _ in units if (m := t.units.match(rest[1:].lstrip()))]
            rest = rest[1:].lstrip()[also[0].end() :].lstrip() if also else rest
        topics = self._topics(rest, [t for t, _ in units])
        if topics:
            for terms in topics:
                self._own(terms, number.end, number.end + len(after))
            near = self._near(number)
            if len(topics) > 1:
                return []
            return [_Claim(topics[0], 0.95)] if self._fits(topics[0], 0, rest, near) else []
        if not rest or rest[0] in ".,;:()-–/" or words("light", "ends").match(rest):
            return self._by_label(number, [t for t, _ in units], around) or self._weak(after)
        weak = self._weak(after)
        return weak if weak else self._by_label(number, [t for t, _ in units], strict=True)

    def _near(self, number: Number) -> str:
        earlier = [n.end for n in self.sentence.numbers if n.end <= number.start]
        start = max([self.sentence.segment(number.start), *earlier])
        return self.low[start : number.phrase_start]

    def _topics(self, rest: str, candidates: list[Terms]) -> list[Terms]:
        """The elements whose activity opens ``rest``, after a few light words; several when the
        phrase joins activities of several elements."""
        place = 0
        for _ in range(4):
            matches = [(t, m) for t in candidates if (m := t.topics.match(rest[place:]))]
            if matches:
                longest = max(m.end() for _, m in matches)
                best = [t for t, m in matches if m.end() == longest]
                return best + self._joined(rest[place:], best, candidates)
            light = words("light", "before_topic").match(rest[place:])
            if light is None:
                return []
            place += light.end()
            place += len(rest[place:]) - len(rest[place:].lstrip(" ,"))
        return []

    def _joined(self, phrase: str, best: list[Terms], candidates: list[Terms]) -> list[Terms]:
        phrase = _cut(phrase, _LIST_END)
        return [
            t
            for t in candidates
            if t not in best and t.concept in _EVENTS and t.labels.search(phrase)
        ]

    def _weak(self, after: str) -> list[_Claim] | None:
        weak = [t for t in self.lex.terms if t.weak_nouns.match(after)]
        if not weak:
            return None
        match = weak[0].weak_nouns.match(after)
        rest = after[match.end() :].lstrip() if match else ""
        ended = not rest or rest[0] in ",.;:()" or bool(words("light", "ends").match(rest))
        about = weak[0].topics.search(self.low) or weak[0].topics.search(self.place.heading)
        certain = ended and bool(about or weak[0].topics.pattern == r"(?!)")
        if weak[0].bars.search(_cut(rest, _NOUN_PHRASE_END)):
            return []
        return [_Claim(t, 0.8, weak=not certain) for t in weak]

    def _bare(self, after: str, near: str, number: Number, around: Scope) -> list[_Claim] | None:
        """A number alone: "Số băng rôn: 17", "trả lời được 12"."""
        if after and after[0] not in ".,;:()" and not words("light", "ends").match(after):
            return None
        for terms in self.lex.terms:
            if terms.stateful and _leads(terms.before, near):
                blocked = _leads(terms.not_before, near, few=2)
                return [] if blocked else [_Claim(terms, 0.9)]
        for terms in self.lex.terms:
            if terms.own_before is not None and _leads(terms.own_before, near, few=0):
                if terms.labels.search(self.low[: number.start]):
                    return [_Claim(terms, 0.9)]
        if after[:1] not in (",", ".", ";", "(", ")", "") or not _VERB_BEFORE.search(near):
            return []
        claims = self._by_label(number, None, around)
        return claims or self._by_near_label(number)

    def _by_near_label(self, number: Number) -> list[_Claim]:
        """ "Tổng số tin, bài là 44": the only element named just before the verb."""
        start = self.sentence.segment(number.start)
        left = self.low[start : number.phrase_start]
        named = [
            (t, m.start())
            for t in self.lex.terms
            for m in t.labels.finditer(left)
            if not t.share and not t.stateful and _UP_TO_NUMBER.fullmatch(left, m.end())
        ]
        fresh = [t for t, place in named if (t.code, start + place) not in self.owned]
        return self._claim_left(fresh[0], number, 0.9) if len({t.code for t in fresh}) == 1 else []

    def _by_label(
        self,
        number: Number,
        units: list[Terms] | None,
        around: Scope | None = None,
        *,
        strict: bool = False,
    ) -> list[_Claim]:
        """The activity stands before the number. ``strict``: only a label with a colon will do."""
        start = self.sentence.segment(number.start)
        left = self.low[start : number.phrase_start]
        colon = left.rfind(":")
        few = _UP_TO_NUMBER.fullmatch(left, colon + 1) if colon >= 0 else None
        earlier = [n for n in self.sentence.numbers if start + colon < n.end <= number.start]
        if colon >= 0 and few and not earlier:
            named = label_terms(left[:colon], self.lex, units)
            if (named and not named.stateful) or (named and named.after.search(left[:colon])):
                return self._claim_left(named, number, 0.96)
        if strict or units is None:
            return []
        mentions = self._mentions(left, start, units)
        if not mentions and self.sentence.bracket(number.start):
            start = self.low.rfind(";", 0, start) + 1
            mentions = self._mentions(self.low[start : number.phrase_start], start, units)
        if not mentions and around and (around.total or around.cumulative):
            again = [c for c in reversed(self.state.claimed) if c in {t.code for t in units}]
            if again:
                return [_Claim(self.lex.of(again[0]), 0.85)]
        if not mentions and not self.state.claimed:
            named = label_terms(self.place.heading, self.lex, units)
            return [_Claim(named, 0.8)] if named and not self.sentence.bracket(number.start) else []
        if not mentions and around and not (around.part or self.sentence.bracket(number.start)):
            return self._again(number, units)
        if len({t.code for t, _ in mentions}) != 1:
            return []
        return self._claim_left(mentions[-1][0], number, 0.92)

    def _again(self, number: Number, units: list[Terms]) -> list[_Claim]:
        """ "…: 3 hội nghị, 6 buổi": a second number for an activity, a sign of two parts."""
        taken = [
            t
            for t in units
            for m in t.labels.finditer(self.low, 0, number.start)
            if (t.code, m.start()) in self.owned and not t.stateful
        ]
        if taken:
            return [_Claim(taken[-1], 0.5, weak=True)]
        people = [t for t in units if t.measures and self.state.last_event in t.measures]
        others = [t for t in units if not t.measures and t.labels.search(self.low)]
        said = self.low[number.end :].lstrip().startswith("lượt")
        return [_Claim(people[0], 0.85)] if people and said and not others else []

    def _mentions(self, left: str, start: int, units: list[Terms]) -> list[tuple[Terms, int]]:
        """Mentions not yet taken by another number; those in the last clause, if it has one."""
        found = [
            (t, m.start())
            for t in units
            for m in t.labels.finditer(left)
            if (t.code, start + m.start()) not in self.owned and not t.stateful
        ]
        last = [pair for pair in found if pair[1] > left.rstrip(" ,").rfind(", ")]
        return last or found

    def _claim_left(self, terms: Terms, number: Number, confidence: float) -> list[_Claim]:
        start = self.sentence.segment(number.start)
        left = self.low[start : number.phrase_start]
        near = self._near(number)
        after = self.low[number.end :].lstrip()
        unit = terms.units.match(after) or terms.nouns.match(after)
        clause = _cut(after[unit.end() if unit else 0 :], _CLAUSE_END)
        if terms.bars_clause.search(clause) or terms.not_after.search(clause):
            return []
        if _leads(terms.not_before, near, few=1):
            return []
        last = max((m.start() for m in terms.labels.finditer(left)), default=0)
        if terms.bars.search(_cut(left[last:], re.compile(r"[:;]"))) and not terms.stateful:
            return []
        self._own(terms, start, number.start)
        return [_Claim(terms, confidence)]

    def _own(self, terms: Terms, start: int, end: int) -> None:
        for match in terms.labels.finditer(self.low, start, end):
            self.owned.add((terms.code, match.start()))

    def _share(self, number: Number, previous: int, after: str) -> list[_Claim]:
        """ "97,9% đảng viên tham gia quán triệt", "Đảng viên học nghị quyết đạt 95%"."""
        segment = self.sentence.segment(number.start)
        earlier = [n.end for n in self.sentence.numbers if n.percent and n.end <= number.start]
        left = self.low[max([segment, *earlier]) : number.phrase_start]
        right = _cut(after, _CLAUSE_END)
        claims = []
        bracket = self.sentence.bracket(number.start)
        if bracket and len(left.split()) <= 3:
            told = any(n.percent and n.end <= bracket[0] for n in self.sentence.numbers)
            start = self.low.rfind(";", 0, bracket[0]) + 1
            left = left if told else f"{self.low[start : bracket[0]]} {left}"
        for terms in (t for t in self.lex.terms if t.share):
            direct = terms.labels.match(right)
            named = list(terms.labels.finditer(left))
            if terms.bars.search(right) or (named and terms.bars.search(left[named[0].start() :])):
                continue
            if direct or (named and len(left) - named[-1].end() <= 70):
                claims.append(_Claim(terms, 0.96 if direct else 0.94))
            elif label_terms(left.partition(":")[0], self.lex, [terms]) and ":" in left:
                claims.append(_Claim(terms, 0.93))
        return claims if len(claims) == 1 else []

    def _attended(self, number: Number, after: str, claim: _Claim) -> bool:
        """People count for an element only when they came to its activity."""
        measured = claim.terms.measures
        phrase = _cut(after, re.compile(r"[;()]|\.\s"))
        events = [t for t in self.lex.terms if t.concept in _EVENTS]
        right = [t for t in events if t.labels.search(phrase)]
        if right:
            return all(t.code in measured for t in right)
        if words("cues", "other_events").search(self._near(number)):
            return False
        if self.state.last_event is not None:
            return self.state.last_event in measured
        left = self.low[: number.start]
        named = [t for t in events if t.labels.search(left)]
        if not named and self.place.heading:
            named = [t for t in events if t.labels.search(self.place.heading)]
        if named:
            return any(t.code in measured for t in named)
        taking_part = words("persons", "verbs").search(_cut(phrase, _NOUN_PHRASE_END))
        return bool(taking_part) or bool(claim.terms.labels.search(left))

    # -- what becomes of a claim

    def _candidate(
        self, claim: _Claim, number: Number, around: Scope, found: list[Candidate]
    ) -> Candidate | None:
        code = claim.terms.code
        if around.skip or around.unsure_cumulative or not number.exact:
            return None
        if self.place.assessment and not around.total:
            return None
        near = self._near(number).strip()
        if number.of is not None and claim.terms.measures:
            return None
        if near.endswith("/") and found and found[-1].element == code:
            return None  # "09 tin, bài/12 tin, bài": done and planned
        seen = code in self.state.claimed
        inside = self.sentence.bracket(number.start) is not None
        part = seen and not around.cumulative and (around.part or inside) and not around.total
        value = _in_unit(number, claim.terms, self.low)
        if value is None or (claim.terms.needs and not claim.terms.needs.search(self.low)):
            return None
        whole = value == value.to_integral_value()
        if not whole and not (claim.terms.share or claim.terms.element.scale):
            return None
        if claim.terms.share and (number.value > 100 or around.dated):
            return None
        if not claim.weak:
            self.state.claimed.append(code)
        start, end = self._quote(number)
        return Candidate(
            element=code,
            value=value,
            quote=self.original[self.offset + start : self.offset + end],
            where="paragraph",
            anchor=self.place.anchor,
            start=self.offset + number.start,
            end=self.offset + number.end,
            confidence=claim.confidence - 0.05 * number.typo - 0.1 * self.place.assessment,
            qualifier=number.qualifier,
            cumulative=around.cumulative,
            total=around.total,
            part=part,
            dated=around.dated,
            weak=claim.weak,
            restated=around.restated,
            group=self.place.group,
        )

    def _quote(self, number: Number) -> tuple[int, int]:
        """The clause around the number: from the mark before it to the one after it."""
        low = self.low
        start = max(low.rfind(mark, 0, number.phrase_start) for mark in (";", "(", "\n", ". "))
        comma = low.rfind(", ", 0, number.phrase_start)
        while comma > start and len(low[comma + 1 : number.phrase_start].split()) < 2:
            comma = low.rfind(", ", 0, comma)
        start = max(start, comma)
        stop = re.compile(r"[;()]|,\s(?=[^\s]+\s)|\.\s|\.$").search(low, number.end)
        end = stop.start() if stop else len(low)
        listed = re.match(r"\s*[^\s,]+(?:,\s[^\s,.;()]+)?", low[number.end :])
        end = max(end, number.end + listed.end()) if listed and "," in listed[0] else end
        first = start + 1 if start >= 0 else 0
        text = low[first:end]
        return first + len(text) - len(text.lstrip(" .")), first + len(text.rstrip())

    def _each_one(self, found: list[Candidate]) -> list[Candidate]:
        """ "14 chi bộ đều sinh hoạt chuyên đề một buổi": one for each is as many as there are."""
        if self.sentence.skip or self.place.assessment:
            return []
        more = []
        for terms in self.lex.terms:
            if terms.each_of is None or any(c.element == terms.code for c in found):
                continue
            number = _one_each(self.sentence, terms)
            if number and not scope(self.sentence, number, 0, self.own).skip:
                start, end = 0, len(self.low.rstrip(" ."))
                self.state.claimed.append(terms.code)
                more.append(
                    Candidate(
                        element=terms.code,
                        value=number.value,
                        quote=self.original[self.offset + start : self.offset + end].strip(),
                        where="paragraph",
                        anchor=self.place.anchor,
                        start=self.offset + number.start,
                        end=self.offset + number.end,
                        confidence=0.8,
                        group=self.place.group,
                    )
                )
        return more


def _one_each(sentence: Sentence, terms: Terms) -> Number | None:
    """The number of doers, when the sentence says that each did it once."""
    text = sentence.text
    for number in sentence.numbers:
        after = text[number.end :].lstrip()
        if terms.each_of is None or not terms.each_of.match(after) or number.percent:
            continue
        topic = terms.labels.search(after)
        once = re.search(
            r"(?<!\w)(?:mỗi (?:chi bộ|đơn vị|đảng bộ bộ phận)|đều|mỗi nơi)(?:\s[^\s,.;]+){0,5}?"
            r"\s(?:một|0?1)\s(?:buổi|lần|kỳ)(?!\w)",
            after,
        )
        if topic and once and number.of in (None, number.value):
            return number
    return None


def _in_unit(number: Number, terms: Terms, low: str) -> Decimal | None:
    """The value in the element's unit: "1,2 tỷ đồng" is 1,200 for an element in triệu đồng."""
    if terms.divisor == 1:
        return number.value
    said = low[number.end :].lstrip().startswith("đồng")
    return number.value / terms.divisor if said else (None if number.scaled else number.value)


def _is_attendance(rest: str) -> bool:
    """After "lượt người": nothing, place or time, or that they took part; not "lượt người đọc"."""
    rest = rest.lstrip()
    if not rest or rest[0] in ".,;:()-–/":
        return True
    taking_part = words("persons", "verbs").match(rest) or words("light", "ends").match(rest)
    return bool(taking_part or words("persons", "words").match(rest))


def _cut(text: str, end: re.Pattern[str]) -> str:
    found = end.search(text)
    return text[: found.start()] if found else text


def _leads(verbs: re.Pattern[str], near: str, few: int = 4) -> bool:
    """The verb stands before the number with at most ``few`` words between."""
    for found in verbs.finditer(near):
        tail = near[found.end() :]
        if _UP_TO_NUMBER.fullmatch(tail) and len(tail.split()) <= few:
            return True
    return False


def _outside_by_bracket(sentence: Sentence) -> set[int]:
    """Starts of the numbers that a bracket sets apart: "05 buổi … (báo cáo riêng)"."""
    apart: set[int] = set()
    for opened, closed in sentence.brackets:
        if not words("cues", "outside").search(sentence.text, opened, closed):
            continue
        inside = {n.start for n in sentence.numbers if opened < n.start < closed}
        start = sentence.segment(opened)
        apart |= inside or {n.start for n in sentence.numbers if start <= n.start < opened}
    return apart


def _is_outside(low: str) -> bool:
    """The sentence says that its numbers belong elsewhere (outside a bracket)."""
    pairs = brackets(low)
    return any(
        not any(a < m.start() < b for a, b in pairs) for m in words("cues", "outside").finditer(low)
    )
