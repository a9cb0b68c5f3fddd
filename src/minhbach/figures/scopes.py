"""What the words around a number say about it: plan, last year, share, running total …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhbach.figures.lists import words
from minhbach.figures.numbers import Number
from minhbach.figures.times import Mention, find_periods, relation
from minhbach.model.period import Period

# Trong tháng 3, … · Ngày 10/02 … · Quý II: … (what opens a sentence or a part after ";")
_OPENING = re.compile(
    r"\W*(?:(?:trong|riêng|đến|từ|vào|sang|hết|cho|ở|bước sang|cuối|đầu|tính chung|tính|cộng)\s+){0,2}"
)
_DAY = re.compile(r"(?:sáng|chiều|tối)?\s*ngày\s+\d")
_AFTER_PERIOD = re.compile(r"[\s:,]*(?:(?:là|có|được|đạt|tổ chức|đã|thực hiện|ta)\s*)*")
_PER = re.compile(
    r"\s*[^\s,.;:()]*\s*(?:/\s*(?:1 )?|(?:mỗi|một)\s)"
    r"(?:ngày|buổi|tháng|tuần|quý|người|chi bộ|lớp|lượt)(?!\w)"
)
# đợt 1 đạt …, kỳ II: …, tuần 3
_ROUND = re.compile(r"(?<!\w)(?:đợt|lần|kỳ|học kỳ|tuần)\s+(?:\d|[ivx]+(?!\w))")
_FEW_WORDS = re.compile(r"(?:\s+[^\s,.;:()]+){0,2}\s*")
_ONE_EVENT = re.compile(
    r"(?<!\w)(?:hội nghị|buổi|cuộc|lớp|đợt)(?:\s+[^\s,.;]+){0,3}"
    r"\s+(?:này|đó|ấy|trên|nói trên)(?!\w)"
)
# "tính cả hội nghị này, quý II tổ chức 03 buổi": the number after it is the whole
_WITH_IT = re.compile(
    r"(?<!\w)(?:tính|kể|gồm) (?:cả|luôn)\s(?:[^\s,.;]+\s){1,5}(?:này|đó|ấy|trên)(?!\w)"
)
# chỉ tiêu 60 buổi · bằng 105% kế hoạch (200 tin, bài) · tăng so với cùng kỳ (41 buổi)
_TARGET = (
    r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|định mức)"
    r"(?: (?:được )?giao| đề ra| cả năm| năm| quý| tháng| kỳ)?(?: [ivx\d]+(?:/\d+)?)?"
)
_TARGET_BEFORE = re.compile(rf"{_TARGET}(?: là)?\s*:?\s*$")
_TARGET_OPENS = re.compile(rf"\(\s*{_TARGET}\s*(?:là|:)?\s*\d")
# "Theo kế hoạch, quý II tổ chức 10 buổi", not "Theo Kế hoạch số 21, Chi bộ đã tổ chức …"
_PLANNED = re.compile(
    r"\W*(?:theo )?(?:kế hoạch|chỉ tiêu|mục tiêu)(?: (?:đề ra|được giao|đầu năm|ban đầu))?"
    r"(?:,| (?:quý|tháng|năm|là|in|tổ chức|mở|đăng|phát|treo|giao))(?!\w)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|thực tế|kết quả|được|thực hiện)(?!\w)")
_OTHER_BEFORE = re.compile(
    rf"(?:{_TARGET}|(?<!\w)(?:cùng kỳ|năm trước|năm ngoái|quý trước|tháng trước|kỳ trước))"
    r"(?: năm (?:19|20)\d\d| năm trước| năm ngoái)?\s*$"
)
_RATE_BEFORE = re.compile(
    r"(?<!\w)(?:một|1|mỗi|hằng|hàng) (?:ngày|tuần|tháng|buổi|ca|người|chi bộ|lớp),?\s*$"
)
_SHARE_BEFORE = re.compile(r"(?<!\w)chiếm\s*$")  # "về tiền lương chiếm 5 câu"
# "đầu năm có 04 đồng chí, nay còn 03": what there was before; not "từ đầu năm có 20 buổi"
_THEN = re.compile(r"(?<!từ )(?<!tháng )(?<!\w)đầu (?:năm|kỳ|quý|nhiệm kỳ),? (?:có|là)\s*$")
# what may stand between "Tổng cộng … 16 buổi" and "730 lượt người"
_JOINED = re.compile(r"[^;:()\d]*,\s*(?:(?:và|với|có|thu hút)\s+)*")
_TOTAL_OPENS = re.compile(r"(?:như vậy, )?(?:tổng cộng|tính chung|cộng chung|tổng số|cộng)(?!\w)")
_RESTATED = re.compile(r"(?:^\W*|(?<!\w))(?:trong|trong số|trong tổng số|cả|với)\s*$")
# "Sinh hoạt chuyên đề: Chi bộ 1: 01 buổi; …": one body's share in a list of bodies
_BODY = re.compile(
    r":\s*[-–+]?\s*(?:chi bộ|tổ đảng|tổ|đội|phòng|khoa|thôn|khu phố|phân xưởng|đảng ủy|đảng bộ|cụm)"
    r"\s[^:;,.()]{1,40}:\s*$"
)
# "giảm từ 40 lượt xuống còn 36", "tăng lên 45": what there is now
_NOW = re.compile(r"(?<!\w)(?:xuống còn|nay còn|tăng lên|nâng lên|lên)\s*$")
# "Toàn ngành in 30.000 tờ gấp, riêng Chi cục nhận 500": the first is not this unit's
_WIDER = re.compile(r"(?<!\w)toàn (?:ngành|khối|hệ thống|quốc)(?!\w)[^;]*$")
_THIS_ALONE = re.compile(r"[^;]*[,;(]\s*(?:trong đó )?riêng\s[^;]*\d")
_BACK = re.compile(r"\s*(?:[^\s\d,.;:()]+\s+){0,4}(?:này|đó|nêu trên|nói trên|trên đây)(?!\w)")


@dataclass(frozen=True, slots=True)
class Scope:
    """``skip``: the number is no value of this period; ``own``: the period is named just before
    it or opens its part. The rest as in ``Candidate``."""

    skip: bool = False
    cumulative: bool = False
    unsure_cumulative: bool = False
    total: bool = False
    part: bool = False
    dated: bool = False
    restated: bool = False
    own: bool = False
    of_body: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in lower case with its brackets, its numbers and how it opens."""

    text: str
    numbers: tuple[Number, ...]
    brackets: tuple[tuple[int, int], ...]
    skip: bool
    part: bool
    skip_to: int = 0  # numbers before this place belong elsewhere

    def bracket(self, place: int) -> tuple[int, int] | None:
        """The innermost bracket around a place."""
        inside = [b for b in self.brackets if b[0] < place < b[1]]
        return max(inside) if inside else None

    def segment(self, place: int) -> int:
        """Where the part between semicolons begins (inside the bracket, if there is one)."""
        bracket = self.bracket(place)
        start = bracket[0] + 1 if bracket else 0
        return max(start, self.text.rfind(";", start, place) + 1)


