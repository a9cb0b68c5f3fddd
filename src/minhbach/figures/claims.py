"""Which elements may claim a number, by the words on its right, else by those on its left."""

from __future__ import annotations

import re
from dataclasses import replace

from minhbach.figures.leftward import SEVERAL, by_label, by_near_label
from minhbach.figures.lexicon import Terms
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number
from minhbach.figures.people import attended, is_attendance, shares
from minhbach.figures.phrases import prepare
from minhbach.figures.reading import (
    CLAUSE_END,
    EVENT,
    EVENTS,
    NOUN_PHRASE_END,
    Claim,
    Reading,
    cut,
    leads,
)
from minhbach.figures.scopes import Scope

_LIST_END = re.compile(
    r"[;():]|\.\s|,\s(?:có|thu hút|với|đạt)(?!\w)"
    r"|(?<!\w)(?:do|tại|ở|cho|về|với|của|từ|theo|nhằm|để|trong|vào|trên|thu hút)(?!\w)"
)
_PART_END = re.compile(";")
# "Góc tuyên truyền ở 11 lớp", "tại 26 điểm": places
_JOINS = re.compile(r"(?<!\w)(?:tham gia|tham dự|dự)\s*$")
_SAID_OF = re.compile(r"[;.]|,\s(?!kiến nghị|ý kiến|câu hỏi)")
# "Đài truyền thanh phát 90 buổi với 270 tin, bài": of what was counted before
_WITH = re.compile(r"[^,;:.]*(?<!\w)(?:với|gồm)\s*$")
_AT_NUMBER = re.compile(r"(?<!\w)(?:tại|ở)\s*$")
_AT = re.compile(r"(?<!\w)(?:tại|ở)(?!\w)")
# "giải quyết trong 07 ngày làm việc": time, no count
_DURATION = re.compile(r"(?:ngày|tháng|năm|giờ|phút|tuần|quý)(?!\s*\d)(?!\w)")
_ALSO = re.compile(r"[^,;.()\d]{0,25}?(?<!\w)(?:và|kết hợp|kết hợp với|/)\s+")
_AND = re.compile(r"\s*(?:,|/|và)\s+")
# "còn 3 kiến nghị chưa trả lời trong tổng số 14 kiến nghị": the whole, of no state
_WHOLE = re.compile(r"(?<!\w)(?:trong|trên)\s+(?:tổng(?:\s+(?:số|cộng))?|số)\s*$")
# "trả lời trực tiếp 8 câu, trả lời bằng văn bản 2 câu": parts by manner, without their sum
_AT_ONCE = re.compile(
    r"(?<!\w)(?:trả lời|giải đáp|giải quyết)\s+(?:được\s+)?(?:ngay|trực tiếp|tại)(?!\w)"
)
_WRITTEN = re.compile(
    r"(?:(?<!sẽ )(?<!được )(?:trả lời|giải đáp)\s+(?:\w+\s+){0,2}?|\d,\s)bằng (?:văn bản|công văn)"
)
# "Đối thoại tại 11 doanh nghiệp, tiếp nhận 64 ý kiến": asked at other occasions
_OPENS_OTHER = re.compile(
    r"\W*(?:(?:đã|qua|tại|trong|tổ chức|\d+|các|buổi|cuộc|hội nghị) ){0,4}"
    r"(?:đối thoại|tiếp xúc|tiếp công dân)(?!\w)"
)
_VERB_BEFORE = re.compile(r"(?<!\w)(?:được|là|đạt|có|gồm|nhận|với)\s*$|:\s*$")


def claims_of(r: Reading, number: Number, limit: int, around: Scope) -> list[Claim]:
    """The elements that may claim a number; more than one only where the words name both.

    ``limit``: where the next number phrase begins. Remembers which activity was counted last.
    """
    after = r.low[number.end : limit].lstrip()
    if number.percent:
        return shares(r, number, after)
    near = r.near(number)
    if near.rstrip().endswith(":") and SEVERAL.match(r.low, number.end):
        return []
    claims = _by_noun(r, after, near, number)
    if claims is None:
        claims = _by_unit(r, after, number, around)
    if claims is None:
        claims = _bare(r, after, near, number, around)
    if claims is None:
        claims = by_label(r, number, None)
    events = [c for c in claims if c.terms.concept in EVENTS]
    r.state.spoken += [c.terms.code for c in events]
    claims = [c for c in claims if not _of_other_work(r, c)]
    if _by_manner(r, near, after):
        claims = [replace(c, weak=c.weak or c.terms.concept == "answered") for c in claims]
    if not (around.part or around.skip or around.restated):
        other = not events and _is_event(r, number, after)
        if events or other:
            own = events and not leads(events[0].terms.not_before, near)
            r.state.last_event = events[0].terms.code if own else ""
            sure = own and not events[0].weak
            r.events.append(events[0].terms.code if sure else "")
    if around.skip and EVENT.match(after) and _JOINS.search(near):
        r.state.last_event = ""  # those who come next came to another's meeting
    return [c for c in claims if not c.terms.measures or attended(r, number, after, c)]


