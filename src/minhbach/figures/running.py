"""Whether a number is a running total: "lũy kế", "từ đầu năm", "tính chung 11 tháng"."""

from __future__ import annotations

from minhbach.figures.lists import words
from minhbach.figures.openings import OPENING
from minhbach.figures.phrases import prepare
from minhbach.figures.sentence import Sentence
from minhbach.figures.times import Mention, find_periods, relation
from minhbach.model.period import Period


def running_total(
    sentence: Sentence, left: str, near: str, segment: int, own: Period | None
) -> str | None:
    """Whether a running-total cue governs the number: yes, no (None), or not sure."""
    cues = [m for m in words("cues", "cumulative").finditer(left) if not _is_own(m[0], own)]
    since = [m for m in find_periods(left) if m.kind != "year" and _runs(m, own)]
    if since and not cues:
        opens = bool(OPENING.fullmatch(left, 0, since[0].start)) or since[-1].end > len(left) - 40
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
    place = OPENING.match(sentence.text)
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


def names_running(heading: str, own: Period | None) -> bool:
    """ "II. Sáu tháng đầu năm" above the figures of a quarter's report: all are running totals."""
    low = prepare(heading)
    named = [relation(m, own) for m in find_periods(low) if m.kind != "year"]
    cue = words("cues", "cumulative").search(low)
    if cue and _is_own(cue[0], own):
        return False
    return bool(cue or named) and set(named) <= {"year-to-date"}
