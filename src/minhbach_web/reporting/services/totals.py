"""Totals: summary rows moved by each act that changes what counts, rebuildable at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import F

from minhbach_web.core.services import audit
from minhbach_web.reporting.amounts import MAX_SCALE
from minhbach_web.reporting.models import (
    Decision,
    Obligation,
    Period,
    State,
    SubmissionRevision,
    Total,
    Value,
)


@dataclass(frozen=True)
class Share:
    """What one obligation adds to the total of one element; ``number`` has MAX_SCALE decimals."""

    number: int = 0
    n_reported: int = 0
    unconfirmed: int = 0
    not_given: int = 0
    outside: int = 0
    missing: int = 0
    estimates: int = 0
    conflicts: int = 0


MISSING = Share(missing=1)
SHARE_FIELDS = tuple(field.name for field in fields(Share))


def share_of(value: Value | None, *, accepted: bool) -> Share:
    """The share of one answer: only a confirmed number in an accepted revision is added up."""
    if value is None:
        return Share(unconfirmed=1)
    conflicts = int(len({c["value"] for c in value.candidates}) > 1)
    if value.state in (State.NOT_ASKED, State.NOT_APPLICABLE):
        return Share(outside=1)
    if value.state == State.UNCONFIRMED or not accepted:
        return Share(unconfirmed=1, conflicts=conflicts)
    if value.state == State.BLANK or value.number is None:
        return Share(not_given=1)
    return Share(
        number=int(value.number) * 10 ** (MAX_SCALE - value.scale),
        n_reported=1,
        estimates=int(bool(value.qualifier)),
        conflicts=conflicts,
    )


def shares_of(obligation: Obligation) -> dict[int, Share]:
    """Element id → share of this obligation, as the tables say now (the naive way)."""
    revision = (
        SubmissionRevision.objects.filter(submission__obligation=obligation).order_by("-n").first()
    )
    elements = list(obligation.data_set.elements.values_list("pk", flat=True))
    if revision is None:
        return dict.fromkeys(elements, MISSING)
    accepted = revision.decisions.filter(kind=Decision.Kind.ACCEPT).exists()
    values = {v.element_id: v for v in revision.values.all()}
    return {pk: share_of(values.get(pk), accepted=accepted) for pk in elements}


@contextmanager
def moving_totals(obligation: Obligation) -> Iterator[None]:
    """Run an act inside; the difference that it makes goes into the totals, same transaction."""
    before = shares_of(obligation)
    yield
    after = shares_of(obligation)
    for element, share in after.items():
        moved = {
            name: getattr(share, name) - getattr(before[element], name) for name in SHARE_FIELDS
        }
        changes = {name: F(name) + by for name, by in moved.items() if by}
        if changes:
            Total.objects.filter(period=obligation.period_id, element=element).update(**changes)


@transaction.atomic
def rebuild_totals(*, period: Period) -> int:
    """Make the summary rows anew from the values; gives how many rows were wrong before."""
    # The rows first, in the order in which acts move them; what an act then adds comes on top.
    rows = list(period.totals.select_for_update(of=("self",)).order_by("element__position"))
    wanted = naive_totals(period)
    wrong = 0
    for total in rows:
        counts = wanted[total.element_id]
        if any(getattr(total, name) != value for name, value in counts.items()):
            Total.objects.filter(pk=total.pk).update(**counts)
            wrong += 1
    audit.record(actor=None, action="reporting.rebuild_totals", obj=f"period:{period.pk}")
    return wrong


def naive_totals(period: Period) -> dict[int, dict[str, int]]:
    """Element id → counts, summed over all obligations one by one."""
    sums = {
        pk: dict.fromkeys((*SHARE_FIELDS, "n_expected"), 0)
        for pk in period.data_set.elements.values_list("pk", flat=True)
    }
    for obligation in period.obligations.select_related("data_set"):
        for element, share in shares_of(obligation).items():
            for name in SHARE_FIELDS:
                sums[element][name] += getattr(share, name)
            sums[element]["n_expected"] += 1
    return sums
