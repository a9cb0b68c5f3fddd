"""The draft as pages show it: each asked element with what was found, where, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from minhbach_web import engine
from minhbach_web.reporting.amounts import format_amount, unscaled
from minhbach_web.reporting.models import (
    DataElement,
    Draft,
    DraftEntry,
    DraftNarrative,
    Obligation,
    State,
    SubmissionRevision,
)
from minhbach_web.reporting.problems import NoDraft
from minhbach_web.reporting.queries.places import Place, place_in, place_of

if TYPE_CHECKING:
    from minhbach_web.programme.models import SourceDocument


@dataclass(frozen=True)
class Candidate:
    """One of the places that disagree. ``chosen``: its number is the entry's."""

    index: int
    text: str
    place: Place | None
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One asked element on the page. ``text``: its number as written, qualifier included."""

    entry: Any
    element: DataElement
    text: str
    place: Place | None
    candidates: tuple[Candidate, ...] = ()

    @property
    def state(self) -> str:
        """Unconfirmed entries split in three: found, in conflict, not found."""
        if self.entry.state != State.UNCONFIRMED:
            return str(self.entry.state)
        if self.candidates:
            return "conflict"
        return "found" if self.entry.number is not None else "not_found"


def draft_of(obligation: Obligation) -> Draft:
    """The obligation's draft. Raises NoDraft: there is nothing to confirm (any more)."""
    found = (
        Draft.objects.filter(obligation=obligation)
        .select_related("source", "updated_by", "obligation__period", "obligation__data_set")
        .first()
    )
    if found is None:
        raise NoDraft
    return found


def written(entry: Any) -> str:
    """The number of an entry as paper writes it: "hơn 1.250", "95,5"; "" for none."""
    value = unscaled(entry.number, entry.scale)
    return " ".join(part for part in (entry.qualifier, format_amount(value)) if part)


def draft_rows(draft: Draft) -> list[Row]:
    """Every asked element of the draft, in the form's order."""
    entries = draft.entries.select_related("element", "decided_by")
    return [row_of(entry, draft.source) for entry in entries]


def revision_rows(revision: SubmissionRevision) -> list[Row]:
    """Every answer of a revision, in the form's order."""
    values = revision.values.select_related("element")
    return [row_of(value, revision.source) for value in values]


def row_of(entry: Any, source: SourceDocument | None) -> Row:
    return Row(
        entry=entry,
        element=entry.element,
        text=written(entry),
        place=place_of(source, entry),
        candidates=_candidates(entry, source),
    )


def _candidates(entry: Any, source: SourceDocument | None) -> tuple[Candidate, ...]:
    if not entry.candidates or source is None:
        return ()
    from minhbach_web.programme.queries import document_reading  # noqa: PLC0415  # only here

    document = document_reading(source)
    found = [engine.from_json(engine.FoundFigure, item) for item in entry.candidates]
    return tuple(
        Candidate(
            index=index,
            text=" ".join(part for part in (c.qualifier, format_amount(c.value)) if part),
            place=place_in(document, c.anchor, c.quote, c.start, c.end),
            chosen=c.anchor == entry.anchor and c.value == unscaled(entry.number, entry.scale),
        )
        for index, c in enumerate(found)
    )


@dataclass(frozen=True)
class Change:
    """What differs from the revision that was sent last."""

    name: str
    old: str
    new: str


def changes(draft: Draft, base: SubmissionRevision | None) -> list[Change]:
    """Numbers and narrative parts that the draft changes against ``base``."""
    if base is None:
        return []
    old = {v.element_id: answer_text(v) for v in base.values.all()}
    texts = {t.section_id: t.text for t in base.narratives.all()}
    found = [
        Change(e.element.name, old.get(e.element_id, ""), answer_text(e))
        for e in draft.entries.select_related("element")
        if old.get(e.element_id, "") != answer_text(e)
    ]
    found += [
        Change(n.section.name, _short(texts.get(n.section_id, "")), _short(n.text))
        for n in draft.narratives.select_related("section")
        if texts.get(n.section_id, "") != n.text
    ]
    return found


def answer_text(entry: Any) -> str:
    """The answer in words: the number, or why there is none."""
    if entry.state in (State.REPORTED, State.ZERO):
        return written(entry)
    if entry.state == State.BLANK and entry.blank_kind:
        return str(entry.get_blank_kind_display())
    return str(entry.get_state_display())


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:30]) + (" …" if len(words) > 30 else "")


@dataclass(frozen=True)
class Progress:
    """How far a draft is: answered of asked, and which elements are still open."""

    answered: int
    asked: int
    open: tuple[DraftEntry, ...]
    parts: int
    parts_filled: int

    @property
    def done(self) -> bool:
        return not self.open


def progress_of(draft: Draft) -> Progress:
    entries = list(draft.entries.select_related("element"))
    pending = tuple(e for e in entries if e.state == State.UNCONFIRMED)
    narratives: list[DraftNarrative] = list(draft.narratives.all())
    return Progress(
        answered=len(entries) - len(pending),
        asked=len(entries),
        open=pending,
        parts=len(narratives),
        parts_filled=sum(1 for part in narratives if part.text),
    )


def typed(entry: Any) -> str:
    """The number as it goes into an input: without its qualifier."""
    value: Decimal | None = unscaled(entry.number, entry.scale)
    return format_amount(value)