def _of_other_work(r: Reading, claim: Claim) -> bool:
    """Leaflets and questions in a sentence that counts only other activities ("2 cuộc hội thảo
    đầu bờ, phát 300 tờ rơi") and doesn't speak of the programme."""
    if claim.terms.concept not in ("materials", "banners", "questions", "answered"):
        return False
    if claim.terms.stateful and r.state.claimed:
        return False
    return bool(r.events) and not any(r.events) and not words("cues", "programme").search(r.low)


def _is_event(r: Reading, number: Number, after: str) -> bool:
    """Another activity is counted; "tại trụ sở và 03 điểm" are places of the one before."""
    place = after.startswith("điểm") and _AT.search(r.near(number))
    return bool(EVENT.match(after) and not place and not r.sentence.bracket(number.start))


def _by_noun(r: Reading, after: str, near: str, number: Number) -> list[Claim] | None:
    """ "12 tin, bài", "06 băng rôn": the noun counted names the element."""
    matches = [(t, m) for t in r.lex.terms if (m := t.nouns.match(after)) and not t.share]
    if not matches:
        return None
    longest = max(m.end() for _, m in matches)
    claims = []
    for terms, match in matches:
        if match.end() < longest - 1 and not terms.stateful:
            continue
        said = r.low[r.sentence.segment(number.start) : number.start] if _WITH.match(near) else near
        if terms.bars_before.search(r.low, 0, number.start) or terms.is_elsewhere(said):
            continue
        if terms.concept in ("questions", "answered") and _OPENS_OTHER.match(r.low):
            continue
        if _is_shared(r, terms, after[match.end() :]):
            return []
        if _fits(r, terms, match.end(), after, near):
            claims.append(Claim(terms, 0.97))
            r.take(terms, number.end, number.end + len(cut(after, _PART_END)))
    if claims or not any(t.units.match(after) for t in r.lex.terms):
        return claims
    return None


def _is_shared(r: Reading, terms: Terms, rest: str) -> bool:
    """ "14 tin, bài và tài liệu", "6 buổi nói chuyện và sinh hoạt chuyên đề": one number for the
    things of two elements."""
    others = [t for t in r.lex.terms if t.code != terms.code and not t.share and not t.stateful]
    also = _ALSO.match(rest) if terms.concept in EVENTS else None
    if also and any(t.labels.match(rest, also.end()) for t in others if t.concept in EVENTS):
        return True
    joined = _AND.match(rest)
    if joined is None or terms.concept in EVENTS or terms.measures:
        return False
    return any(
        t.nouns.match(rest, joined.end())
        for t in others
        if t.concept not in (terms.concept, "answered")
    )


def _fits(  # noqa: PLR0911 - one bar a line
    r: Reading, terms: Terms, noun_end: int, after: str, near: str
) -> bool:
    """Bars after the noun, and the verbs around it, agree with the element."""
    rest = after[noun_end:]
    if not after.startswith("lượt") and terms.label_bars.search(cut(after, NOUN_PHRASE_END)):
        return False
    if terms.bars.search(cut(rest, NOUN_PHRASE_END)):
        return False
    clause = cut(rest, CLAUSE_END)
    if terms.bars_clause.search(clause) or terms.not_after.search(clause):
        return False
    if terms.is_elsewhere(clause):
        return False
    own = leads(terms.own_before, near)
    few = 2 if terms.stateful else 4
    if terms.concept in ("questions", "answered") and _WHOLE.search(near):
        return not terms.stateful
    came = terms.concept in EVENTS and near.lstrip().startswith(("lượt", "người"))
    if not came and leads(terms.not_before, near, few=few) and (terms.stateful or not own):
        return False
    if terms.stateful:
        return leads(terms.before, near) or bool(terms.after.search(clause))
    return not terms.measures or is_attendance(rest)


def _by_manner(r: Reading, near: str, after: str) -> bool:
    """Answers counted at once and in writing: neither number is the whole."""
    if "cộng" in near or "tổng" in near or not (_AT_ONCE.search(r.low) and _WRITTEN.search(r.low)):
        return False
    own = f"{near} # {cut(after, CLAUSE_END)}"
    return bool(_AT_ONCE.search(own) or _WRITTEN.search(own))


