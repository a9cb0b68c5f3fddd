"""A fixed report goes out: approved by the head on its sha256, then published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import ReportDecision, ReportRevision
from minhbach_web.reporting.problems import CantPublish
from minhbach_web.reporting.queries.approvals import steps_in
from minhbach_web.reporting.services.reports import compose_text, file_of
from minhbach_web.reporting.signatures import sign_pdf

if TYPE_CHECKING:
    from minhbach_web.units.models import User

Kind = ReportDecision.Kind


@transaction.atomic
def decide_report(
    *, report: ReportRevision, kind: ReportDecision.Kind, seen: str, by: User, reason: str = ""
) -> ReportDecision:
    """Approve, return with a reason, or publish the report whose .docx has sha256 ``seen``.

    Twice gives one decision. CantPublish when the order is wrong: a returned report is fixed
    anew, and where the office has approval steps only an approved report is published.
    """
    held = ReportRevision.objects.select_for_update().select_related("period__parent")
    report = held.get(pk=report.pk)
    known = {d.kind: d for d in report.decisions.all()}
    if kind in known:
        return known[kind]
    _check(report, kind, seen, known, reason)
    decision = ReportDecision.objects.create(
        report=report, sha256=seen, kind=kind, reason=reason.strip(), by=by, at=clock.now()
    )
    audit.record(
        actor=by,
        action=f"reporting.{kind}_report",
        obj=f"report:{report.pk}",
        digests={"docx": seen},
    )
    return decision


def _check(
    report: ReportRevision,
    kind: ReportDecision.Kind,
    seen: str,
    known: dict[str, ReportDecision],
    reason: str,
) -> None:
    if seen != report.docx_sha256:
        raise CantPublish(_("The page was about another file. Nothing was recorded; look again."))
    if Kind.RETURN in known:
        raise CantPublish(_("This report was returned. Fix it anew once it is put right."))
    if Kind.PUBLISH in known:
        raise CantPublish(_("This report is published. A new issue of it can be made."))
    if kind == Kind.RETURN and not reason.strip():
        raise CantPublish(_("Say what has to be changed in the report."))
    if kind == Kind.PUBLISH and needs_approval(report) and Kind.APPROVE not in known:
        raise CantPublish(_("The head of the office has to approve this report first."))


def sign_report(*, report: ReportRevision, by: User) -> bytes:
    """The approved (or published) report as a PDF file signed with the installation's key.

    Raises CantPublish before it is approved, CantSign where the key can't be used.
    """
    done = report.decisions.values_list("kind", flat=True)
    if Kind.RETURN in done or not {Kind.APPROVE, Kind.PUBLISH} & set(done):
        raise CantPublish(_("Only a report that was approved or published is signed."))
    reason = f"{report.period.code}/{report.n} docx sha256 {report.docx_sha256}"
    signed = sign_pdf(file_of(compose_text(report.input), "pdf"), reason=reason)
    audit.record(
        actor=by,
        action="reporting.sign_report",
        obj=f"report:{report.pk}",
        digests={"docx": report.docx_sha256, "pdf": hashlib.sha256(signed).hexdigest()},
    )
    return signed


def needs_approval(report: ReportRevision) -> bool:
    """Whether the office has its head approve what leaves it: as its reports, its own setting."""
    return steps_in(report.period.parent) > 0
