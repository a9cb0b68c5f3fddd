"""Which element a label names: a row or column head, or the words before a colon.

Vietnamese noun phrases have their head in front, so the element whose words open the label wins
over one that is only mentioned further on ("Nói chuyện thời sự của báo cáo viên").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import all_units, words
from minhbach.figures.phrases import prepare

_MARK = re.compile(r"^\s*(?:[ivx]+\s?[.)\-]|\d+(?:\.\d+)*\s?[.)\-]|[a-zđ]\s?[.)]|[-+*•–])\s*")
_UNDONE = re.compile(r"(?<!\w)(?:chưa|chờ|còn|đang)(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(("số", "tổng", "lượng", "các", "đã", "được", "và", "của", "tỷ", "lệ", "tại"))
_HINT = re.compile(r"\(\s*([^()]{1,24}?)\s*\)")


def label_terms(
    label: str, lex: Lexicon, units: Sequence[Terms] | None = None, unit: str = ""
) -> Terms | None:
    """The element that a label names; None when none or several fit.

    ``units``: only these elements may be named (those whose unit stands beside the number).
    ``unit``: the unit of measure that a unit column or a higher head gives.
    """
    text = prepare(label)
    hints = [unit, *_HINT.findall(text)] if unit else _HINT.findall(text)
    text = " ".join(_MARK.sub("", _HINT.sub(" ", text)).split())
    open_to = [t for t in lex.terms if units is None or t in units]
    open_to = [t for t in open_to if _agrees(t, hints, text, asked=units is not None)]
    at_head = _at_head(text, open_to)
    if at_head:
        return at_head[0] if len(at_head) == 1 else None
    known = units is not None or any(_unit_fits(t, h) for t in open_to for h in hints)
    likely = _by_words(text, open_to)
    if likely:
        return likely
    inside = [t for t in open_to if known and t.labels.search(text) and _sound(t, text)]
    return inside[0] if len(inside) == 1 else None


def _at_head(text: str, open_to: list[Terms]) -> list[Terms]:
    rest = text
    for _ in range(6):
        matches = [(t, end) for t in open_to if (end := t.at_head(rest)) and _sound(t, text)]
        if matches:
            return _best(matches)
        light = words("light", "before_head").match(rest)
        if light is None:
            return []
        rest = rest[light.end() :].lstrip(" ,:")
    return []


def _by_words(text: str, open_to: list[Terms]) -> Terms | None:
    """For elements that no concept covers: the one whose name shares most words with the label."""
    label = _content(text)
    scored = sorted(
        ((_shared(label, _content(prepare(t.element.name))), t.code) for t in open_to if t.derived),
        reverse=True,
    )
    if not scored or scored[0][0] < 0.6 or (len(scored) > 1 and scored[1][0] > scored[0][0] - 0.2):
        return None
    return next(t for t in open_to if t.code == scored[0][1])


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) - _EMPTY


def _shared(label: frozenset[str], name: frozenset[str]) -> float:
    both = label | name
    return len(label & name) / len(both) if both else 0.0


def _best(matches: list[tuple[Terms, int]]) -> list[Terms]:
    """The longest match; an element with a state ("đã trả lời") before the plain one."""
    longest = max(end for _, end in matches)
    best = [t for t, end in matches if end == longest]
    stateful = [t for t, _ in matches if t.stateful]
    return stateful if len(stateful) == 1 and best[0].concept == "questions" else best


def _sound(terms: Terms, text: str) -> bool:
    """The rest of the label says nothing against the element."""
    if terms.stateful:
        return bool(terms.before.search(text)) and not _UNDONE.search(text)
    if terms.concept == "questions" and _UNDONE.search(text):
        return False
    if terms.label_bars.search(text) or terms.not_after.search(text):
        return False
    found = terms.bars.search(text)
    if found and terms.bars_near.search(found[0]):
        return bool(terms.unless_near.search(text))  # "Tin bài trên website, fanpage"
    return found is None


def _agrees(terms: Terms, hints: list[str], text: str, *, asked: bool) -> bool:
    percent = (
        any("%" in hint for hint in hints) or "tỷ lệ" in text or "tỉ lệ" in text or "%" in text
    )
    if terms.share != percent and not (asked and terms.share):
        return False
    return terms.share or not any(not _unit_fits(terms, hint) and _is_unit(hint) for hint in hints)


def _unit_fits(terms: Terms, hint: str) -> bool:
    hint = prepare(hint).strip()
    own = prepare(terms.element.unit)
    return bool(
        hint == own
        or hint in terms.units_of
        or terms.units.fullmatch(hint)
        or terms.nouns.fullmatch(hint)
    )


def _is_unit(hint: str) -> bool:
    return all_units().fullmatch(prepare(hint).strip()) is not None
