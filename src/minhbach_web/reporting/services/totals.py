"""Totals: summary rows moved by each act that changes what counts, rebuildable at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet

from minhbach_web.core.services import audit
from minhbach_web.reporting.models import GroupTotal, Obligation, Period, Place, Total
from minhbach_web.reporting.queries.groups import groups_of, places_now
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, shares_of
from minhbach_web.reporting.queries.sums import Key, Sums, sums_of

COUNTS = (*SHARE_FIELDS, "n_expected")
GROUP = ("period", "axis", "key", "element")

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def begin_totals(*, period: Period) -> None:
    """The places of the period's obligations and their summary rows; nothing has come yet.

    Call it again when obligations were added: what is there already is put right.
    """
    rows = list(period.obligations.select_related("unit"))
    placed = set(Place.objects.filter(obligation__period=period).values_list("obligation_id"))
    fresh = [row for row in rows if (row.pk,) not in placed]
    Place.objects.bulk_create(places_now(period, fresh), batch_size=2000)
    _write(period, sums_of(period))


@contextmanager
def moving_totals(obligation: Obligation) -> Iterator[None]:
    """Run an act inside; the difference that it makes goes into the totals, same transaction."""
    before = shares_of(obligation)
    yield
    after = shares_of(obligation)
    groups = Q()
    for axis, key in groups_of(obligation):
        groups |= Q(axis=axis, key=key)
    moved = {pk: by for pk, share in after.items() if (by := share.minus(before[pk]))}
    if not moved:
        return
    _move(Total.objects.filter(period=obligation.period_id), moved)
    if groups:
        _move(GroupTotal.objects.filter(groups, period=obligation.period_id), moved)


def _move(rows: QuerySet[Any], moved: dict[int, dict[str, int]]) -> None:
    """Add to the rows of each element what moved."""
    # Held in one order first: two acts at once never wait for each other, and what is read here
    # stays so until this act is done.
    held = list(
        rows.filter(element__in=moved).select_for_update(of=("self",)).order_by("element", "pk")
    )
    for row in held:
        for name, by in moved[row.element_id].items():
            setattr(row, name, getattr(row, name) + by)
    _store(held)


@transaction.atomic
def rebuild_totals(*, period: Period, by: User | None = None) -> int:
    """Make the summary rows anew from the values; gives how many rows were wrong before."""
    # The rows first, in the order in which acts move them; what an act then adds comes on top.
    list(period.totals.select_for_update(of=("self",)).order_by("element", "pk"))
    list(period.group_totals.select_for_update(of=("self",)).order_by("element", "pk"))
    wrong = _write(period, sums_of(period))
    audit.record(actor=by, action="reporting.rebuild_totals", obj=f"period:{period.pk}")
    return wrong


@transaction.atomic
def regroup(*, period: Period, by: User | None = None) -> int:
    """Place the period's obligations by today's tree and rebuild: gives how many rows changed.

    The sums of the whole period stay; what was said of a group before the tree changed stands in
    the reports that were fixed.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    # No act moves totals meanwhile: each holds its obligation.
    rows = list(
        period.obligations.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    )
    Place.objects.filter(obligation__period=period).delete()
    Place.objects.bulk_create(places_now(period, rows), batch_size=2000)
    period.group_totals.all().delete()
    wrong = _write(period, sums_of(period))
    audit.record(actor=by, action="reporting.regroup", obj=f"period:{period.pk}")
    return wrong


def _write(period: Period, sums: Sums) -> int:
    """Store the sums; gives how many rows were wrong or absent. Rows nobody asks for go."""
    known: dict[Key, tuple[int, ...]] = {
        ("", "", row[0]): row[1:] for row in period.totals.values_list("element", *COUNTS)
    }
    groups = period.group_totals.values_list("axis", "key", "element", *COUNTS)
    known |= {row[:3]: row[3:] for row in groups}
    wrong = [
        key
        for key, counts in sums.items()
        if known.pop(key, None) != tuple(map(counts.get, COUNTS))
    ]
    _store([Total(period=period, element_id=e, **sums["", "", e]) for a, _, e in wrong if not a])
    _store(
        [
            GroupTotal(period=period, axis=axis, key=key, element_id=e, **sums[axis, key, e])
            for axis, key, e in wrong
            if axis
        ]
    )
    for axis, key in {(axis, key) for axis, key, _ in known if axis}:
        gone = [e for a, k, e in known if (a, k) == (axis, key)]
        period.group_totals.filter(axis=axis, key=key, element__in=gone).delete()
    return len(wrong) + sum(1 for axis, _, _ in known if axis)


def _store(rows: Sequence[Total | GroupTotal]) -> None:
    """Write rows of one table anew or over what is there, many in a statement."""
    for kind, same in ((Total, ("period", "element")), (GroupTotal, GROUP)):
        mine = [row for row in rows if isinstance(row, kind)]
        table: Any = kind.objects
        table.bulk_create(
            mine,
            batch_size=500,
            update_conflicts=True,
            update_fields=COUNTS,
            unique_fields=same,
        )


def naive_totals(period: Period) -> dict[int, dict[str, int]]:
    """Element id → counts, summed over all obligations one by one: the oracle of the tests."""
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
