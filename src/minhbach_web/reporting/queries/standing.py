"""Where each report of a period stands: derived from revisions and decisions, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from minhbach_web.core import clock
from minhbach_web.reporting.models import (
    Decision,
    Draft,
    Obligation,
    State,
    SubmissionRevision,
    Value,
)

# Sorted by need for attention: what waits for the coordinator first.
ORDER = ("submitted", "overdue", "returned", "draft", "not_sent", "accepted")


@dataclass(frozen=True)
class Standing:
    """``state`` is one of ORDER. ``late``: the revision came after the due date.

    Coverage (``answered`` of ``asked``) stands beside the state; they are separate facts.
    """

    obligation: Obligation
    state: str
    revision: SubmissionRevision | None = None
    decision: Decision | None = None
    late: bool = False
    answered: int = 0
    asked: int = 0
    unconfirmed: int = 0
    has_draft: bool = False

    @property
    def reason(self) -> str:
        """Why it came back, when it did."""
        return self.decision.reason if self.decision and self.state == "returned" else ""


def standings(obligations: QuerySet[Obligation], today: date | None = None) -> list[Standing]:
    """The standing of each obligation, in their order. The number of queries is constant."""
    today = today or clock.today()
    rows = list(obligations.select_related("period", "data_set", "unit"))
    revisions = _latest(rows)
    decisions = {
        d.revision_id: d
        for d in Decision.objects.filter(revision__in=[r.pk for r in revisions.values()])
    }
    counts = _counts(r.pk for r in revisions.values())
    drafts = set(
        Draft.objects.filter(obligation__in=[row.pk for row in rows]).values_list(
            "obligation_id", flat=True
        )
    )
    return [
        _sent(row, revisions[row.pk], decisions, counts, row.pk in drafts)
        if row.pk in revisions
        else _unsent(row, row.pk in drafts, today)
        for row in rows
    ]


def standing_of(obligation: Obligation, today: date | None = None) -> Standing:
    """The standing of one obligation."""
    return standings(Obligation.objects.filter(pk=obligation.pk), today)[0]


def by_state(rows: Iterable[Standing]) -> list[tuple[str, list[Standing]]]:
    """Grouped, the states that need attention first; empty groups are left out."""
    rows = list(rows)
    groups = [(state, [row for row in rows if row.state == state]) for state in ORDER]
    return [(state, group) for state, group in groups if group]


def _latest(rows: list[Obligation]) -> dict[int, SubmissionRevision]:
    newest = (
        SubmissionRevision.objects.filter(submission=OuterRef("submission"))
        .order_by("-n")
        .values("pk")[:1]
    )
    found = SubmissionRevision.objects.filter(
        submission__obligation__in=[row.pk for row in rows], pk=Subquery(newest)
    ).select_related("submission", "source", "by")
    return {revision.submission.obligation_id: revision for revision in found}


def _counts(revisions: Iterable[int]) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = {}
    rows = (
        Value.objects.filter(revision__in=list(revisions))
        .values("revision")
        .annotate(
            unconfirmed=Count("pk", filter=Q(state=State.UNCONFIRMED)),
            asked=Count("pk", filter=~Q(state=State.NOT_ASKED)),
        )
    )
    for row in rows:
        counts[row["revision"]] = Counter(asked=row["asked"], unconfirmed=row["unconfirmed"])
    return counts


def _unsent(row: Obligation, has_draft: bool, today: date) -> Standing:
    state = "overdue" if today > row.period.due else "draft" if has_draft else "not_sent"
    return Standing(row, state, has_draft=has_draft)


def _sent(
    row: Obligation,
    revision: SubmissionRevision,
    decisions: dict[int, Decision],
    counts: dict[int, Counter[str]],
    has_draft: bool,
) -> Standing:
    decision = decisions.get(revision.pk)
    kinds = {None: "submitted", "accept": "accepted", "return": "returned"}
    count = counts.get(revision.pk, Counter())
    return Standing(
        obligation=row,
        state=kinds[decision.kind if decision else None],
        revision=revision,
        decision=decision,
        late=revision.reported_on > row.period.due,
        answered=count["asked"] - count["unconfirmed"],
        asked=count["asked"],
        unconfirmed=count["unconfirmed"],
        has_draft=has_draft,
    )
