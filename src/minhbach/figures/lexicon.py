"""The words by which each element of a form is recognised: thesaurus concepts, else its name."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from minhbach.figures.phrases import any_of, compiled, prepare
from minhbach.model.form import Element, Form

Pattern = re.Pattern[str]


@cache
def thesaurus() -> dict[str, Any]:
    """The word lists of thesaurus.toml."""
    text = files("minhbach.figures").joinpath("thesaurus.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(table: str, key: str) -> Pattern:
    """A compiled list of a table: ``words("cues", "plan")``."""
    return compiled(thesaurus()[table][key])


@cache
def persons() -> str:
    """The choice of words for persons, for phrases that say $persons."""
    return "|".join(thesaurus()["persons"]["words"])


@cache
def all_units() -> Pattern:
    """Every unit of measure that the thesaurus knows."""
    raw = thesaurus()
    groups = [word for group in raw["unit"] for word in group["words"]]
    own = [word for concept in raw["concept"] for word in concept["units_of"]]
    return compiled(word for word in {*groups, *own} if word != "%")


@dataclass(frozen=True, slots=True)
class Terms:
    """How an element is spoken of. ``nouns`` name it alone; ``units`` need a topic beside them;
    ``labels`` name it before a number; ``heads`` only at the head of a label or cell."""

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
    none: Pattern | None
    bars_clause: Pattern
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

    @property
    def code(self) -> str:
        return self.element.code

    def at_head(self, text: str) -> int:
        """How far the words that name the element reach from the start of a label; 0: not at all."""
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
        terms.append(_terms(element, concept if alone and concept else _derived(element)))
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


def _derived(element: Element) -> dict[str, Any]:
    """Terms from the element's own name: "Số lớp tập huấn đã mở" → lớp + tập huấn."""
    name, unit = prepare(element.name), prepare(element.unit)
    light = thesaurus()["light"]
    name = re.sub(r"\([^()]*\)", " ", name)
    name = compiled(light["after_head"]).sub(" ", name)
    name = re.sub(r"^\s*(?:(?:tổng số|số lượng|số|tổng)\s+)+", "", " ".join(name.split()))
    units = _unit_words(unit)
    head = re.match(any_of(units), name) if units else None
    topic = name[head.end() :].strip(" ,") if head else name
    nouns = [f"{head[0]} {topic}" if head and topic else name]
    return {
        "id": element.code,
        "units": units,
        "nouns": nouns,
        "topics": [topic] if topic else [],
        "labels": [name, *([topic] if " " in topic else [])],
        "share": unit == "%",
    }


def _unit_words(unit: str) -> list[str]:
    groups = [group["words"] for group in thesaurus()["unit"] if unit in group["words"]]
    return sorted({unit, *(word for group in groups for word in group)})


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
        none=_none(raw, who),
        bars_clause=build("bars_clause"),
        before=build("before"),
        after=build("after"),
        own_before=build("own_before"),
        not_before=build("not_before"),
        not_after=build("not_after"),
        share=bool(raw.get("share")),
        stock=bool(raw.get("stock")),
        stateful="before" in raw,
        each_of=compiled(raw["each_of"]) if "each_of" in raw else None,
        units_of=frozenset(raw.get("units_of", ())),
        measures=frozenset([raw["measures"]]) if "measures" in raw else frozenset(),
    )


def _none(raw: dict[str, Any], who: str) -> Pattern | None:
    """không/chưa + verb + the element's words: "chưa tổ chức được buổi nói chuyện …"."""
    if raw.get("share") or "before" in raw:
        return None
    verbs = any_of(thesaurus()["cues"]["none_verbs"])
    named = [any_of([*raw.get("labels", []), *raw.get("nouns", [])], who)]
    if raw.get("units") and raw.get("topics"):
        named.append(rf"{any_of(raw['units'])}\s+{any_of(raw['topics'])}")
    return re.compile(
        rf"(?<!\w)(?:không|chưa)\s+(?:{verbs})\s+(?:được\s+)?(?:thêm\s+)?"
        rf"(?:(?:hội nghị|buổi|cuộc|loại|các|lượt)\s+)?(?:nào\s+)?(?:{'|'.join(named)})"
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
    return Terms(**values)
