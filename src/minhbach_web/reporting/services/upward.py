"""The consolidated report of one level becomes the report of its office to the level above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.amounts import scaled
from minhbach_web.reporting.models import (
    Draft,
    DraftEntry,
    Obligation,
    ReportDecision,
    ReportRevision,
    UpwardReport,
)
from minhbach_web.reporting.problems import CantPublish, DraftChanged
from minhbach_web.reporting.queries.upward import FROM_REPORT
from minhbach_web.reporting.services.drafts import start_form_draft, zero_or_reported
from minhbach_web.reporting.services.reports import compose_text

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def fill_from_report(*, report: ReportRevision, obligation: Obligation, by: User) -> Draft:
    """A draft of ``obligation`` with the totals of a published report, each with the number that
    it came from, and the narrative parts with their units. A person checks and sends it.

    An element that has no sum stays open. DraftChanged when somebody works on a draft already.
    """
    if not report.decisions.filter(kind=ReportDecision.Kind.PUBLISH).exists():
        raise CantPublish(_("Publish this report first; then it can go to the level above."))
    if Draft.objects.filter(obligation=obligation).exists():
        raise DraftChanged
    draft = start_form_draft(obligation=obligation, by=by)
    composed = compose_text(report.input)
    totals = {t.element: t for t in composed.report.totals}
    for entry in draft.entries.select_related("element"):
        total = totals.get(entry.element.code)
        if total is not None and total.value is not None:
            _fill(entry, total, by)
    _fill_texts(draft, composed.input)
    UpwardReport.objects.create(token=draft.token, report=report)
    audit.record(
        actor=by,
        action="reporting.fill_from_report",
        obj=f"draft:{draft.pk}",
        digests={"report": report.docx_sha256},
    )
    return draft


def _fill(entry: DraftEntry, total: engine.Total, by: User) -> None:
    value = total.value
    assert value is not None  # noqa: S101  # asked before
    entry.number, entry.scale = scaled(value)
    entry.state = zero_or_reported(value)
    # A sum with an estimate in it is one itself.
    entry.qualifier = "khoảng" if total.estimates else ""
    entry.where, entry.anchor = FROM_REPORT, total.element
    entry.quote = _("%(n)s of %(m)s units") % {"n": total.n_reported, "m": total.n_expected}
    entry.blank_kind, entry.start, entry.end, entry.candidates = "", 0, 0, []
    entry.decided_by, entry.decided_at = by, clock.now()
    entry.version += 1
    entry.save()


def _fill_texts(draft: Draft, data: engine.ReportInput) -> None:
    names = {unit.code: unit.name for unit in data.units}
    for part in draft.narratives.select_related("section"):
        lines = [
            f"{names.get(report.unit.code, report.unit.name)}: {' '.join(text.paragraphs)}"
            for report in data.reports
            for text in report.narratives
            if text.section == part.section.code and text.paragraphs
        ]
        if lines:
            part.text, part.anchors = "\n".join(lines), []
            part.version += 1
            part.save()
