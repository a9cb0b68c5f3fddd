"""What every part of the report needs at hand: units by code, reports, totals, names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhbach.model.form import Element
from minhbach.model.period import parse_period
from minhbach.model.report import ReportedValue, ReportInput, Total, Unit, UnitReport
from minhbach.reports.frame import annex_name
from minhbach.reports.grid import is_asked, reported, reports_by_unit
from minhbach.reports.totals import totals
from minhbach.reports.wording import count_text, lower_first, upper_first
from minhbach.reports.words import words
from minhbach.writers.layout import Layout, layout_for

_ANNEXES = 2


@dataclass(frozen=True, slots=True)
class Context:
    """A ReportInput with its indexes; made once per report."""

    data: ReportInput
    layout: Layout
    totals: tuple[Total, ...]
    reports: dict[str, UnitReport]
    units: dict[str, Unit]
    order: dict[str, int]
    period: str
    subject: str

    def name(self, code: str) -> str:
        return self.units[code].name

    def short(self, code: str) -> str:
        return self.units[code].short_name

    def value(self, unit: str, element: str) -> ReportedValue | None:
        """What the unit gave; None when it sent no report."""
        report = self.reports.get(unit)
        return None if report is None else reported(report, element)

    def asked(self, element: Element) -> Iterable[tuple[str, ReportedValue]]:
        """Units that reported and were asked the element, with what they gave."""
        for code in self.units:
            value = self.value(code, element.code)
            if value is not None and is_asked(value):
                yield code, value

    def annex(self, number: int) -> str:
        return annex_name(number, _ANNEXES, self.layout)

    def listed(self, codes: Iterable[str], notes: dict[str, str] | None = None) -> str:
        """Units by short name; a long list by their numbers in the annex of values."""
        chosen = list(codes)
        text = words("report")["results"]
        if len(chosen) > text["names_at_most"]:
            numbers = ", ".join(str(self.order[code]) for code in chosen)
            count = count_text(len(chosen))
            listed: str = text["by_number"].format(
                count=count, numbers=numbers, annex=self.annex(1)
            )
            return listed
        extra = notes or {}
        return ", ".join(
            self.short(code) + (f" ({extra[code]})" if extra.get(code) else "") for code in chosen
        )


def context_of(data: ReportInput) -> Context:
    """The context of an input; UsageError when its period is none."""
    layout = layout_for(data.layout, data.date or data.layout_date)
    period = parse_period(data.period).label()
    return Context(
        data=data,
        layout=layout,
        totals=totals(data),
        reports=reports_by_unit(data),
        units={unit.code: unit for unit in data.units},
        order={unit.code: at for at, unit in enumerate(data.units, start=1)},
        period=period,
        subject=_subject(data, layout, period),
    )


def _subject(data: ReportInput, layout: Layout, period: str) -> str:
    if data.subject:
        return data.subject
    text: str = words("report")["subject"].format(form=lower_first(data.form.name), period=period)
    return text if layout.words["subject_lower"] else upper_first(text)
