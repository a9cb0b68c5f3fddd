"""From a document to a plan to confirm: every thing found becomes an item, nothing is decided."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.details import (
    CitationDetails,
    Details,
    DutyDetails,
    GapDetails,
    MessageDetails,
    TaskDetails,
    ThemeDetails,
)
from minhbach_web.programme.models import ItemKind, Plan, PlanItem, SourceDocument
from minhbach_web.programme.services import readings
from minhbach_web.programme.services.places import Place, place_of, sentence_bounds

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

IDENTIFIED = frozenset({"numbered", "named-law"})


def propose_plan(*, source: SourceDocument, owner_unit: OrganisationUnit, by: User) -> Plan:
    """What the document says, as items to confirm. A second call gives the same plan."""
    document = readings.load(source.sha256)
    found = engine.extract_plan(document)
    citations = identified(engine.find_citations(document))
    try:
        return _create(source, owner_unit, by=by, document=document, found=found, cited=citations)
    except IntegrityError:
        return Plan.objects.get(source=source, owner=owner_unit)


@transaction.atomic
def _create(
    source: SourceDocument,
    owner: OrganisationUnit,
    *,
    by: User,
    document: engine.Document,
    found: engine.ExtractedPlan,
    cited: tuple[engine.Citation, ...],
) -> Plan:
    plan = Plan.objects.create(
        source=source,
        owner=owner,
        subject=found.subject or "",
        issuer=found.issuer or "",
        period_from=found.period_from,
        period_to=found.period_to,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    Writer(plan, document).write(found, cited)
    audit.record(
        actor=by, action="plan.propose", obj=f"plan:{plan.pk}", digests={"file": source.sha256}
    )
    return plan


def identified(citations: Iterable[engine.Citation]) -> tuple[engine.Citation, ...]:
    """Those that name one document: by number, or a law by its name."""
    return tuple(citation for citation in citations if citation.cls in IDENTIFIED)


class Writer:
    """Writes the items of one plan in the order of the page."""

    def __init__(self, plan: Plan, document: engine.Document) -> None:
        self.plan = plan
        self.document = document
        self.order = 0

    def write(self, found: engine.ExtractedPlan, citations: tuple[engine.Citation, ...]) -> None:
        for theme in found.themes:
            self._theme(theme)
        tasks = [self._task(task) for task in found.tasks]
        duties = [self._duty(duty) for duty in found.reporting]
        for citation in citations:
            self._citation(citation)
        for gap in found.gaps:
            for item in _concerned(gap, tasks, duties):
                self._gap(gap.code, item)

    def _add(
        self, kind: ItemKind, place: Place, text: str, details: Details, **more: object
    ) -> PlanItem:
        self.order += 1
        value = engine.to_json(details)
        item = PlanItem(
            plan=self.plan,
            order=self.order,
            kind=kind,
            text=text,
            anchor=place.anchor,
            quote=place.quote,
            start=place.start,
            end=place.end,
            extracted={"text": text, **value},
            details=value,
        )
        for name, given in more.items():
            setattr(item, name, given)
        item.save()
        return item

    def _theme(self, theme: engine.ExtractedTheme) -> None:
        place = place_of(self.document, theme.anchor, theme.heading)
        parent = self._add(
            ItemKind.THEME, place, theme.heading, ThemeDetails(theme.number), section=theme.number
        )
        for message in theme.messages:
            self._add(
                ItemKind.MESSAGE,
                place_of(self.document, message.anchor, message.text),
                message.text,
                MessageDetails(),
                parent=parent,
                section=theme.number,
                **_scope(message),
            )

    def _task(self, task: engine.ExtractedTask) -> PlanItem:
        details = TaskDetails(
            task.lead, task.support, task.deadline, task.due, task.recurrence, task.product
        )
        return self._add(
            ItemKind.TASK,
            place_of(self.document, task.anchor, task.text),
            task.text,
            details,
            section=task.section,
            **_scope(task),
        )

    def _duty(self, duty: engine.ExtractedDuty) -> PlanItem:
        place = _duty_place(self.document, duty)
        details = DutyDetails(
            duty.sender, duty.receiver, duty.through, duty.recurrence, duty.deadline
        )
        return self._add(ItemKind.DUTY, place, place.quote, details)

    def _citation(self, citation: engine.Citation) -> None:
        details = CitationDetails(
            citation.cls,
            citation.kind,
            citation.key,
            citation.notation,
            citation.title,
            citation.date,
            citation.issuer,
            citation.pinpoint,
        )
        place = citation_place(self.document, citation)
        self._add(ItemKind.CITATION, place, citation.quote, details)

    def _gap(self, code: str, item: PlanItem | None) -> None:
        self._add(
            ItemKind.GAP,
            Place(item.anchor if item else "", "", None, None),
            item.text if item else "",
            GapDetails(code, item.pk if item else None),
            parent=item,
            section=item.section if item else "",
        )


def _concerned(
    gap: engine.ExtractedGap, tasks: list[PlanItem], duties: list[PlanItem]
) -> list[PlanItem | None]:
    """The items that a gap is about; nothing is asked about what the system doesn't do."""
    if gap.task is not None:
        return [task for task in tasks[gap.task : gap.task + 1] if task.in_scope]
    if gap.code == "no-report-deadline":
        return [duty for duty in duties if not duty.details["deadline"]]
    return [None]


def _scope(found: engine.ExtractedTask | engine.ExtractedMessage) -> dict[str, object]:
    return {
        "in_scope": found.in_scope,
        "reason": found.reason or "",
        "phrase": (found.phrase or "")[:300],
    }


def _duty_place(document: engine.Document, duty: engine.ExtractedDuty) -> Place:
    """The sentence of the duty: the one that names its receiver or sender."""
    places = [
        place_of(document, duty.anchor, words) for words in (duty.receiver, duty.sender) if words
    ]
    for place in places:
        if place.start is not None:
            return place_of(document, duty.anchor, place.quote)
    return place_of(document, duty.anchor, "")


def citation_place(document: engine.Document, citation: engine.Citation) -> Place:
    """The paragraph and the offsets inside it of a citation, whose own offsets are the text's."""
    paragraphs = list(document.paragraphs())
    at = bisect_right([paragraph.start for paragraph in paragraphs], citation.start) - 1
    paragraph = paragraphs[max(at, 0)]
    start = citation.start - paragraph.start
    end = min(citation.end - paragraph.start, len(paragraph.text))
    first, last = sentence_bounds(paragraph.text, start, end)
    shift = _offset_in_cell(document, paragraph)
    return Place(paragraph.anchor, paragraph.text[first:last], start + shift, end + shift)


def _offset_in_cell(document: engine.Document, paragraph: engine.Paragraph) -> int:
    """Where a paragraph starts in the text of the cell whose anchor it shares; else 0."""
    cell = document.at(paragraph.anchor)
    shift = 0
    for other in cell.paragraphs if isinstance(cell, engine.Cell) else ():
        if other is paragraph:
            return shift
        shift += len(other.text) + 1
    return 0
