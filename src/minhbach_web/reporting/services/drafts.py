"""Start a draft: from the web form, or from an uploaded Word report."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.queries import document_reading
from minhbach_web.programme.services.documents import store_document
from minhbach_web.reporting.amounts import scaled
from minhbach_web.reporting.models import (
    Draft,
    DraftEntry,
    DraftNarrative,
    Obligation,
    State,
    SubmissionRevision,
)
from minhbach_web.reporting.problems import (
    DraftChanged,
    NoDraft,
    PeriodLocked,
    Replaced,
    TooLate,
)
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.queries.restatements import is_restating
from minhbach_web.reporting.services.carrying import carry_over

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def check_open(obligation: Obligation) -> None:
    """Raises PeriodLocked when nothing more is taken of this unit, and no restatement is allowed.

    Closed or locked, the period takes nothing; after its last day for late reports it still takes
    corrections of what came in time.
    """
    period = obligation.period
    if obligation.replaced_by_id:
        raise Replaced
    if period.state != period.State.OPEN or (period.lock_at and clock.now() >= period.lock_at):
        if not is_restating(obligation):
            raise PeriodLocked
        return
    last = period.late_until
    if last and clock.today() > last and latest_revision(obligation) is None:
        raise TooLate(last)


def latest_revision(obligation: Obligation) -> SubmissionRevision | None:
    """The last revision that was sent for this obligation."""
    rows = SubmissionRevision.objects.filter(submission__obligation=obligation)
    return rows.select_related("submission").order_by("-n").first()


def held_draft(obligation: Obligation) -> Draft | None:
    """The obligation's draft, held until the transaction ends: no answer is saved meanwhile."""
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("source")
    return drafts.filter(obligation=obligation).first()


@transaction.atomic
def start_form_draft(*, obligation: Obligation, by: User) -> Draft:
    """The obligation's draft; a new one begins with what was sent last."""
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    known = Draft.objects.filter(obligation=obligation).first()
    if known:
        return known
    check_open(obligation)
    base = latest_revision(obligation)
    draft = new_draft(obligation, base, by, channel=SubmissionRevision.Channel.FORM)
    _fill_from_revision(draft, base)
    audit.record(actor=by, action="reporting.start_draft", obj=f"draft:{draft.pk}")
    return draft


def start_word_draft(
    *, obligation: Obligation, data: bytes, name: str, seen: int | None, by: User
) -> Draft:
    """The draft of an uploaded report: figures found, none of them confirmed yet.

    A file that can't be read, or must not be kept, raises MinhBachError and changes nothing. The
    same file again keeps the draft as it stands. ``seen``: version of the draft that the person
    saw (None: there was none); DraftChanged if it moved on since.
    """
    check_open(obligation)
    source = store_document(data=data, name=name, by=by, unit=obligation.unit)
    form = form_of(obligation.data_set)
    figures = engine.extract_figures(document_reading(source), form)
    with transaction.atomic():
        Obligation.objects.select_for_update().get(pk=obligation.pk)
        known = held_draft(obligation)
        if known and known.source_id == source.pk:
            return known
        if (known.version if known else None) != seen:
            raise DraftChanged
        if known:
            known.delete()
        draft = new_draft(
            obligation,
            latest_revision(obligation),
            by,
            channel=SubmissionRevision.Channel.WORD,
            source_id=source.pk,
            extraction=engine.to_json(figures),
            version=(known.version + 1) if known else 1,
        )
        _fill_from_figures(draft, figures)
        carry_over(draft, by)
        audit.record(
            actor=by,
            action="reporting.start_draft",
            obj=f"draft:{draft.pk}",
            digests={"source": source.sha256},
        )
    return draft


@transaction.atomic
def discard_draft(*, draft: Draft, by: User) -> None:
    """Throw the working copy away; what was sent before stays. Raises NoDraft."""
    # The draft first, then the log, as every other act: two acts never wait for each other.
    if not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
        raise NoDraft
    audit.record(actor=by, action="reporting.discard_draft", obj=f"draft:{draft.pk}")
    draft.delete()


def new_draft(
    obligation: Obligation, base: SubmissionRevision | None, by: User, **fields: Any
) -> Draft:
    """An empty draft upon ``base``; its entries and narrative parts are the caller's."""
    return Draft.objects.create(
        obligation=obligation,
        base_revision=base.n if base else None,
        token=uuid.uuid4(),
        updated_by=by,
        updated_at=clock.now(),
        **fields,
    )


