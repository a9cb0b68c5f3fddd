"""Forms (biểu): what a unit is asked for each period, and the rules that answers keep."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from minhbach.model.cutoff import CALENDAR, CutOff

Rollup = Literal["sum", "last", "max", "none"]
PeriodKind = Literal["month", "quarter", "half-year", "year"]
RuleKind = Literal["required", "range", "compare", "outlier", "decimals"]
Operator = Literal["<=", "<", "=", ">=", ">"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Element:
    """A data element (chỉ tiêu). ``unit``: unit of measure; ``over_units``/``over_time``: how
    values of several units or periods combine; ``none`` is not additive. ``scale``: decimals.

    ``levels``: types of unit where it is counted (none named: everywhere), so that no level counts
    what another counts already. ``zero``: what 0 means; ``help``: what to count and how.
    ``theme``: heading of the part of the programme (chủ đề) that it belongs to.
    """

    code: str
    name: str
    unit: str
    over_units: Rollup = "sum"
    over_time: Rollup = "sum"
    basis: Literal["in_period", "cumulative"] = "in_period"
    scale: int = 0
    synonyms: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    zero: str = ""
    help: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """A narrative part of the report; ``help``: what to write there."""

    code: str
    name: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What answers have to keep. An error blocks; a warning asks the unit for a reason.

    ``required``: each of ``elements`` (elements or sections) has to be answered. ``range``: each
    lies between ``least`` and ``most``. ``compare``: the sum of ``elements`` stands in ``operator``
    to the sum of ``others`` ("trong đó" ≤ total). ``outlier``: each is at most ``factor`` times
    away from the middle of the unit's own earlier values, differences up to ``margin`` aside.
    ``decimals``: no more decimals than the element's scale. ``message``: own words instead of the
    usual ones.
    """

    kind: RuleKind
    elements: tuple[str, ...]
    severity: Severity = "error"
    operator: Operator = "<="
    others: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    factor: Decimal = Decimal(3)
    margin: Decimal = Decimal(0)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form. ``also``: further kinds of period it is reported for; ``cut_off``: which days belong
    to them; ``replaces``: codes of forms whose shorter period ending on the same day is not
    reported any more once this one is (quarter I instead of March)."""

    code: str
    name: str
    period: PeriodKind
    elements: tuple[Element, ...]
    sections: tuple[FormSection, ...] = ()
    version: int = 1
    rules: tuple[Rule, ...] = ()
    also: tuple[PeriodKind, ...] = ()
    cut_off: CutOff = CALENDAR
    replaces: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[PeriodKind, ...]:
        """Every kind of period that the form is reported for."""
        return (self.period, *(kind for kind in self.also if kind != self.period))

    @property
    def by_theme(self) -> tuple[tuple[str, tuple[Element, ...]], ...]:
        """Themes in the order in which they first stand, each with its elements; elements without
        one come last, under "". A form without themes is one group under ""."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.theme, []).append(element)
        named = [(theme, tuple(group)) for theme, group in found.items() if theme]
        return (*named, ("", tuple(found[""]))) if "" in found else tuple(named)

    def element(self, code: str) -> Element:
        """The element of that code; KeyError when the form does not ask it."""
        for element in self.elements:
            if element.code == code:
                return element
        raise KeyError(code)
