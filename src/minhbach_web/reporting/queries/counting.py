"""Which revision of a report counts: the latest, or while one is restated the last accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

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
    accepted = Decision.objects.filter(revision=OuterRef("pk"), kind=Decision.Kind.ACCEPT)
    restated = Restatement.objects.filter(
        obligation=OuterRef("submission__obligation"), state__in=STANDING
    )
    rows = (
        SubmissionRevision.objects.filter(submission__obligation__in=pks)
        .order_by("n")
        .values_list("submission__obligation", "pk", Exists(accepted), Exists(restated))
    )
    found: dict[int, Counting] = {}
    for obligation, revision, good, restating in rows:
        before = found.get(obligation)
        if good or not (restating and before and before.accepted):
            found[obligation] = Counting(revision, good)
    return found