def _by_unit(  # noqa: PLR0911 - the surest reading first
    r: Reading, after: str, number: Number, around: Scope
) -> list[Claim] | None:
    """ "05 buổi nói chuyện", "05 buổi do …": a unit, then the activity or nothing."""
    units = [(t, m) for t in r.lex.terms if (m := t.units.match(after))]
    if not units:
        return _weak(r, after, r.near(number))
    rest = after[max(m.end() for _, m in units) :].lstrip()
    if _AT_NUMBER.search(r.near(number)) and not _topics(r, rest, [t for t, _ in units]):
        return []
    if rest.startswith(","):
        also = [m for t, _ in units if (m := t.units.match(rest[1:].lstrip()))]
        rest = rest[1:].lstrip()[also[0].end() :].lstrip() if also else rest
    topics = _topics(r, rest, [t for t, _ in units])
    if topics:
        for terms in topics:
            r.take(terms, number.end, number.end + len(cut(after, _PART_END)))
        near = r.near(number)
        if len(topics) > 1 or topics[0].bars_before.search(r.low, 0, number.start):
            return []
        return [Claim(topics[0], 0.95)] if _fits(r, topics[0], 0, rest, near) else []
    if not rest or rest[0] in ".,;:()-–/" or words("light", "ends").match(rest):
        asked = _asked(r, [t for t, _ in units], after, number)
        if asked:
            return asked
        return by_label(r, number, [t for t, _ in units], around) or _weak(r, after, r.near(number))
    weak = _weak(r, after, r.near(number))
    return weak if weak else by_label(r, number, [t for t, _ in units], strict=True)


def _asked(r: Reading, units: list[Terms], after: str, number: Number) -> list[Claim]:
    """ "Công nhân hỏi 25 câu": the verb says what the sentences are."""
    questions = [t for t in units if t.concept == "questions" and not t.stateful]
    if not questions or not leads(words("cues", "asked"), r.near(number), few=1):
        return []
    barred = questions[0].bars_before.search(r.low, 0, number.start) or _OPENS_OTHER.match(r.low)
    clause = cut(after, _SAID_OF)
    if barred or questions[0].bars_clause.search(clause) or questions[0].not_after.search(clause):
        return []
    return [Claim(questions[0], 0.9)]


def _topics(r: Reading, rest: str, candidates: list[Terms]) -> list[Terms]:
    """The elements whose activity opens ``rest``, after a few light words; several when the
    phrase joins activities of several elements."""
    place = 0
    for _ in range(4):
        matches = [(t, m) for t in candidates if (m := t.topics.match(rest[place:]))]
        if matches:
            longest = max(m.end() for _, m in matches)
            best = [t for t, m in matches if m.end() == longest]
            return best + _joined(r, rest[place:], best, candidates)
        light = words("light", "before_topic").match(rest[place:])
        if light is None:
            return []
        place += light.end()
        place += len(rest[place:]) - len(rest[place:].lstrip(" ,"))
    return []


def _joined(r: Reading, phrase: str, best: list[Terms], candidates: list[Terms]) -> list[Terms]:
    phrase = cut(phrase, _LIST_END)
    return [
        t for t in candidates if t not in best and t.concept in EVENTS and t.labels.search(phrase)
    ]


def _weak(r: Reading, after: str, near: str) -> list[Claim] | None:
    weak = [t for t in r.lex.terms if t.weak_nouns.match(after)]
    if not weak:
        return None
    if weak[0].is_elsewhere(near) or weak[0].is_elsewhere(cut(after, CLAUSE_END)):
        return []
    match = weak[0].weak_nouns.match(after)
    rest = after[match.end() :].lstrip() if match else ""
    ended = not rest or rest[0] in ",.;:()" or bool(words("light", "ends").match(rest))
    about = weak[0].topics.search(r.low) or weak[0].topics.search(r.place.heading)
    untold = weak[0].topics.pattern == r"(?!)" and words("cues", "published").search(
        f"{r.low} {prepare(r.place.heading)}"
    )
    certain = ended and bool(about or untold)
    if weak[0].bars.search(cut(rest, NOUN_PHRASE_END)) or _labelled_other(weak[0], near):
        return []
    return [Claim(t, 0.8, weak=not certain) for t in weak]


def _labelled_other(terms: Terms, near: str) -> bool:
    """ "Số bài dự thi: 11.400 bài": the label itself says that these are no news items."""
    label, colon, rest = near.rpartition(":")
    return bool(colon and not rest.strip() and terms.bars.search(label[label.rfind(",") + 1 :]))


def _bare(r: Reading, after: str, near: str, number: Number, around: Scope) -> list[Claim] | None:
    """A number alone: "Số băng rôn: 17", "trả lời được 12"."""
    if after and after[0] not in ".,;:()" and not words("light", "ends").match(after):
        return None
    if _DURATION.match(after):
        return None
    for terms in r.lex.terms:
        if terms.stateful and not _WHOLE.search(near) and leads(terms.before, near):
            blocked = leads(terms.not_before, near, few=2)
            return [] if blocked else [Claim(terms, 0.9)]
    for terms in r.lex.terms:
        led = leads(terms.own_before, near, few=0)
        above = r.place.heading if not r.state.spoken else ""
        if led and terms.labels.search(f"{prepare(above)} : {r.low[: number.start]}"):
            return [Claim(terms, 0.9)]
    ended = after[:1] in (",", ".", ";", "(", ")", "")
    named = any(m.end() == len(near.rstrip()) for t in r.lex.terms for m in t.labels.finditer(near))
    if not ended or not (named or _VERB_BEFORE.search(near)):
        return []
    claims = by_label(r, number, None, around)
    return claims or by_near_label(r, number)
