"""The fixed reports of a period: how far each is, and what was corrected since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from minhbach_web.reporting.models import ReportDecision
from minhbach_web.reporting.queries.restatements import corrections_of, restatements_of

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Period, ReportRevision, Restatement


@dataclass(frozen=True)
class Issue:
    """``state``: fixed, approved, returned or published; ``corrections``: made after it."""

    report: ReportRevision
    state: str
    decisions: tuple[ReportDecision, ...]
    corrections: tuple[Restatement, ...]
    newer: int | None = None

    @property
    def published(self) -> bool:
        return self.state == "published"


WORDS = {"approve": "approved", "return": "returned", "publish": "published"}


def issues_of(period: Period) -> list[Issue]:
    """All of the period, the newest first. ``newer``: the published one that came after."""
    reports = period.reports.order_by("-n").select_related("by").prefetch_related("decisions__by")
    restated = restatements_of(period)
    issues: list[Issue] = []
    newer: int | None = None
    for report in reports:
        decisions = tuple(report.decisions.all())
        state = WORDS[decisions[-1].kind] if decisions else "fixed"
        corrections = tuple(corrections_of(report, restated))
        issues.append(Issue(report, state, decisions, corrections, newer))
        if state == "published" and newer is None:
            newer = report.n
    return issues


def issue_of(period: Period, n: int) -> Issue:
    """The fixed report with that number, or 404."""
    for issue in issues_of(period):
        if issue.report.n == n:
            return issue
    raise Http404
