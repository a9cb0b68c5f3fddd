"""Excel: the form out to units, strictly in again, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.services.documents import store_document, upload_limit
from minhbach_web.reporting.amounts import scaled
from minhbach_web.reporting.models import (
    Draft,
    DraftEntry,
    DraftNarrative,
    Obligation,
    State,
    SubmissionRevision,
)
from minhbach_web.reporting.problems import BreaksRules, DraftChanged, NothingToSend, PeriodLocked
from minhbach_web.reporting.queries.checking import last_time
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.services.drafts import (
    check_open,
    held_draft,
    latest_revision,
    new_draft,
    not_asked,
    zero_or_reported,
)
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.services.totals import moving_totals

if TYPE_CHECKING:
    from minhbach_web.programme.models import SourceDocument
    from minhbach_web.units.models import User

# What a cell says → (state, kind of blank).
STATES: dict[str, tuple[str, str]] = {
    "not_known": (State.BLANK, "not_known"),
    "later": (State.BLANK, "later"),
    "not_applicable": (State.NOT_APPLICABLE, ""),
}
HINTS_FOR = 50  # units; in a larger workbook the period before is left out


def template_for(obligations: Sequence[Obligation]) -> bytes:
    """The workbook of one period for these units."""
    first = obligations[0]
    hints = len(obligations) <= HINTS_FOR
    units = [
        engine.template_unit(
            owes.unit.code,
            owes.unit.name,
            owes.not_asked,
            {code: hint.text for code, hint in last_time(owes).items()} if hints else {},
        )
        for owes in obligations
    ]
    return engine.template_workbook(form_of(first.data_set), first.period.code, units)


def _read(obligations: Sequence[Obligation], data: bytes, name: str) -> Any:
    if len(data) > upload_limit():
        raise engine.RefusedFile("file-too-large", file=name, limit=f"{upload_limit() // 2**20} MB")
    first = obligations[0]
    asked = {owes.unit.code: frozenset(owes.not_asked) for owes in obligations}
    return engine.read_template(data, form_of(first.data_set), first.period.code, asked, name)


def take_workbook(
    *, obligation: Obligation, data: bytes, name: str, seen: int | None, by: User
) -> Draft:
    """The draft of a filled workbook: every cell is an answer that a person typed.

    ``seen`` as in ``start_word_draft``. Raises MinhBachError with each wrong cell named.
    """
    check_open(obligation)
    intake = _read([obligation], data, name)
    source = _kept(data, name, by, obligation)
    with transaction.atomic():
        Obligation.objects.select_for_update().get(pk=obligation.pk)
        known = held_draft(obligation)
        if (known.version if known else None) != seen:
            raise DraftChanged
        version = (known.version + 1) if known else 1
        if known:
            known.delete()
        return _draft(obligation, intake, by, version, source)


def _kept(data: bytes, name: str, by: User, obligation: Obligation) -> SourceDocument:
    """The workbook among the documents of the unit, so that its cells can be looked at."""
    reading = engine.read_workbook(data, name)
    return store_document(data=data, name=name, by=by, unit=obligation.unit, reading=reading)


def _draft(
    obligation: Obligation, intake: Any, by: User, version: int, source: SourceDocument
) -> Draft:
    draft = new_draft(
        obligation,
        latest_revision(obligation),
        by,
        channel=SubmissionRevision.Channel.EXCEL,
        source_id=source.pk,
        version=version,
    )
    code = obligation.unit.code
    answers = {a.element: a for a in intake.answers if a.unit == code}
    texts = {t.section: t.text for t in intake.texts if t.unit == code}
    DraftEntry.objects.bulk_create(
        DraftEntry(draft=draft, element=e, version=version, **_fields(draft, answers, e.code, by))
        for e in obligation.data_set.elements.all()
    )
    DraftNarrative.objects.bulk_create(
        DraftNarrative(draft=draft, section=s, version=version, text=texts.get(s.code, ""))
        for s in obligation.data_set.sections.all()
    )
    audit.record(
        actor=by,
        action="reporting.start_draft",
        obj=f"draft:{draft.pk}",
        digests={"workbook": source.sha256},
    )
    return draft


def _fields(draft: Draft, answers: dict[str, Any], code: str, by: User) -> dict[str, Any]:
    answer = answers.get(code)
    if answer is None:
        return not_asked(draft, code)
    decided = {"decided_by": by, "decided_at": clock.now(), "note": answer.note[:1000]}
    place = {"anchor": answer.cell, "quote": answer.text, "where": "table"}
    if answer.value is None:
        state, kind = STATES[answer.state]
        return {**decided, "state": state, "blank_kind": kind}
    number, scale = scaled(answer.value)
    return {
        **decided,
        **place,
        "state": zero_or_reported(answer.value),
        "number": number,
        "scale": scale,
        "qualifier": answer.qualifier or "",
    }


@transaction.atomic
def send_for_units(
    *, obligations: Iterable[Obligation], data: bytes, name: str, by: User
) -> list[SubmissionRevision]:
    """The reports of all units of a workbook, sent on their behalf: all of them or none.

    A unit that the workbook says nothing about is left alone. Raises MinhBachError (wrong cells),
    BreaksRules, NothingToSend or DraftChanged (a unit has begun its own report), each naming
    the unit.
    """
    owed = list(obligations)
    intake = _read(owed, data, name)
    answering = {a.unit for a in intake.answers}
    owed = [o for o in owed if o.unit.code in answering]
    # Held before their shares are looked at: no other act moves them meanwhile.
    held = Obligation.objects.select_for_update().filter(pk__in=[o.pk for o in owed])
    list(held.order_by("pk").values_list("pk"))
    with moving_totals(*owed):
        return _send_all(owed, intake, data, name, by)


def _send_all(
    owed: list[Obligation], intake: Any, data: bytes, name: str, by: User
) -> list[SubmissionRevision]:
    sent, problems = [], []
    for obligation in owed:
        try:
            sent.append(_send_one(obligation, intake, by, _kept(data, name, by, obligation)))
        except BreaksRules as problem:
            problems += [f"{obligation.unit.name}: {text}" for text in problem.sentences]
        except DraftChanged:
            problems.append(
                _("%(unit)s has begun its own report; it is not overwritten.")
                % {"unit": obligation.unit.name}
            )
        except NothingToSend:
            continue  # the same answers once more
        except PeriodLocked as problem:
            problems.append(f"{obligation.unit.name}: {problem.message}")
    if problems:
        raise BreaksRules(tuple(problems))
    if not sent:
        raise NothingToSend(_("The workbook says nothing new about any of these units."))
    return sent


@transaction.atomic
def _send_one(
    obligation: Obligation, intake: Any, by: User, source: SourceDocument
) -> SubmissionRevision:
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    check_open(obligation)
    if held_draft(obligation) is not None:
        raise DraftChanged
    draft = _draft(obligation, intake, by, 1, source)
    return submit(obligation=obligation, token=draft.token, seen=draft.version, by=by)
