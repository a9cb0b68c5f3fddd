"""Rows → ReportInput: everything the consolidated report is made from; no ids, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import prefetch_related_objects

from minhbach_web import engine
from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.models import Period, Remark, State, SubmissionRevision, Value
from minhbach_web.reporting.queries.comparison import comparisons
from minhbach_web.reporting.queries.standing import Standing, standings

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

STATES: dict[str, engine.ValueState] = {
    State.REPORTED: "confirmed",
    State.ZERO: "confirmed",
    State.BLANK: "not_given",
    State.UNCONFIRMED: "unconfirmed",
    State.NOT_APPLICABLE: "not_applicable",
    State.NOT_ASKED: "not_asked",
}


def report_input(period: Period, rows: list[Standing] | None = None) -> engine.ReportInput:
    """The input of the consolidated report of ``period`` as things stand; ``rows``: the standings
    of its units in their order, where they were asked for already.

    Only accepted revisions add to totals: values of one that waits for a decision are shown as
    unconfirmed, and a returned report shows no values.
    """
    if rows is None:
        rows = standings(period.obligations.order_by("position"))
    sent = [row for row in rows if row.counts is not None]
    prefetch_related_objects(
        [r.counts for r in sent if r.counts], "narratives__section", "narratives__chosen"
    )
    values = _values(sent)
    due = period.due
    return engine.ReportInput(
        form=engine.load_form(period.data_set.toml.encode()),
        period=period.code,
        parent=_unit(period.parent),
        units=tuple(_unit(row.obligation.unit) for row in rows),
        reports=tuple(_report(row, values) for row in sent),
        layout="state" if period.layout == "state" else "party",
        layout_date=due,
        issuer=period.issuer,
        parent_issuer=period.parent_issuer or None,
        place=period.place or None,
        basis=_basis(period),
        due=due,
        recipients=tuple(period.recipients.splitlines()),
        authority=period.authority or None,
        title=period.title or None,
        remarks=_remarks(period),
        comparisons=comparisons(period),
    )


def _unit(unit: OrganisationUnit) -> engine.Unit:
    return engine.Unit(unit.code, unit.name, unit.short_name or unit.name)


def _basis(period: Period) -> tuple[str, ...]:
    return (period.plan.source.title,) if period.plan else ()


def _values(rows: list[Standing]) -> dict[int, dict[str, Value]]:
    found: dict[int, dict[str, Value]] = {}
    pks = [row.counts.pk for row in rows if row.counts]
    for value in Value.objects.filter(revision__in=pks).select_related("element"):
        found.setdefault(value.revision_id, {})[value.element.code] = value
    return found


def _report(row: Standing, values: dict[int, dict[str, Value]]) -> engine.UnitReport:
    revision = row.counts
    assert revision is not None  # noqa: S101  # only rows that were sent come here
    source = revision.source
    own = values.get(revision.pk, {})
    return engine.UnitReport(
        unit=_unit(row.obligation.unit),
        reported_on=revision.reported_on,
        late=row.late,
        source=engine.SourceRef(source.name, source.sha256) if source else None,
        values={code: _value(value, row.counts_as) for code, value in own.items()},
        narratives=_narratives(revision) if row.counts_as != "returned" else (),
        revision=int(revision.n),
    )


def _value(value: Value, standing: str) -> engine.ReportedValue:
    state = STATES[value.state]
    asked = state not in ("not_applicable", "not_asked")
    if standing == "returned" and asked:
        return engine.ReportedValue("unconfirmed")
    if standing != "accepted" and asked:
        state = "unconfirmed"
    return engine.ReportedValue(
        state=state,
        value=unscaled(value.number, value.scale),
        qualifier=value.qualifier or None,
        found=_found(value),
        candidates=tuple(engine.from_json(engine.FoundFigure, c) for c in value.candidates),
    )


def _found(value: Value) -> engine.FoundFigure | None:
    number = unscaled(value.number, value.scale)
    if number is None or not value.anchor:
        return None
    return engine.FoundFigure(
        value=number,
        quote=value.quote,
        where="table" if value.where == "table" else "paragraph",
        anchor=value.anchor,
        qualifier=cast("engine.Qualifier | None", value.qualifier or None),
        start=int(value.start),
        end=int(value.end),
    )


def _narratives(revision: SubmissionRevision) -> tuple[engine.Narrative, ...]:
    found = []
    for part in revision.narratives.all():
        chosen = getattr(part, "chosen", None)
        if chosen is None:
            text, anchors = part.text, tuple(part.anchors)
        elif not chosen.taken:
            continue
        else:
            text = chosen.text
            anchors = tuple(part.anchors) if text == part.text else ()
        edited = text != part.text
        found.append(engine.Narrative(part.section.code, tuple(text.splitlines()), anchors, edited))
    return tuple(found)


def _remarks(period: Period) -> tuple[engine.Remark, ...]:
    remarks = (
        Remark.objects.filter(submissions__obligation__period=period)
        .distinct()
        .order_by("pk")
        .prefetch_related("elements", "submissions__obligation__unit")
    )
    return tuple(
        engine.Remark(
            elements=tuple(element.code for element in remark.elements.all()),
            units=tuple(
                s.obligation.unit.code
                for s in sorted(remark.submissions.all(), key=lambda s: s.obligation.position)
            ),
            text=remark.text,
        )
        for remark in remarks
    )


def found_figures(period: Period) -> list[engine.Figures]:
    """What was read from each unit's file, in the order of the units."""
    rows = standings(period.obligations.order_by("position"))
    return [
        engine.from_json(engine.Figures, row.revision.extraction)
        for row in rows
        if row.revision is not None and row.revision.extraction
    ]


def pins(period: Period) -> list[dict[str, object]]:
    """Which revisions stand behind the report: unit, number, sha256, in the order of the units."""
    return [
        {
            "unit": row.obligation.unit.code,
            "revision": row.counts.n,
            "sha256": row.counts.sha256,
        }
        for row in standings(period.obligations.order_by("position"))
        if row.counts is not None and row.counts_as == "accepted"
    ]
