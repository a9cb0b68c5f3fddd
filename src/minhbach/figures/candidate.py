"""A number that may be the value of an element, with everything the choice needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from minhbach.model.figures import FoundFigure, Qualifier


@dataclass(frozen=True, slots=True)
class Candidate:
    """``cumulative``: a running total. ``total``: the words call it a total. ``part``: it is named
    as a share of another number. ``dated``: it speaks of one day or month of the period.
    ``weak``: the words fit loosely; never a value, but a sign that a rival is not the whole.
    ``wider``: of a whole province, trade or country, which may be more than the unit.
    ``group`` numbers the sentence (or the table) it stands in."""

    element: str
    value: Decimal
    quote: str
    where: Literal["paragraph", "table"]
    anchor: str
    start: int
    end: int
    confidence: float
    qualifier: Qualifier | None = None
    cumulative: bool = False
    total: bool = False
    part: bool = False
    dated: bool = False
    weak: bool = False
    restated: bool = False
    wider: bool = False
    group: int = 0

    def found(self) -> FoundFigure:
        """The candidate as the model's figure."""
        return FoundFigure(
            value=plain(self.value),
            quote=self.quote,
            where=self.where,
            anchor=self.anchor,
            qualifier=self.qualifier,
            confidence=round(self.confidence, 2),
            start=self.start,
            end=self.end,
        )


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros or exponent: 1200.0 → 1200, 95.50 → 95.5."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