def brackets(text: str) -> tuple[tuple[int, int], ...]:
    """The pairs of round brackets; an open one reaches to the end."""
    pairs, stack = [], []
    for place, char in enumerate(text):
        if char == "(":
            stack.append(place)
        elif char == ")" and stack:
            pairs.append((stack.pop(), place))
    pairs += [(place, len(text)) for place in stack]
    return tuple(sorted(pairs))


def scope(sentence: Sentence, number: Number, previous_end: int, own: Period | None) -> Scope:
    """Reads the cue words on both sides of a number. ``previous_end``: end of the number before."""
    text, here = sentence.text, number.phrase_start
    segment = sentence.segment(here)
    left = _without_closed(sentence, segment, here)
    previous_end = _past_bracket(sentence, previous_end, here)
    near = text[max(segment, previous_end) : here]
    since = text[max(previous_end, text.rfind(";", previous_end, here) + 1) : here]
    if _is_out(sentence, number, (left, near, since), own):
        return Scope(skip=True)
    named = _just_before(near, own)
    running = None if named == "own" else _cumulative(sentence, left, near, segment, own)
    return Scope(
        cumulative=running == "yes",
        unsure_cumulative=running == "unsure",
        total=_is_total(sentence, left, near, previous_end),
        part=named != "own" and (sentence.part or bool(words("cues", "parts").search(left))),
        dated=" thêm " not in near and _is_dated(sentence, segment, near, own),
        restated=bool(_RESTATED.search(near)) or bool(_BACK.match(text[number.end :])),
        own=named == "own" or _opening(sentence, segment, own) == "own",
        of_body=bool(_BODY.search(left[-80:])),
    )


