"""The words by which each element of a form is recognised: thesaurus concepts, else its name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from minhbach.figures.derive import derived, money_divisor
from minhbach.figures.lists import persons, thesaurus
from minhbach.figures.phrases import compiled, prepare
from minhbach.model.form import Element, Form

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """How an element is spoken of. ``nouns`` name it alone; ``units`` need a topic beside them;
    ``labels`` name it before a number; ``heads`` only at the head of a label or cell;
    ``counted``: "không có …" makes a zero of it."""

    element: Element
    concept: str
    nouns: Pattern
    weak_nouns: Pattern
    units: Pattern
    topics: Pattern
    labels: Pattern
    heads: Pattern
    bars: Pattern
    label_bars: Pattern
    counted: bool
    bars_clause: Pattern
    bars_before: Pattern
    bars_near: Pattern
    unless_near: Pattern
    before: Pattern
    after: Pattern
    own_before: Pattern
    not_before: Pattern
    not_after: Pattern
    share: bool = False
    stock: bool = False
    stateful: bool = False
    each_of: Pattern | None = None
    measures: frozenset[str] = field(default_factory=frozenset)
    units_of: frozenset[str] = field(default_factory=frozenset)
    needs: Pattern | None = None
    measured_by: Pattern | None = None
    divisor: int = 1

    @property
    def code(self) -> str:
        return self.element.code

    def is_elsewhere(self, words: str) -> bool:
        """Words beside the number name another medium and none of the element's own."""
        return bool(self.bars_near.search(words)) and not self.unless_near.search(words)

    def topical(self, label: str) -> bool:
        """The label itself says what is measured ("Lượt người dự các buổi tuyên truyền")."""
        return bool(self.measured_by and self.measured_by.search(label))

    def names_at(self, text: str, place: int) -> int:
        """Where words that name what is counted end, when they begin at a place; else 0."""
        found = [p.match(text, place) for p in (self.labels, self.nouns)]
        unit = self.units.match(text, place)
        if unit:
            after = unit.end() + len(text[unit.end() :]) - len(text[unit.end() :].lstrip())
            found.append(self.topics.match(text, after))
        return max((m.end() for m in found if m), default=0)

    @property
    def derived(self) -> bool:
        """Made from the element's own name, not from a concept."""
        return self.concept == self.element.code

    def at_head(self, text: str) -> int:
        """How far the words that name the element reach into a label; 0 when it opens otherwise."""
        found = [p.match(text) for p in (self.heads, self.labels, self.nouns)]
        return max((m.end() for m in found if m), default=0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of a whole form."""

    terms: tuple[Terms, ...]

    def knows_noun(self, text: str) -> bool:
        """The text opens with something that the form counts."""
        return any(t.nouns.match(text) or t.units.match(text) for t in self.terms)

    def of(self, code: str) -> Terms:
        return next(terms for terms in self.terms if terms.code == code)


@lru_cache(maxsize=32)
def lexicon(form: Form) -> Lexicon:
    """The terms of every element of a form (kept: forms are few, reports are many)."""
    chosen = {element.code: _concept(element) for element in form.elements}
    often = Counter(concept["id"] for concept in chosen.values() if concept)
    terms = []
    for element in form.elements:
        concept = chosen[element.code]
        alone = concept is not None and often[concept["id"]] == 1
        terms.append(_terms(element, concept if alone and concept else derived(element)))
    known = {t.code: t for t in terms}
    terms = [_with_measures(t, list(known.values())) for t in terms]
    return Lexicon(tuple(terms))


def _concept(element: Element) -> dict[str, Any] | None:
    """The first concept whose units and name words fit the element."""
    name, unit = prepare(element.name), prepare(element.unit)
    units = {unit, *(part.strip() for part in unit.split(","))}
    for concept in thesaurus()["concept"]:
        if units.isdisjoint(concept["units_of"]):
            continue
        lacks = concept.get("name_lacks", [])
        if compiled(concept["name_has"], persons()).search(name) and not (
            lacks and compiled(lacks).search(name)
        ):
            return dict(concept)
    return None


def _terms(element: Element, raw: dict[str, Any]) -> Terms:
    own = [prepare(word) for word in element.synonyms]
    who = persons()

    def build(key: str, more: list[str] | None = None, *, loose: bool = False) -> Pattern:
        return compiled([*raw.get(key, []), *(more or [])], who, loose=loose)

    nouns = [*raw.get("nouns", []), *own]
    if raw.get("persons"):
        verbs = "|".join(thesaurus()["persons"]["verbs"])
        nouns += [f"($persons) ({verbs})", f"($persons), ($persons) ({verbs})"]
    return Terms(
        element=element,
        concept=raw["id"],
        nouns=compiled(nouns, who, loose=True),
        weak_nouns=build("weak_nouns", raw.get("part_nouns")),
        units=build("units"),
        topics=build("topics", own, loose=True),
        labels=build("labels", own, loose=True),
        heads=build("heads"),
        bars=build("bars"),
        label_bars=build("label_bars"),
        counted=not raw.get("share") and "before" not in raw,
        bars_clause=build("bars_clause"),
        bars_before=build("bars_before", loose=True),
        bars_near=build("bars_near"),
        unless_near=build("unless_near"),
        before=build("before", loose=True),
        after=build("after", loose=True),
        own_before=build("own_before"),
        not_before=build("not_before", loose=True),
        not_after=build("not_after", loose=True),
        share=bool(raw.get("share")),
        stock=bool(raw.get("stock")),
        stateful="before" in raw,
        each_of=compiled(raw["each_of"]) if "each_of" in raw else None,
        units_of=frozenset(raw.get("units_of", ())),
        needs=compiled(raw["needs"]) if raw.get("needs") else None,
        divisor=money_divisor(element.unit),
        measures=frozenset([raw["measures"]]) if "measures" in raw else frozenset(),
    )


def _with_measures(terms: Terms, known: list[Terms]) -> Terms:
    """Attendance counts the people of certain activities: those that its own name speaks of."""
    if not terms.measures:
        return terms
    name = prepare(terms.element.name)
    events = [t for t in known if t.concept in ("session", "talk", "theme-meeting")]
    named = {t.code for t in events if t.topics.search(name)}
    usual = {t.code for t in events if t.concept in terms.measures}
    values = {f: getattr(terms, f) for f in Terms.__dataclass_fields__}
    values["measures"] = frozenset(named or usual)
    spoken = [t.labels.pattern for t in events if t.code in values["measures"]]
    values["measured_by"] = re.compile("|".join(spoken)) if spoken else None
    return Terms(**values)
