"""Figures found in a unit's report, each with the place it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from minhbach.model.document import Note

Qualifier = Literal["hơn", "trên", "gần", "khoảng"]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A value with its place. ``quote``: the words as they stand; ``start``/``end``: where in the
    text of the paragraph or cell named by ``anchor`` the number stands."""

    value: Decimal
    quote: str
    where: Literal["paragraph", "table"]
    anchor: str
    qualifier: Qualifier | None = None
    confidence: float = 1.0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more places disagree; a person decides."""

    element: str
    candidates: tuple[FoundFigure, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative part: the paragraphs as they stand, with their anchors; ``edited``: they are no
    longer the unit's own words."""

    section: str
    paragraphs: tuple[str, ...]
    anchors: tuple[str, ...]
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report gives against a form. ``values`` has every element code (None: not given) and
    ``code:cumulative`` where the report gives a running total. ``notes``: what was not read."""

    file: str
    sha256: str
    unit: str | None
    period: str | None
    values: Mapping[str, FoundFigure | None] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    notes: tuple[Note, ...] = ()