def _is_total(sentence: Sentence, left: str, near: str, previous_end: int) -> bool:
    """ "Tổng cộng có 16 buổi, 730 lượt người": the word governs what is only joined by a comma."""
    if words("cues", "total").search(near) or _WITH_IT.search(left):
        return True
    joined = _JOINED.fullmatch(near[-40:]) if len(near) < 40 else None
    return bool(joined and previous_end and _TOTAL_OPENS.match(sentence.text.lstrip(" -–+\t")))


def _past_bracket(sentence: Sentence, previous_end: int, here: int) -> int:
    """Where the words before a number begin: not in a closed bracket with the number before."""
    closings = [b for a, b in sentence.brackets if a < previous_end <= b < here]
    return max([previous_end, *closings])


def _without_closed(sentence: Sentence, start: int, end: int) -> str:
    """The text before a number without brackets that are already closed."""
    text = sentence.text
    out, place = "", start
    for opened, closed in sentence.brackets:
        if place <= opened and closed < end:
            out, place = out + text[place:opened] + " ", closed + 1
    return out + text[place:end]


def _is_out(
    sentence: Sentence, number: Number, before: tuple[str, str, str], own: Period | None
) -> bool:
    """``before``: the text of the segment, since the last number in it, since the last number."""
    left, near, since = before
    text = sentence.text
    start = sentence.segment(number.start)
    if number.start < sentence.skip_to or words("cues", "plan").search(
        _from_start(sentence, number)
    ):
        return True
    tail = _PER.match(near)  # "2 lượt mỗi ngày, tổng cộng …": the rate of the number before
    ratio = words("cues", "ratio").search(near, tail.end() if tail else 0)
    if ratio or words("cues", "former").search(since):
        return True
    if not _NOW.search(near) and (_ends_with("change", near) or _ends_with("rest", near)):
        return True
    if _PER.match(text, number.end):
        return True
    if _WIDER.search(left) and _THIS_ALONE.match(text, number.end):
        return True
    if (
        _breaks_down(sentence, number)
        or _ONE_EVENT.search(_WITH_IT.sub(" ", left))
        or _is_compared(sentence, number, near)
    ):
        return True
    return _opening(sentence, start, own) == "other" or _just_before(near, own) == "other"


def _is_compared(sentence: Sentence, number: Number, near: str) -> bool:
    """A target or a former figure by the word just before it or before its bracket."""
    if not number.percent and (_SHARE_BEFORE.search(near) or _RATE_BEFORE.search(near)):
        return True
    if _TARGET_OPENS.match(sentence.text, (sentence.bracket(number.start) or (0, 0))[0]):
        return True
    start = sentence.segment(number.start)
    planned = _PLANNED.match(sentence.text, start)
    if planned and not _DONE.search(sentence.text, planned.end(), number.start):
        return True
    if _TARGET_BEFORE.search(near) or _THEN.search(near):
        return True
    bracket = sentence.bracket(number.start)
    if bracket is None or sentence.text[bracket[0] + 1 : number.phrase_start].strip():
        return False
    return bool(_OTHER_BEFORE.search(sentence.text, 0, bracket[0]))


