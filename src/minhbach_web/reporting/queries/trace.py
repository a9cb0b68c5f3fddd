"""A number of the consolidated report followed down: total → unit → revision → sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from minhbach_web import engine
from minhbach_web.reporting.amounts import format_amount
from minhbach_web.reporting.models import Obligation, Period, Remark, SubmissionRevision
from minhbach_web.reporting.queries.drafts import Row, answer_text, row_of

# States of a traced value → states of the tag component.
TAGS = {"confirmed": "confirmed", "not_given": "blank"}


@dataclass(frozen=True)
class Part:
    """One unit's share of a number. ``text``: its value as written; ``url_n``: its revision."""

    traced: engine.TracedValue
    obligation: Obligation | None
    text: str
    state: str


@dataclass(frozen=True)
class Trace:
    """A printed number with everything behind it."""

    number: engine.TracedNumber
    element: engine.Element
    parts: tuple[Part, ...]
    missing: tuple[Obligation, ...]
    estimates: int
    remarks: tuple[Remark, ...]


def trace_of(period: Period, report: engine.ComposedReport, number: str) -> Trace:
    """The trace of the number with that id, or 404."""
    found = next((n for n in report.manifest.numbers if n.id == number), None)
    if found is None:
        raise Http404
    rows = {o.unit.code: o for o in period.obligations.order_by("position").select_related("unit")}
    form = engine.load_form(period.data_set.toml.encode())
    remarks = Remark.objects.filter(
        submissions__obligation__period=period, elements__code=found.element
    )
    if found.rule == "value":  # one unit's number: only what was recorded on that unit's report
        units = [part.unit for part in found.parts]
        remarks = remarks.filter(submissions__obligation__unit__code__in=units)
    return Trace(
        number=found,
        element=form.element(found.element),
        parts=tuple(_part(value, rows) for value in found.parts),
        missing=tuple(rows[code] for code in found.missing if code in rows),
        estimates=sum(1 for p in found.parts if p.state == "confirmed" and p.qualifier),
        remarks=tuple(remarks.distinct()),
    )


def _part(value: engine.TracedValue, rows: dict[str, Obligation]) -> Part:
    text = " ".join(p for p in (value.qualifier, format_amount(value.value)) if p)
    return Part(value, rows.get(value.unit), text, TAGS.get(value.state, value.state))


@dataclass(frozen=True)
class Source:
    """One unit's value in one revision, with its sentence."""

    obligation: Obligation
    revision: SubmissionRevision
    row: Row
    answer: str


def source_of(trace: Trace, unit: str) -> Source | None:
    """The sentence behind one unit's share; None where the unit has none."""
    part = next((p for p in trace.parts if p.traced.unit == unit), None)
    if part is None or part.obligation is None:
        return None
    revision = (
        SubmissionRevision.objects.filter(
            submission__obligation=part.obligation, n=part.traced.revision
        )
        .select_related("source", "by")
        .first()
    )
    if revision is None:
        return None
    values = revision.values.select_related("element")
    value = values.filter(element__code=trace.number.element).first()
    if value is None:
        return None
    return Source(part.obligation, revision, row_of(value, revision.source), answer_text(value))
