"""Answer the asked elements of a draft: right, corrected, blank. Two people may do so at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.amounts import scaled, unscaled
from minhbach_web.reporting.models import Draft, DraftEntry, DraftNarrative, State
from minhbach_web.reporting.problems import NoDraft
from minhbach_web.reporting.services.drafts import (
    candidate_of,
    check_open,
    found_again,
    zero_or_reported,
)

if TYPE_CHECKING:
    from minhbach_web.units.models import User

NO_PLACE: dict[str, Any] = {"anchor": "", "quote": "", "where": "", "start": 0, "end": 0}
NO_NUMBER: dict[str, Any] = {"number": None, "scale": 0, "qualifier": "", **NO_PLACE}


@dataclass(frozen=True)
class Answer:
    """One answer. ``seen``: version of the entry on the person's page. With ``candidate`` the
    number and its place are those of the conflict's place; else ``number`` is what was typed."""

    code: str
    seen: int
    state: str
    number: Decimal | None = None
    qualifier: str = ""
    blank_kind: str = ""
    candidate: int | None = None
    note: str | None = None  # why it is right all the same; None leaves what was said


@dataclass(frozen=True)
class Clash:
    """Somebody answered first and otherwise; ``mine`` was not saved, so that nothing is lost."""

    theirs: DraftEntry
    mine: Answer


def _held(draft: Draft) -> Draft:
    """The draft, held until the transaction ends. Raises NoDraft, PeriodLocked."""
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("obligation__period")
    now = drafts.filter(pk=draft.pk).first()
    if now is None:
        raise NoDraft
    check_open(now.obligation)
    return now


@transaction.atomic
def save_answers(*, draft: Draft, answers: Sequence[Answer], by: User) -> list[Clash]:
    """Save the answers; those whose entry changed meanwhile come back as clashes instead."""
    draft = _held(draft)
    entries = {
        e.element.code: e
        for e in draft.entries.select_related("element", "decided_by").select_for_update(
            of=("self",)
        )
    }
    clashes, changed = [], 0
    for answer in answers:
        entry = entries[answer.code]
        wanted = _fields(draft, entry, answer)
        if answer.note is not None:
            wanted["note"] = answer.note
        if all(getattr(entry, name) == value for name, value in wanted.items()):
            continue
        if entry.version != answer.seen:
            clashes.append(Clash(entry, answer))
            continue
        _write(entry, wanted, by)
        changed += 1
    if changed:
        _touch(draft, by)
        audit.record(actor=by, action="reporting.answer", obj=f"draft:{draft.pk}")
    return clashes


def _fields(draft: Draft, entry: DraftEntry, answer: Answer) -> dict[str, Any]:
    """What the entry becomes. A number equal to a place in the report keeps that place."""
    if answer.candidate is not None:
        chosen = candidate_of(entry, answer.candidate)
        if chosen is not None:
            value = unscaled(chosen["number"], chosen["scale"]) or Decimal(0)
            return {**chosen, "state": zero_or_reported(value), "blank_kind": ""}
    if answer.state in (State.REPORTED, State.ZERO):
        value = answer.number if answer.number is not None else Decimal(0)
        return _typed(draft, entry, value, answer.qualifier)
    if answer.state == State.UNCONFIRMED:
        # What was read from the file stays to be confirmed; what was only typed is gone.
        kept = {} if found_again(draft, entry) or entry.candidates else NO_NUMBER
        return {**kept, "state": State.UNCONFIRMED, "blank_kind": ""}
    kind = answer.blank_kind if answer.state == State.BLANK else ""
    return {**NO_NUMBER, "state": answer.state, "blank_kind": kind}


def _typed(draft: Draft, entry: DraftEntry, value: Decimal, qualifier: str) -> dict[str, Any]:
    number, scale = scaled(value)
    wanted = {
        "state": zero_or_reported(value),
        "blank_kind": "",
        "number": number,
        "scale": scale,
        "qualifier": qualifier,
    }
    own = {name: getattr(entry, name) for name in (*NO_PLACE, "number", "scale")}
    places = [found_again(draft, entry), own if entry.anchor else {}]
    places += [candidate_of(entry, at) or {} for at in range(len(entry.candidates))]
    for place in places:
        if place and (place["number"], place["scale"]) == (number, scale):
            return {**wanted, **{name: place[name] for name in NO_PLACE}}
    return {**wanted, **NO_PLACE}


def _write(entry: DraftEntry, wanted: dict[str, Any], by: User) -> None:
    for name, value in wanted.items():
        setattr(entry, name, value)
    decided = entry.state != State.UNCONFIRMED
    entry.decided_by = by if decided else None
    entry.decided_at = clock.now() if decided else None
    entry.version += 1
    entry.save()


def _touch(draft: Draft, by: User) -> None:
    Draft.objects.filter(pk=draft.pk).update(
        version=F("version") + 1, updated_by=by, updated_at=clock.now()
    )


@transaction.atomic
def save_reasons(*, draft: Draft, reasons: dict[str, str], by: User) -> None:
    """Keep, by element code, why a doubtful answer is right all the same."""
    draft = _held(draft)
    changed = 0
    for entry in draft.entries.select_related("element").filter(element__code__in=reasons):
        if entry.note != reasons[entry.element.code]:
            entry.note = reasons[entry.element.code]
            entry.save(update_fields=["note"])
            changed += 1
    if changed:
        _touch(draft, by)
        audit.record(actor=by, action="reporting.answer", obj=f"draft:{draft.pk}")


@dataclass(frozen=True)
class TextAnswer:
    """The text of one narrative part; ``seen`` as in Answer."""

    code: str
    seen: int
    text: str


@dataclass(frozen=True)
class TextClash:
    theirs: DraftNarrative
    mine: TextAnswer


@transaction.atomic
def save_texts(*, draft: Draft, answers: Sequence[TextAnswer], by: User) -> list[TextClash]:
    """Save narrative parts; a part that somebody changed meanwhile comes back as a clash."""
    draft = _held(draft)
    parts = {n.section.code: n for n in draft.narratives.select_related("section")}
    clashes, changed = [], 0
    for answer in answers:
        part = parts[answer.code]
        text = "\n".join(line.rstrip() for line in answer.text.strip().splitlines())
        if part.text == text:
            continue
        if part.version != answer.seen:
            clashes.append(TextClash(part, answer))
            continue
        part.text, part.version = text, part.version + 1
        part.anchors = []
        part.save()
        changed += 1
    if changed:
        _touch(draft, by)
        audit.record(actor=by, action="reporting.answer_text", obj=f"draft:{draft.pk}")
    return clashes