def _breaks_down(sentence: Sentence, number: Number) -> bool:
    """ "04 buổi (01 buổi chuyên đề, 03 buổi lồng ghép)": numbers that add up to the one before."""
    bracket = sentence.bracket(number.start)
    if bracket is None or number.percent:
        return False
    inside = [n for n in sentence.numbers if bracket[0] < n.start < bracket[1]]
    before = [n for n in sentence.numbers if bracket[0] - 40 < n.end <= bracket[0]]
    if len(inside) < 2 or not before or any(n.percent for n in inside):
        return False
    return sum(n.value for n in inside) == before[-1].value


def _from_start(sentence: Sentence, number: Number) -> str:
    bracket = sentence.bracket(number.start)
    left = _without_closed(sentence, 0, number.phrase_start)
    return left if bracket is None else left[-(number.phrase_start - bracket[0]) :]


def _ends_with(cue: str, near: str) -> bool:
    """A cue with at most two words between it and the number."""
    for found in words("cues", cue).finditer(near):
        if _FEW_WORDS.fullmatch(near, found.end()):
            return True
    return False


def _opening(sentence: Sentence, segment: int, own: Period | None) -> str | None:
    """The time that the segment (else the sentence) opens with."""
    for start in {segment: 0, 0: 0}:
        place = _OPENING.match(sentence.text, start)
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


def _is_dated(sentence: Sentence, segment: int, near: str, own: Period | None) -> bool:
    """One day or month of the period is spoken of, not the whole."""
    end = sentence.text.rfind(near) + len(near) if near else segment
    if _ROUND.search(sentence.text, max(segment, end - 20), end):
        return True
    return "within" in (_opening(sentence, segment, own), _just_before(near, own))


def _just_before(near: str, own: Period | None) -> str | None:
    mentions = find_periods(near)
    if mentions and _AFTER_PERIOD.fullmatch(near, mentions[-1].end):
        return relation(mentions[-1], own)
    return None


def _cumulative(
    sentence: Sentence, left: str, near: str, segment: int, own: Period | None
) -> str | None:
    """Whether a running-total cue governs the number: yes, no (None), or not sure."""
    cues = [m for m in words("cues", "cumulative").finditer(left) if not _is_own(m[0], own)]
    since = [m for m in find_periods(left) if m.kind != "year" and _runs(m, own)]
    if since and not cues:
        opens = bool(_OPENING.fullmatch(left, 0, since[0].start)) or since[-1].end > len(left) - 40
        return "yes" if opens else "unsure"
    if not cues:
        return "yes" if segment and _opens_running(sentence, segment, own) else None
    if words("cues", "cumulative").search(near):
        return "yes"
    opens = not left[: cues[0].start()].strip(" \t,:-–+.(")
    return "yes" if opens else "unsure"


def _runs(mention: Mention, own: Period | None) -> bool:
    return relation(mention, own) == "year-to-date"


def _opens_running(sentence: Sentence, segment: int, own: Period | None) -> bool:
    """ "Cả năm tổ chức 71 buổi; đăng 160 tin, bài": said once for the parts that follow."""
    if sentence.bracket(segment):
        return False
    place = _OPENING.match(sentence.text)
    at = place.end() if place else 0
    cue = words("cues", "cumulative").match(sentence.text, at)
    first = next((m for m in find_periods(sentence.text[at:]) if m.start == 0), None)
    if cue and _is_own(cue[0], own):
        return False
    if cue is None and (first is None or first.kind == "year" or not _runs(first, own)):
        return False
    end = cue.end() if cue else at + (first.end if first else 0)
    named = find_periods(sentence.text[end:])
    return not any(relation(mention, own) == "own" for mention in named)


def _is_own(cue: str, own: Period | None) -> bool:
    """ "6 tháng đầu năm" is no running total in a half-year report, "cả năm" none in a year's."""
    if own is None or "lũy" in cue or "cộng" in cue:
        return False
    if own.kind == "year":
        return "năm" in cue
    return own.kind == "half-year" and ("6" in cue or "sáu" in cue)
