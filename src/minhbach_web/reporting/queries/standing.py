"""Where each report of a period stands: derived from revisions and decisions, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from minhbach_web.core import clock
from minhbach_web.reporting.models import (
    ApprovalStep,
    Decision,
    Draft,
    Obligation,
    Restatement,
    State,
    SubmissionRevision,
    Value,
)
from minhbach_web.reporting.queries.counting import Counting, counting

# Sorted by need for attention: what waits for the coordinator first.
ORDER = ("submitted", "overdue", "returned", "checking", "draft", "not_sent", "accepted")

UNSENT = ("overdue", "draft", "not_sent")


@dataclass(frozen=True)
class Standing:
    """``state`` is one of ORDER; "checking": its own unit, or a level between, still looks at it.

    ``late``: the revision came after the due date. Coverage (``answered`` of ``asked``) stands
    beside the state; they are separate facts. ``counts``: the revision that the totals rest on,
    another one than ``revision`` while a report is ``restating``.
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
    counts: SubmissionRevision | None = None
    counts_as: str = ""
    restating: bool = False

    @property
    def reason(self) -> str:
        """Why it came back, when it did."""
        return self.decision.reason if self.decision and self.state == "returned" else ""


def standings(obligations: QuerySet[Obligation], today: date | None = None) -> list[Standing]:
    """The standing of each obligation, in their order. The number of queries is constant."""
    today = today or clock.today()
    rows = list(obligations.select_related("period", "data_set", "unit"))
    revisions = _latest(rows)
    ways = _ways(r.pk for r in revisions.values())
    counts = _counts(r.pk for r in revisions.values())
    counting_now = counting(revisions)
    others = _others(revisions, counting_now)
    restating = _restating(rows)
    drafts = set(
        Draft.objects.filter(obligation__in=[row.pk for row in rows]).values_list(
            "obligation_id", flat=True
        )
    )
    found = []
    for row in rows:
        revision = revisions.get(row.pk)
        if revision is None:
            standing = _unsent(row, row.pk in drafts, today)
        else:
            standing = _sent(row, revision, ways[revision.pk], counts, today)
            standing = replace(standing, **_what_counts(standing, counting_now[row.pk], others))
        found.append(replace(standing, has_draft=row.pk in drafts, restating=row.pk in restating))
    return found


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


@dataclass
class _Way:
    """How far a revision is: decisions in order, the last step inside the unit, the last of all."""

    decisions: list[Decision] = field(default_factory=list)
    home: int = 0
    last: int = 1

    def state(self) -> str:
        done = self.decisions[-1] if self.decisions else None
        if done and done.kind in FINAL:
            return FINAL[done.kind]
        passed = done.level if done else 0
        return "submitted" if passed >= self.last - 1 else "checking"

    def left_unit(self, revision: SubmissionRevision) -> date | None:
        """The day on which the report left its unit; None while it is still looked at there."""
        if not self.home:
            return revision.reported_on
        passed = [d for d in self.decisions if d.level == self.home and d.kind != "return"]
        return max(clock.day_of(passed[0].at), revision.reported_on) if passed else None


FINAL = {"accept": "accepted", "return": "returned"}


def _ways(revisions: Iterable[int]) -> dict[int, _Way]:
    pks = list(revisions)
    ways: dict[int, _Way] = {pk: _Way() for pk in pks}
    for decision in Decision.objects.filter(revision__in=pks).order_by("pk"):
        ways[decision.revision_id].decisions.append(decision)
    steps = ApprovalStep.objects.filter(revision__in=pks).order_by("n")
    for revision, n, kind in steps.values_list("revision_id", "n", "kind"):
        way = ways[revision]
        way.last = n
        if kind in (ApprovalStep.Kind.CHECK, ApprovalStep.Kind.APPROVE):
            way.home = n
    return ways


def _restating(rows: list[Obligation]) -> set[int]:
    open_now = Restatement.objects.filter(
        obligation__in=[row.pk for row in rows], state=Restatement.State.OPEN
    )
    return set(open_now.values_list("obligation_id", flat=True))


def _others(
    latest: dict[int, SubmissionRevision], counts: dict[int, Counting]
) -> dict[int, SubmissionRevision]:
    """The counting revisions that are not the latest ones."""
    pks = [c.revision for pk, c in counts.items() if c.revision != latest[pk].pk]
    if not pks:
        return {}
    found = SubmissionRevision.objects.filter(pk__in=pks).select_related("source", "by")
    return {revision.pk: revision for revision in found}


def _what_counts(
    standing: Standing, counts: Counting, others: dict[int, SubmissionRevision]
) -> dict[str, Any]:
    if standing.revision is None or counts.revision == standing.revision.pk:
        return {"counts": standing.revision, "counts_as": standing.state}
    return {"counts": others[counts.revision], "counts_as": "accepted"}


def _unsent(row: Obligation, has_draft: bool, today: date) -> Standing:
    return Standing(
        row, "overdue" if today > row.period.due else "draft" if has_draft else "not_sent"
    )


def _sent(
    row: Obligation,
    revision: SubmissionRevision,
    way: _Way,
    counts: dict[int, Counter[str]],
    today: date,
) -> Standing:
    count = counts.get(revision.pk, Counter())
    return Standing(
        obligation=row,
        state=way.state(),
        revision=revision,
        decision=way.decisions[-1] if way.decisions else None,
        late=(way.left_unit(revision) or today) > row.period.due,
        answered=count["asked"] - count["unconfirmed"],
        asked=count["asked"],
        unconfirmed=count["unconfirmed"],
    )
