"""From candidates to values: one stated value an element, or none and the places that disagree."""

from __future__ import annotations

from collections.abc import Sequence

from minhbach.figures.candidate import Candidate, plain
from minhbach.model.figures import Conflict, FoundFigure

LEAST_CONFIDENCE = 0.7


def choose(code: str, found: Sequence[Candidate]) -> tuple[FoundFigure | None, Conflict | None]:
    """The value of an element and, where places disagree, all of them.

    A table's value stands before prose. In prose a number called a total, or one that is the sum
    of the others, is the whole; several numbers without a total are parts and give no value.
    """
    cells = [c for c in found if c.where == "table" and not c.part and not c.weak]
    prose = [c for c in found if c.where == "paragraph" and not c.part]
    strong = [c for c in prose if not c.weak]
    if _of_more_than_one_body(strong):
        prose = strong = [c for c in strong if c.dated]
    chosen = _one(cells) if cells else _whole(strong, prose)
    if cells and chosen is None and (summed := _sum_of(cells, strong)):
        return summed.found(), None
    if cells and chosen is None:
        return None, _conflict(code, cells)
    rivals = [c for c in _rivals(strong) if chosen is None or c.value != chosen.value]
    if chosen is None:
        whole = [c for c in rivals if not c.dated]
        return None, _conflict(code, whole) if _disagree(whole) else None
    if chosen.confidence < LEAST_CONFIDENCE:
        return None, None
    conflict = _conflict(code, [chosen, *rivals]) if cells and rivals else None
    return chosen.found(), conflict


def _of_more_than_one_body(strong: Sequence[Candidate]) -> bool:
    """ "Toàn tỉnh tổ chức 1.450 buổi. Đối với Sở, tổ chức 6 buổi": whose report it is, isn't said
    by the words; no value."""
    whole = [c for c in strong if not c.dated and not c.restated]
    apart = {c.group for c in whole if c.wider}
    return any(c.group not in apart and c.value for c in whole) if apart else False


def _one(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate of the only value; of equal ones the surest."""
    if len({plain(c.value) for c in candidates}) != 1:
        return None
    return max(candidates, key=lambda c: (c.confidence, not c.restated))


def _whole(strong: list[Candidate], prose: list[Candidate]) -> Candidate | None:
    """The value of prose candidates that speaks for the whole period and the whole unit."""
    counted = [c for c in strong if c.value != 0 or len(strong) == 1]
    if not counted:
        return _one(strong)
    totals = [c for c in counted if c.total and not c.dated]
    if totals and (total := _one(totals)):
        return total if all(c.value <= total.value for c in counted) else None
    undated = [c for c in counted if not c.dated]
    if undated and len(undated) < len(counted):
        whole = _whole(undated, [p for p in prose if not p.dated])
        return whole if whole and all(c.value <= whole.value for c in counted) else None
    plainly = [c for c in counted if not c.restated]
    if len({plain(c.value) for c in counted}) == 1:
        alone = _told_once(plainly) and not _looser(counted[0], prose)
        return _one(counted) if alone else None
    largest = max(plainly, key=lambda c: c.value, default=None)
    if largest is None:
        return None
    others = [c for c in [*plainly, *(p for p in prose if p.weak)] if c is not largest]
    rest = [c for c in others if c.value != largest.value]
    return (
        largest if rest and sum(c.value for c in rest) == largest.value and len(rest) > 1 else None
    )


def _sum_of(cells: Sequence[Candidate], strong: Sequence[Candidate]) -> Candidate | None:
    """A number of the text that a table of single events adds up to."""
    whole = _one([c for c in strong if c.value == sum(cell.value for cell in cells)])
    agreed = whole is not None and all(c.value == whole.value for c in _rivals(list(strong)))
    return whole if agreed else None


def _told_once(plainly: Sequence[Candidate]) -> bool:
    """Equal numbers of one sentence, or of two dated sentences, are two things, not one."""
    groups = [c.group for c in plainly]
    dated = [c for c in plainly if c.dated]
    return len(groups) == len(set(groups)) and len(dated) <= 1


def _looser(chosen: Candidate, prose: list[Candidate]) -> bool:
    """A loosely named number of the same kind in the same paragraph: the chosen may be a part."""
    beside = [
        c.value
        for c in prose
        if c.weak and c.value != chosen.value and c.group // 100 == chosen.group // 100
    ]
    parts = len(beside) > 1 and sum(beside) == chosen.value
    return bool(beside) and not parts


def _rivals(strong: list[Candidate]) -> list[Candidate]:
    return [c for c in strong if not c.restated and not c.dated and c.value != 0]


def _disagree(candidates: Sequence[Candidate]) -> bool:
    """Two places of the report (not two clauses of one sentence) say different things."""
    places = {(c.anchor, plain(c.value)) for c in candidates}
    return len({v for _, v in places}) > 1 and len({a for a, _ in places}) > 1


def _conflict(code: str, candidates: Sequence[Candidate]) -> Conflict:
    return Conflict(code, tuple(c.found() for c in candidates))
