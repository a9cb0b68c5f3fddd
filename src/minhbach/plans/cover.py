"""What a lower plan covers of an upper one: each item of the upper beside its best passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log

from minhbach.citations import find_citations
from minhbach.model.change import Coverage, Covered, CoverKind, CoverState, Passage
from minhbach.model.document import Document, Paragraph
from minhbach.model.plan import Plan
from minhbach.plans.compare import Words, word_list, words_of

COVERED, PARTLY = 70, 40
# A short passage all of whose words come from the item speaks of it, too: partly covered at most.
ECHO, ECHO_PAIRS = 60, 4
# A passage is read with what stands around it only in its own paragraph: never across two.
_READ = frozenset({"body", "item", "heading", "closing", "annex"})
# The longest common stretches are shown; more would be the whole text.
SHOWN = 4
Weights = Mapping[Words, float]


@dataclass(frozen=True, slots=True)
class _Item:
    kind: CoverKind
    text: str
    section: str
    anchor: str
    lead: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph of the lower plan with its words, ready to be compared."""

    paragraph: Paragraph
    words: Words
    grams: frozenset[Words]


def cover(upper: Plan, upper_document: Document, lower: Document) -> Coverage:
    """For each in-scope theme, message and task of ``upper``: where ``lower`` says it.

    An item counts as covered when one passage of the lower document has at least 70 of 100 of
    what it says (pairs of neighbouring words, those that are rare in the upper plan counting
    more); as partly covered from 40, or where two thirds of a passage's own words come from it.
    That is a help for a reader, no judgement: the passage stands beside it with the words in
    common. ``references``: where the lower document names the upper one. Uncovered items first.
    """
    items = tuple(_items(upper))
    places = [_place(p) for p in lower.paragraphs() if p.role in _READ and len(p.text) > 2]
    weights = _weights([words_of(item.text) for item in items])
    found = [_covered(item, places, weights) for item in items]
    order: dict[CoverState, int] = {"uncovered": 0, "partly": 1, "covered": 2}
    ranked = sorted(found, key=lambda one: order[one.state])
    return Coverage(tuple(ranked), tuple(_references(upper_document, lower)))


def _items(plan: Plan) -> Iterator[_Item]:
    for theme in plan.themes:
        yield _Item("theme", theme.heading, theme.number, theme.anchor)
        for message in theme.messages:
            if message.in_scope:
                yield _Item("message", message.text, theme.number, message.anchor)
    for task in plan.tasks:
        if task.in_scope:
            yield _Item("task", task.text, task.section, task.anchor, task.lead, task.deadline)


def _place(paragraph: Paragraph) -> _Place:
    words = words_of(paragraph.content)
    return _Place(paragraph, words, frozenset(_grams(words)))


def _grams(words: Words) -> Iterator[Words]:
    """Pairs of neighbouring words; single ones where the text is that short, or a number."""
    if len(words) == 1:
        yield words
    for first, second in pairwise(words):
        if first not in _idle() or second not in _idle():
            yield first, second


def _weights(texts: Sequence[Words]) -> Weights:
    """Pairs that stand in many items of the upper plan say little about one of them."""
    counts = Counter(gram for words in texts for gram in set(_grams(words)))
    weights = {gram: 1 + log(len(texts) / count) for gram, count in counts.items()}
    return weights | {(): max(weights.values(), default=1.0)}


def _covered(item: _Item, places: Sequence[_Place], weights: Weights) -> Covered:
    words = words_of(item.text)
    grams = frozenset(_grams(words))
    best, score, echo = None, 0, 0
    for place in places:
        found = _score(grams, place, weights)
        # Of two passages that say as much, the shorter one says it more plainly.
        if max(found) and (max(found), -len(place.words)) > (
            max(score, echo),
            -len(best.words) if best else 0,
        ):
            best, (score, echo) = place, found
    state: CoverState = "uncovered"
    if max(score, echo) >= PARTLY:
        state = "covered" if score >= COVERED else "partly"
    passage, has = None, frozenset[Words]()
    if best is not None and state != "uncovered":
        shown = _stretches(best.words, grams)
        passage, has = Passage(best.paragraph.text, best.paragraph.anchor, shown), best.grams
    given = (item.kind, item.text, item.section, item.anchor, state, score)
    return Covered(*given, passage, _stretches(words, grams - has), item.lead, item.deadline)


def _score(grams: frozenset[Words], place: _Place, weights: Weights) -> tuple[int, int]:
    """How much of the item stands in the passage, and how much of the passage comes from it."""
    shared = grams & place.grams
    if not shared:
        return 0, 0
    common = sum(weights[gram] for gram in shared)
    score = round(100 * common / sum(weights[gram] for gram in grams))
    if len(shared) < ECHO_PAIRS:
        return score, 0
    # A word that the upper plan doesn't have at all says the most.
    own = sum(weights.get(gram, weights[()]) for gram in place.grams)
    return score, round(ECHO * common / own)


def _stretches(words: Words, grams: frozenset[Words]) -> tuple[str, ...]:
    """The longest runs of ``words`` made of these pairs, in their order.

    >>> _stretches(("a", "b", "c", "d"), frozenset({("a", "b"), ("b", "c")}))
    ('a b c',)
    """
    runs: list[list[int]] = []
    for at, pair in enumerate(pairwise(words)):
        goes_on = bool(runs) and runs[-1][1] == at + 1
        if pair in grams and goes_on:
            runs[-1][1] = at + 2
        elif pair in grams:
            runs.append([at, at + 2])
        elif goes_on and pair[0] in _idle() and pair[1] in _idle():
            runs[-1][1] = at + 2
    longest = sorted(sorted(runs, key=lambda run: run[0] - run[1])[:SHOWN])
    return tuple(" ".join(words[start:end]) for start, end in longest)


def _references(upper: Document, lower: Document) -> Iterator[Passage]:
    """Passages of the lower plan that name the upper one by its number."""
    number = upper.header.number
    if not number:
        return
    placed = list(lower.paragraphs())
    seen: set[str] = set()
    for citation in find_citations(lower):
        if citation.notation is None or words_of(citation.notation) != words_of(number):
            continue
        for paragraph in placed:
            if paragraph.start <= citation.start < paragraph.end and paragraph.anchor not in seen:
                seen.add(paragraph.anchor)
                yield Passage(paragraph.text, paragraph.anchor, (citation.quote,))


@cache
def _idle() -> frozenset[str]:
    return frozenset(word_list("coverage"))
