"""Totals of a form over units: confirmed values only, and who is missing beside each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from minhbach.model.form import Element
from minhbach.model.report import Remark, ReportedValue, ReportInput, Total, UnitReport
from minhbach.reports.grid import disagrees, is_asked, reported, reports_by_unit


def totals(data: ReportInput) -> tuple[Total, ...]:
    """One Total per element of the form, in its order.

    A total is made of confirmed values only; late units count as reported. Elements that do not
    add up (``over_units`` "none" or "last") have no value but ``lowest`` and ``highest``.
    ``n_reported + unconfirmed + len(not_given) + len(missing) == n_expected`` always holds;
    units for which the element is not applicable or not asked are not expected.

    >>> [total.element for total in totals(data)]  # doctest: +SKIP
    ['hoi_nghi', 'luot_nguoi']
    """
    reports = reports_by_unit(data)
    return tuple(_total(element, data, reports) for element in data.form.elements)


def _total(element: Element, data: ReportInput, reports: Mapping[str, UnitReport]) -> Total:
    missing = tuple(unit.code for unit in data.units if unit.code not in reports)
    asked: dict[str, ReportedValue] = {}
    for unit in data.units:
        if unit.code in reports:
            value = reported(reports[unit.code], element.code)
            if is_asked(value):
                asked[unit.code] = value
    confirmed = [v for v in asked.values() if v.state == "confirmed" and v.value is not None]
    numbers = [v.value for v in confirmed if v.value is not None]
    additive = element.over_units in ("sum", "max")
    return Total(
        element=element.code,
        value=_combine(element, numbers),
        n_reported=len(confirmed),
        n_expected=len(asked) + len(missing),
        missing=missing,
        not_given=tuple(code for code, v in asked.items() if v.state == "not_given"),
        estimates=sum(1 for v in confirmed if v.qualifier),
        unconfirmed=sum(1 for v in asked.values() if v.state == "unconfirmed"),
        conflicts=sum(1 for v in asked.values() if disagrees(v)),
        lowest=None if additive or not numbers else min(numbers),
        highest=None if additive or not numbers else max(numbers),
        remarks=_remarks(element.code, data.remarks),
    )


def _combine(element: Element, numbers: list[Decimal]) -> Decimal | None:
    if not numbers:
        return None
    if element.over_units == "sum":
        return sum(numbers, Decimal(0))
    if element.over_units == "max":
        return max(numbers)
    return None


def _remarks(element: str, remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return tuple(remark for remark in remarks if element in remark.elements)
