"""A period's totals theme by theme. Questions of one theme are not added to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from minhbach_web.reporting.amounts import MAX_SCALE, format_amount
from minhbach_web.reporting.models import DataElement, DataSet, Obligation, Period, Total
from minhbach_web.reporting.queries.forms import form_of


def themes_of(data_set: DataSet) -> list[tuple[str, list[str]]]:
    """Theme → codes of its questions, in order; those of no theme last, under ""."""
    groups = form_of(data_set).by_theme
    return [(theme, [element.code for element in elements]) for theme, elements in groups]


def theme_ranks(data_set: DataSet) -> dict[str, int]:
    """Code of a question → its place when the form stands theme by theme."""
    codes = [code for _theme, codes in themes_of(data_set) for code in codes]
    return {code: at for at, code in enumerate(codes)}


def has_themes(data_set: DataSet) -> bool:
    return any(theme for theme, _codes in themes_of(data_set))


def in_theme(
    data_set: DataSet, elements: Sequence[DataElement], theme: str | None
) -> list[DataElement]:
    """The questions of that theme; all of them, theme by theme, where None is asked for."""
    ranks = theme_ranks(data_set)
    wanted = dict(themes_of(data_set)).get(theme, []) if theme is not None else ranks
    return sorted((e for e in elements if e.code in wanted), key=lambda e: ranks[e.code])


@dataclass(frozen=True)
class ThemeLine:
    """A question's total: ``text`` "" where nothing was accepted or it does not add up."""

    element: DataElement
    text: str
    total: Total | None


def totals_by_theme(period: Period) -> list[tuple[str, list[ThemeLine]]]:
    """Themes in the order of the form, each with the totals of its questions. Two questions."""
    totals = {total.element_id: total for total in period.totals.order_by()}
    elements = {element.code: element for element in period.data_set.elements.all()}
    return [
        (theme, [_line(elements[code], totals.get(elements[code].pk)) for code in codes])
        for theme, codes in themes_of(period.data_set)
    ]


def _line(element: DataElement, total: Total | None) -> ThemeLine:
    adds = total is not None and total.n_reported and element.over_units == "sum"
    text = format_amount(Decimal(total.number).scaleb(-MAX_SCALE)) if total and adds else ""
    return ThemeLine(element, text, total)


def silent_units(period: Period) -> list[str]:
    """Names of the units that have sent nothing, in the order of the period."""
    open_ = Obligation.objects.filter(period=period, submission=None)
    return list(open_.order_by("position").values_list("unit__name", flat=True))
