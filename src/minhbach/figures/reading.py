"""One sentence as it is read: its text, its numbers, and which words are already spoken for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number, find_numbers
from minhbach.figures.sentence import Sentence, brackets
from minhbach.model.period import Period

CLAUSE_END = re.compile(r"[,;()]|\.\s|(?<!\w)với(?!\w)")
NOUN_PHRASE_END = re.compile(
    r"[,;():]|\.\s"
    r"|(?<!\w)(?:do|tại|ở|cho|về|với|của|từ|theo|nhằm|để|trong|vào|trên|tới|đến|qua)(?!\w)"
)
UP_TO_NUMBER = re.compile(r"(?:\s+[^\s,.;:()]+){0,4}\s*:?\s*")
EVENT = re.compile(
    r"(?:buổi|cuộc|hội nghị|lớp|đợt|chương trình|chuyến|hội thi|cuộc thi|hội thảo|tọa đàm|phiên|lễ"
    r"|điểm|khóa|hoạt động)(?!\w)"
)
EVENTS = ("session", "talk", "theme-meeting")
# Ngoài nhiệm vụ chuyên môn (64 hội nghị …), Đảng bộ đã tổ chức …
_BESIDES = re.compile(r"\W*(?:ngoài|bên cạnh|song song với|cùng với)(?!\w)")
# A sentence with more numbers than this is a list of something else, or hostile.
MOST_NUMBERS = 120


@dataclass
class State:
    """What earlier sentences of the paragraph have said. ``last_event``: the code of the activity
    counted last, "" for one that the form doesn't ask; ``spoken``: of all activities, those of
    other times too."""

    last_event: str | None = None
    claimed: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where the text stands: its anchor, the heading above it, whether it is assessment;
    ``timed``: the nearest heading that names a period."""

    anchor: str
    heading: str = ""
    assessment: bool = False
    group: int = 0
    timed: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An element that a number may belong to. ``weak``: a sign of a second part, never a value."""

    terms: Terms
    confidence: float
    weak: bool = False


@dataclass
class Reading:
    """A sentence being read. ``events``: the activities it has counted, "" for one that the form
    doesn't ask. ``planned``: elements whose number before was planned or compared. ``taken``:
    (element, place) of mentions that a number has claimed."""

    original: str
    offset: int
    low: str
    place: Place
    lex: Lexicon
    own: Period | None
    state: State
    sentence: Sentence = field(init=False)
    taken: set[tuple[str, int]] = field(default_factory=set)
    events: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        outside = _outside_to(self.low)
        numbers = [n for n in find_numbers(self.low) if not self._is_stray_word(n)]
        self.sentence = Sentence(
            self.low,
            tuple(numbers[:MOST_NUMBERS]),
            brackets(self.low),
            skip=outside > 0,
            skip_to=outside,
            part=bool(words("cues", "parts").match(self.low.lstrip(" -–+\t"))),
        )

    def near(self, number: Number) -> str:
        """The words between the number before (or the start of the segment) and this one."""
        earlier = [n.end for n in self.sentence.numbers if n.end <= number.start]
        start = max([self.sentence.segment(number.start), *earlier[-1:]])
        return self.low[start : number.phrase_start]

    def take(self, terms: Terms, start: int, end: int) -> None:
        """The element's mentions between two places belong to a number now."""
        for match in terms.labels.finditer(self.low, start, end):
            self.taken.add((terms.code, match.start()))

    def quoted(self, start: int, end: int) -> str:
        """The words as they stand."""
        return self.original[self.offset + start : self.offset + end].strip()

    def _is_stray_word(self, number: Number) -> bool:
        """A one-word number counts only before a noun that the form knows ("ba buổi")."""
        after = self.low[number.end :].lstrip()
        label = self.low[: number.start].rstrip().endswith(":") and after[:1] in ("", ".", ";", ",")
        if not number.words or label or " " in self.low[number.start : number.end].strip():
            return False
        return not (self.lex.knows_noun(after) or EVENT.match(after) or after[:7] == "chi bộ ")


def cut(text: str, end: re.Pattern[str]) -> str:
    """The text up to the first mark of a kind."""
    found = end.search(text)
    return text[: found.start()] if found else text


def leads(verbs: re.Pattern[str], near: str, few: int = 4) -> bool:
    """The verb stands before the number with at most ``few`` words between."""
    for found in verbs.finditer(near):
        tail = near[found.end() :]
        if UP_TO_NUMBER.fullmatch(tail) and len(tail.split()) <= few:
            return True
    return False


def _comma_after(low: str, place: int, pairs: tuple[tuple[int, int], ...]) -> int:
    """The first comma outside brackets; -1 where none follows."""
    while (place := low.find(",", place)) >= 0:
        closing = [b for a, b in pairs if a < place < b]
        if not closing:
            return place
        place = max(closing)
    return -1


def _outside_to(low: str) -> int:
    """How far the sentence's numbers belong elsewhere, as it says itself outside its brackets.

    "In 300 tờ rơi, không thuộc báo cáo này; đăng 5 bài": up to the semicolon. A cue that opens
    the sentence or leads into a list governs the whole of it.
    """
    pairs = brackets(low)
    cues = [
        m
        for m in words("cues", "outside").finditer(low)
        if not any(a < m.start() < b for a, b in pairs)
    ]
    if not cues:
        return 0
    last = cues[-1]
    besides = _BESIDES.match(low)
    if besides and last.start() < (comma := _comma_after(low, last.end(), pairs)):
        return comma
    start = low.rfind(";", 0, last.start()) + 1
    end = low.find(";", last.end())
    leads_in = ":" in low[last.end() : end] or not any(
        c.isdigit() for c in low[start : last.start()]
    )
    return len(low) if end < 0 or leads_in else end
