"""Forms (biểu): what a unit is asked for each period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rollup = Literal["sum", "last", "max", "none"]
PeriodKind = Literal["month", "quarter", "half-year", "year"]


@dataclass(frozen=True, slots=True)
class Element:
    """A data element (chỉ tiêu). ``unit``: unit of measure; ``over_units``/``over_time``: how
    values of several units or periods combine; ``none`` is not additive. ``scale``: decimals."""

    code: str
    name: str
    unit: str
    over_units: Rollup = "sum"
    over_time: Rollup = "sum"
    basis: Literal["in_period", "cumulative"] = "in_period"
    scale: int = 0
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSection:
    """A narrative part of the report."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    code: str
    name: str
    period: PeriodKind
    elements: tuple[Element, ...]
    sections: tuple[FormSection, ...] = ()
    version: int = 1

    def element(self, code: str) -> Element:
        """The element of that code; KeyError when the form does not ask it."""
        for element in self.elements:
            if element.code == code:
                return element
        raise KeyError(code)
