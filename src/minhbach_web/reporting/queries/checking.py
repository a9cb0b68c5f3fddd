"""Answers of a draft held against the rules of its form, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import get_language

from minhbach_web import engine
from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.models import Decision, State, SubmissionRevision, Value
from minhbach_web.reporting.queries.forms import form_of

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Draft, DraftEntry, DraftNarrative, Obligation

PERIODS = 12  # earlier periods that an outlier is told from


@dataclass(frozen=True)
class Finding:
    """A rule that an answer breaks. ``cell``: code of the element or narrative part."""

    cell: str
    severity: str
    text: str


@dataclass(frozen=True)
class Content:
    """All answers and narrative parts of a draft, with what each is an answer to."""

    entries: tuple[DraftEntry, ...]
    parts: tuple[DraftNarrative, ...]


def content_of(draft: Draft) -> Content:
    """The draft's content as it stands now: two questions."""
    return Content(
        tuple(draft.entries.select_related("element")),
        tuple(draft.narratives.select_related("section")),
    )


def findings(draft: Draft, content: Content | None = None) -> list[Finding]:
    """What the rules say about the draft as it stands, in the order of the rules."""
    form = form_of(draft.obligation.data_set)
    if not form.rules:
        return []
    content = content or content_of(draft)
    answers = {e.element.code: given(e) for e in content.entries}
    texts = {n.section.code: n.text for n in content.parts}
    violations = engine.check_answers(
        form, answers, texts=texts, history=history(draft.obligation, form)
    )
    language = get_language() or "vi"
    return [Finding(v.cell, v.severity, v.text(language[:2])) for v in violations]


def by_cell(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Code of a cell → what is said about it, errors first."""
    cells: dict[str, list[Finding]] = {}
    for finding in sorted(found, key=lambda f: f.severity):
        cells.setdefault(finding.cell, []).append(finding)
    return cells


def given(entry: Any) -> engine.Given:
    """An entry as the rules see it."""
    value = unscaled(entry.number, entry.scale)
    if entry.state in (State.REPORTED, State.ZERO) and value is not None:
        return engine.Given("number", value, bool(entry.qualifier))
    if entry.state in (State.NOT_APPLICABLE, State.NOT_ASKED):
        return engine.Given("outside")
    return engine.Given("blank" if entry.state == State.BLANK else "open")


def history(obligation: Obligation, form: engine.Form) -> Mapping[str, Sequence[Decimal]]:
    """The unit's own values of earlier periods of the same kind, by element code."""
    wanted = {code for rule in form.rules if rule.kind == "outlier" for code in rule.elements}
    if not wanted:
        return {}
    kind = engine.parse_period(obligation.period.code).kind
    found: dict[str, list[Decimal]] = {}
    revisions = [pk for pk, code in _earlier(obligation) if engine.parse_period(code).kind == kind][
        :PERIODS
    ]
    rows = Value.objects.filter(
        revision__in=revisions,
        element__code__in=wanted,
        state__in=(State.REPORTED, State.ZERO),
        number__isnull=False,
    ).annotate(code=F("element__code"))
    for row in rows:
        value = unscaled(row.number, row.scale)
        if value is not None:
            found.setdefault(row.code, []).append(value)
    return found


def _earlier(obligation: Obligation) -> list[tuple[int, str]]:
    """(revision, period code) of the unit's earlier periods of this form, the nearest first."""
    newest = (
        SubmissionRevision.objects.filter(submission=OuterRef("submission"))
        .order_by("-n")
        .values("pk")[:1]
    )
    rows = (
        SubmissionRevision.objects.filter(
            submission__obligation__unit=obligation.unit_id,
            submission__obligation__data_set__code=obligation.data_set.code,
            submission__obligation__period__start__lt=obligation.period.start,
            pk=Subquery(newest),
        )
        .exclude(decisions__kind=Decision.Kind.RETURN)
        .order_by("-submission__obligation__period__start")
    )
    return list(rows.values_list("pk", "submission__obligation__period__code"))


@dataclass(frozen=True)
class Hint:
    """What the unit answered in the period before; a hint beside the field, never a value."""

    text: str
    period: str


def last_time(obligation: Obligation) -> dict[str, Hint]:
    """Code → the answer of the nearest earlier period of the same kind."""
    from minhbach_web.reporting import period_codes  # noqa: PLC0415  # a cycle otherwise
    from minhbach_web.reporting.queries.drafts import written  # noqa: PLC0415  # they import each other

    kind = engine.parse_period(obligation.period.code).kind
    for pk, code in _earlier(obligation):
        if engine.parse_period(code).kind != kind:
            continue
        label = period_codes.label(code)
        values = Value.objects.filter(revision=pk).select_related("element")
        return {
            v.element.code: Hint(written(v), label)
            for v in values
            if v.state in (State.REPORTED, State.ZERO)
        }
    return {}
