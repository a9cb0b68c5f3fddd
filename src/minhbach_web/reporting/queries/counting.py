"""Which revision of a report counts: the latest, or while one is restated the last accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from minhbach_web.reporting.models import (
    Decision,
    Obligation,
    Period,
    Restatement,
    SubmissionRevision,
)

CHUNK = 5000
STANDING = (Restatement.State.OPEN, Restatement.State.DONE)


@dataclass(frozen=True)
class Counting:
    """The revision that counts and whether its numbers are added up."""

    revision: int
    accepted: bool


def counting(obligations: Iterable[int]) -> dict[int, Counting]:
    """Obligation id → what counts of it; those that sent nothing are left out."""
    pks = list(obligations)
    found: dict[int, Counting] = {}
    for at in range(0, len(pks), CHUNK):
        found |= _counting(pks[at : at + CHUNK])
    return found


def counting_in(period: Period) -> dict[int, Counting]:
    """As ``counting``, for all obligations that stand in a period."""
    return _counting(Obligation.objects.filter(period=period).order_by().values("pk"))


def _counting(pks: list[int] | QuerySet[Obligation, Any]) -> dict[int, Counting]:
    newest = (
        SubmissionRevision.objects.filter(submission=OuterRef("submission"))
        .order_by("-n")
        .values("pk")[:1]
    )
    latest = dict(
        SubmissionRevision.objects.filter(
            submission__obligation__in=pks, pk=Subquery(newest)
        ).values_list("submission__obligation", "pk")
    )
    accepted = _accepted(Q(revision__submission__obligation__in=pks))
    restated = set(
        Restatement.objects.filter(obligation__in=pks, state__in=STANDING).values_list(
            "obligation", flat=True
        )
    )
    found = {}
    for obligation, last in latest.items():
        best = accepted.get(obligation, [])
        revision = best[-1] if best and obligation in restated else last
        found[obligation] = Counting(revision, revision in best)
    return found


def _accepted(where: Q) -> dict[int, list[int]]:
    """Obligation id → its accepted revisions, the oldest first."""
    rows = (
        Decision.objects.filter(where, kind=Decision.Kind.ACCEPT)
        .order_by("revision__n")
        .values_list("revision__submission__obligation", "revision")
    )
    found: dict[int, list[int]] = {}
    for obligation, revision in rows:
        found.setdefault(obligation, []).append(revision)
    return found