def _fill_from_revision(draft: Draft, base: SubmissionRevision | None) -> None:
    """Values of the last revision as the first answers; anchors only while its source is kept."""
    values = {v.element_id: v for v in base.values.all()} if base else {}
    texts = {t.section_id: t for t in base.narratives.all()} if base else {}
    if base and base.source_id:
        draft.source_id, draft.channel = base.source_id, base.channel
        draft.extraction = base.extraction
        draft.save(update_fields=["source", "channel", "extraction"])
    elements = draft.obligation.data_set.elements.all()
    DraftEntry.objects.bulk_create(
        DraftEntry(
            draft=draft,
            element=e,
            **(entry_fields(values[e.pk]) if e.pk in values else not_asked(draft, e.code)),
        )
        for e in elements
    )
    DraftNarrative.objects.bulk_create(
        DraftNarrative(
            draft=draft,
            section=s,
            text=texts[s.pk].text if s.pk in texts else "",
            anchors=texts[s.pk].anchors if s.pk in texts else [],
        )
        for s in draft.obligation.data_set.sections.all()
    )


def not_asked(draft: Draft, code: str) -> dict[str, Any]:
    """The state of an element that is not counted in units of this type; {} for the others."""
    return {"state": State.NOT_ASKED} if code in draft.obligation.not_asked else {}


ENTRY_FIELDS = (
    "state", "blank_kind", "number", "scale", "qualifier",
    "anchor", "quote", "where", "start", "end", "candidates", "note",
)  # fmt: skip


def entry_fields(entry: Any) -> dict[str, Any]:
    """The answer itself, without who and when: to copy an Entry into another table."""
    return {name: getattr(entry, name) for name in ENTRY_FIELDS}


def _fill_from_figures(draft: Draft, figures: engine.Figures) -> None:
    conflicts = {c.element: c.candidates for c in figures.conflicts}
    narratives = {n.section: n for n in figures.narratives}
    DraftEntry.objects.bulk_create(
        DraftEntry(
            draft=draft,
            element=e,
            state=State.UNCONFIRMED,
            # Not 1 again: a page made from the draft before this one must count as old.
            version=draft.version,
            candidates=candidates_json(conflicts.get(e.code, ())),
            **found_fields(figures.values.get(e.code)),
        )
        if e.code not in draft.obligation.not_asked
        else DraftEntry(draft=draft, element=e, version=draft.version, state=State.NOT_ASKED)
        for e in draft.obligation.data_set.elements.all()
    )
    DraftNarrative.objects.bulk_create(
        DraftNarrative(
            draft=draft,
            section=s,
            version=draft.version,
            text="\n".join(narratives[s.code].paragraphs) if s.code in narratives else "",
            anchors=list(narratives[s.code].anchors) if s.code in narratives else [],
        )
        for s in draft.obligation.data_set.sections.all()
    )


def found_fields(found: engine.FoundFigure | None) -> dict[str, Any]:
    """The number of a found figure and its place, as fields of an Entry."""
    if found is None:
        return {}
    number, scale = scaled(found.value)
    return {
        "number": number,
        "scale": scale,
        "qualifier": found.qualifier or "",
        "anchor": found.anchor,
        "quote": found.quote,
        "where": found.where,
        "start": found.start,
        "end": found.end,
    }


def candidates_json(candidates: Iterable[engine.FoundFigure]) -> list[dict[str, Any]]:
    """The places that disagree, as plain JSON."""
    return [engine.to_json(candidate) for candidate in candidates]


def candidate_of(entry: DraftEntry, index: int) -> dict[str, Any] | None:
    """Fields of the chosen place of a conflict; None when there is no such place."""
    if not 0 <= index < len(entry.candidates):
        return None
    return found_fields(engine.from_json(engine.FoundFigure, entry.candidates[index]))


def found_again(draft: Draft, entry: DraftEntry) -> dict[str, Any]:
    """What the reading found for this element, whatever was decided since; {} for nothing."""
    value = (draft.extraction.get("values") or {}).get(entry.element.code)
    return found_fields(engine.from_json(engine.FoundFigure, value) if value else None)


def zero_or_reported(value: Decimal) -> str:
    """Zero is its own state: the report says that nothing was done."""
    return State.ZERO if value == 0 else State.REPORTED
