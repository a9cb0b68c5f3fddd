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
from minhbach_web.reporting.queries.checking import findings
from minhbach_web.reporting.services.approvals import lay_way
from minhbach_web.reporting.services.drafts import check_open, entry_fields, held_draft
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
    sent = SubmissionRevision.objects.filter(token=token, submission__obligation=obligation).first()
    if sent:
        return sent
    check_open(obligation)
    draft = held_draft(obligation)
    if draft is None:
        raise NothingToSend(_("This report was sent already, and nothing was changed since."))
    if draft.token != token or draft.version != seen:
        raise DraftChanged
    _check_answered(draft)
    check_rules(draft)
    with moving_totals(obligation):
        revision = _write_revision(obligation, draft, by, on or clock.today())
        lay_way(revision=revision, obligation=obligation)
    draft.delete()
    audit.record(
        actor=by,
        action="reporting.submit",
        obj=f"revision:{revision.pk}",
        digests={"revision": revision.sha256},
    )
    return revision


def _check_answered(draft: Draft) -> None:
    """A report in which nothing is answered is none."""
    answered = draft.entries.exclude(state__in=(State.UNCONFIRMED, State.NOT_ASKED))
    if not answered.exists():
        raise Incomplete(
            _("Nothing in this report is answered yet. Answer at least one question, then send.")
        )


def check_rules(draft: Draft) -> None:
    """Raises BreaksRules: an error has to be put right, a warning needs its reason."""
    reasons = dict(draft.entries.exclude(note="").values_list("element__code", "note"))
    open_ = [f for f in findings(draft) if f.severity == "error" or f.cell not in reasons]
    if open_:
        raise BreaksRules(tuple(finding.text for finding in open_))


def _write_revision(obligation: Obligation, draft: Draft, by: User, on: date) -> SubmissionRevision:
    submission, _new = Submission.objects.get_or_create(obligation=obligation)
    last = submission.revisions.order_by("-n").first()
    content = canonical(obligation, draft, (last.n if last else 0) + 1)
    if last and _same(content, last.canonical, draft.channel):
        raise NothingToSend(
            _("The report says exactly what revision %(n)s said. Nothing was sent again.")
            % {"n": last.n}
        )
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    revision = SubmissionRevision.objects.create(
        submission=submission,
        n=content["revision"],
        base_revision=draft.base_revision,
        source_id=draft.source_id,
        channel=draft.channel,
        extraction=draft.extraction,
        canonical=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        token=draft.token,
        reported_on=on,
        by=by,
        at=clock.now(),
    )
    Value.objects.bulk_create(
        Value(
            revision=revision,
            element_id=entry.element_id,
            confirmed_by_id=entry.decided_by_id,
            **entry_fields(entry),
        )
        for entry in draft.entries.all()
    )
    NarrativeText.objects.bulk_create(
        NarrativeText(
            revision=revision, section_id=part.section_id, text=part.text, anchors=part.anchors
        )
        for part in draft.narratives.exclude(text="")
    )
    return revision


def canonical(obligation: Obligation, draft: Draft, n: int) -> dict[str, Any]:
    """The whole content of a revision as plain JSON: what its sha256 is of.

    No ids and no times: only who, what, and where it stands in which file.
    """
    values = {
        entry.element.code: value_content(entry)
        for entry in draft.entries.select_related("element")
    }
    texts = {
        part.section.code: part.text
        for part in draft.narratives.select_related("section")
        if part.text
    }
    return {
        "schema": 1,
        "form": obligation.data_set.code,
        "form_version": obligation.data_set.version,
        "period": obligation.period.code,
        "unit": obligation.unit.code,
        "revision": n,
        "source": draft.source.sha256 if draft.source else None,
        "values": values,
        "narratives": texts,
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
