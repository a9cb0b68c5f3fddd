"""What is asked about restatements of a report or a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.core import clock
from minhbach_web.reporting.models import Restatement

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Obligation, Period, ReportRevision


def is_restating(obligation: Obligation) -> bool:
    """Whether a new revision is allowed although the period is closed."""
    return bool(obligation.restatements.filter(state=Restatement.State.OPEN).exists())


def pending_of(obligation: Obligation) -> Restatement | None:
    """The restatement that is asked for or allowed and not yet made."""
    states = (Restatement.State.ASKED, Restatement.State.OPEN)
    found: Restatement | None = obligation.restatements.filter(state__in=states).first()
    return found


def restatements_of(period: Period) -> list[Restatement]:
    """All of the period, the newest first."""
    return list(
        Restatement.objects.filter(obligation__period=period).select_related(
            "obligation__unit", "asked_by", "decided_by", "revision", "old_revision"
        )
    )


def corrections_of(report: ReportRevision, restatements: list[Restatement]) -> list[Restatement]:
    """The restatements that a fixed report does not hold yet: it rests on the old revision."""
    pinned = {(p["unit"], p["sha256"]) for p in report.pins}
    return [
        r
        for r in restatements
        if r.state == Restatement.State.DONE
        and r.old_revision
        and (r.obligation.unit.code, r.old_revision.sha256) in pinned
    ]


def takes_reports(obligation: Obligation) -> bool:
    """Whether the period still takes reports of everybody."""
    period = obligation.period
    locked = period.lock_at is not None and clock.now() >= period.lock_at
    return not locked and period.state == period.State.OPEN
