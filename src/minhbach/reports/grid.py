"""Units × elements: who was asked, who reported, what stands where."""

from __future__ import annotations

from minhbach.model.report import ReportedValue, ReportInput, UnitReport

_UNREAD = ReportedValue(state="unconfirmed")


def reports_by_unit(data: ReportInput) -> dict[str, UnitReport]:
    """The report that counts per unit code: its highest revision. Strangers are left out."""
    codes = {unit.code for unit in data.units}
    chosen: dict[str, UnitReport] = {}
    for report in data.reports:
        code = report.unit.code
        if code in codes and (code not in chosen or report.revision > chosen[code].revision):
            chosen[code] = report
    return chosen


def reported(report: UnitReport, element: str) -> ReportedValue:
    """What stands under the element in a unit's report.

    An element that nobody looked at, or a confirmed value without a number, is unconfirmed: only
    a person may say that a unit gave none.
    """
    value = report.values.get(element, _UNREAD)
    if value.state == "confirmed" and value.value is None:
        return ReportedValue("unconfirmed", None, value.qualifier, value.found, value.candidates)
    return value


def is_asked(value: ReportedValue) -> bool:
    """Whether the unit was asked this element at all."""
    return value.state not in ("not_applicable", "not_asked")


def disagrees(value: ReportedValue) -> bool:
    """Whether the unit's own report gives different numbers for the element."""
    return len({candidate.value for candidate in value.candidates}) > 1
