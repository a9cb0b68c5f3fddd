"""Two plans side by side: what became of each thing, and what a lower plan covers of an upper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

EntryKind = Literal["theme", "task", "duty"]
# same-text: the same words. similar: most words in the same order. part: the words of one stand
# inside the other. place: the same section and lead, many words the same.
PairReason = Literal["same-text", "similar", "part", "place"]
RunKind = Literal["same", "out", "in"]
AmendMode = Literal["replace", "supplement"]
# covered: nearly all that the item says stands in one passage. partly: some of it does.
CoverState = Literal["covered", "partly", "uncovered"]
CoverKind = Literal["theme", "message", "task"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme, task or duty as it is compared. ``fields``: what else it says, by name."""

    key: str
    kind: EntryKind
    text: str
    section: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    in_scope: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, only in the old (out) or only in the new one (in)."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else now; "" is not stated."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` and ``new`` are keys; one of them None: removed or added. ``score`` of 100.

    ``sure``: the same words, and nothing else has them.
    """

    old: str | None
    new: str | None
    reason: PairReason | None = None
    score: int = 0
    sure: bool = False
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Amends:
    """The plan that a document says it replaces or changes, with its words."""

    mode: AmendMode
    key: str
    notation: str | None
    quote: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of the lower plan. ``shared``: the words that it has in common, in its order."""

    text: str
    anchor: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """An item of the upper plan with the passage of the lower one that says most of it.

    ``score`` of 100: how much of what the item says stands in the passage, rare words counting
    more. ``missing``: its words that the passage doesn't have.
    """

    kind: CoverKind
    text: str
    section: str
    anchor: str
    state: CoverState
    score: int = 0
    passage: Passage | None = None
    missing: tuple[str, ...] = ()
    lead: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every in-scope item of the upper plan, uncovered first; and where the lower one names it."""

    items: tuple[Covered, ...]
    references: tuple[Passage, ...] = ()
