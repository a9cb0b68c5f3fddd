"""Send a report: the draft becomes the next revision, once, however often it is clicked."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.models import (
    Draft,
    NarrativeText,
    Obligation,
    State,
    Submission,
    SubmissionRevision,
    Value,
)
from minhbach_web.reporting.problems import (
    BreaksRules,
    DraftChanged,
    Incomplete,
    NothingToSend,
)
from minhbach_web.reporting.queries.checking import Content, content_of, findings
from minhbach_web.reporting.services.approvals import lay_way
from minhbach_web.reporting.services.drafts import (
    check_open,
    entry_fields,
    held_draft,
    latest_revision,
)
from minhbach_web.reporting.services.totals import moving_totals

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def submit(
    *,
    obligation: Obligation,
    token: uuid.UUID,
    seen: int,
    by: User,
    on: date | None = None,
) -> SubmissionRevision:
    """The revision made of the draft that ``token`` names, as it stood at version ``seen``.

    The same token again gives the same revision (a double click, a repeated request). Raises
    DraftChanged when the draft moved on, NothingToSend when it is gone or says nothing new.
    ``on``: day of the report, today when None.
    """
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("period__parent", "data_set", "unit")
        .get(pk=obligation.pk)
    )
    last = latest_revision(obligation)
    sent = last and _sent_before(obligation, token, last)
    if sent:
        return sent
    check_open(obligation)
    draft = held_draft(obligation)
    if draft is None:
        raise NothingToSend(_("This report was sent already, and nothing was changed since."))
    if draft.token != token or draft.version != seen:
        raise DraftChanged
    draft.obligation = obligation
    content = content_of(draft)
    _check_answered(content)
    check_rules(draft, content)
    with moving_totals(obligation):
        revision = _write_revision(
            obligation, draft, content, last, by=by, reported_on=on or clock.today()
        )
        lay_way(revision=revision, obligation=obligation)
        draft.delete()  # before the period's totals are held, which others wait for
    audit.record(
        actor=by,
        action="reporting.submit",
        obj=f"revision:{revision.pk}",
        digests={"revision": revision.sha256},
    )
    return revision


def _sent_before(
    obligation: Obligation, token: uuid.UUID, last: SubmissionRevision
) -> SubmissionRevision | None:
    """The revision that was made of the draft with this token already, if one was."""
    if last.token == token or last.n == 1:
        return last if last.token == token else None
    rows = SubmissionRevision.objects.filter(submission__obligation=obligation)
    return rows.filter(token=token).first()


def _check_answered(content: Content) -> None:
    """A report in which nothing is answered is none."""
    if all(entry.state in (State.UNCONFIRMED, State.NOT_ASKED) for entry in content.entries):
        raise Incomplete(
            _("Nothing in this report is answered yet. Answer at least one question, then send.")
        )


def check_rules(draft: Draft, content: Content) -> None:
    """Raises BreaksRules: an error has to be put right, a warning needs its reason."""
    reasons = {entry.element.code for entry in content.entries if entry.note}
    found = findings(draft, content)
    open_ = [f for f in found if f.severity == "error" or f.cell not in reasons]
    if open_:
        raise BreaksRules(tuple(finding.text for finding in open_))


def _write_revision(
    obligation: Obligation,
    draft: Draft,
    content: Content,
    last: SubmissionRevision | None,
    **who: Any,
) -> SubmissionRevision:
    """The next revision after ``last``; ``who``: by whom and reported on which day."""
    said = canonical(obligation, draft, content, (last.n if last else 0) + 1)
    if last and _same(said, last.canonical, draft.channel):
        raise NothingToSend(
            _("The report says exactly what revision %(n)s said. Nothing was sent again.")
            % {"n": last.n}
        )
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # The obligation is held: nobody else makes its submission, or its next revision.
    revision = SubmissionRevision.objects.create(
        submission=last.submission if last else Submission.objects.create(obligation=obligation),
        n=said["revision"],
        base_revision=draft.base_revision,
        source_id=draft.source_id,
        channel=draft.channel,
        extraction=draft.extraction,
        canonical=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        token=draft.token,
        at=clock.now(),
        **who,
    )
    _write_content(revision, content)
    return revision


def _write_content(revision: SubmissionRevision, content: Content) -> None:
    Value.objects.bulk_create(
        Value(
            revision=revision,
            element_id=entry.element_id,
            confirmed_by_id=entry.decided_by_id,
            **entry_fields(entry),
        )
        for entry in content.entries
    )
    NarrativeText.objects.bulk_create(
        NarrativeText(
            revision=revision, section_id=part.section_id, text=part.text, anchors=part.anchors
        )
        for part in content.parts
        if part.text
    )


def canonical(obligation: Obligation, draft: Draft, content: Content, n: int) -> dict[str, Any]:
    """The whole content of a revision as plain JSON: what its sha256 is of.

    No ids and no times: only who, what, and where it stands in which file.
    """
    return {
        "schema": 1,
        "form": obligation.data_set.code,
        "form_version": obligation.data_set.version,
        "period": obligation.period.code,
        "unit": obligation.unit.code,
        "revision": n,
        "source": draft.source.sha256 if draft.source else None,
        "values": {entry.element.code: value_content(entry) for entry in content.entries},
        "narratives": {part.section.code: part.text for part in content.parts if part.text},
    }


def value_content(entry: Any) -> dict[str, Any]:
    """One answer (an entry of a draft, a value of a revision) as the canonical text has it."""
    value = unscaled(entry.number, entry.scale)
    content: dict[str, Any] = {"state": entry.state}
    if value is not None:
        content["value"] = str(value)
    for name in ("blank_kind", "qualifier", "anchor", "quote", "note"):
        if getattr(entry, name):
            content[name] = getattr(entry, name)
    return content


def _same(content: dict[str, Any], text: str, channel: str) -> bool:
    """Whether a revision says nothing new; Excel saves the same answers as other bytes."""
    leave_out: dict[str, Any] = {"revision": 0}
    if channel == SubmissionRevision.Channel.EXCEL:
        leave_out["source"] = None
    return {**content, **leave_out} == {**json.loads(text), **leave_out}
