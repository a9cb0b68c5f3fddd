"""Totals: summary rows moved by each act that changes what counts, rebuildable at any time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet

from minhbach_web.core.services import audit
from minhbach_web.reporting.models import GroupTotal, Obligation, Period, Place, Total
from minhbach_web.reporting.queries.groups import groups_of_many, places_now
from minhbach_web.reporting.queries.shares import (
    SHARE_FIELDS,
    Share,
    elements_of,
    shares_of,
    shares_of_many,
)
from minhbach_web.reporting.queries.sums import WHOLE, Key, Sums, sums_of

COUNTS = (*SHARE_FIELDS, "n_expected")
GROUP = ("period", "axis", "key", "element")
# Group → element → what moved.
Moves = dict[tuple[str, str], dict[int, dict[str, int]]]
# Obligations whose totals an act further out will move.
_moving: ContextVar[frozenset[int]] = ContextVar("moving", default=frozenset())

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
def moving_totals(*obligations: Obligation) -> Iterator[None]:
    """Run acts inside; the difference that they make goes into the totals, same transaction.

    All of one period, their rows held by the caller. Acts inside that move totals of the same
    obligations leave that to this one: many reports at once move each total once.
    """
    outside = _moving.get()
    own = [row for row in obligations if row.pk not in outside]
    if not own:
        yield
        return
    elements = elements_of(own[0])
    before = shares_of_many(own, elements)
    token = _moving.set(outside | {row.pk for row in own})
    try:
        yield
    finally:
        _moving.reset(token)
    _move_all(own, before, shares_of_many(own, elements))


def _move_all(
    obligations: Sequence[Obligation],
    before: dict[int, dict[int, Share]],
    after: dict[int, dict[int, Share]],
) -> None:
    places = groups_of_many([row.pk for row in obligations])
    moved: Moves = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for pk, shares in after.items():
        for element, share in shares.items():
            for name, by in share.minus(before[pk][element]).items():
                for group in (WHOLE, *places[pk]):
                    moved[group][element][name] += by
    if not moved:
        return
    period = obligations[0].period_id
    _move(Total.objects.filter(period=period), moved)
    keys: dict[str, set[str]] = defaultdict(set)
    for axis, key in moved.keys() - {WHOLE}:
        keys[axis].add(key)
    groups = Q()
    for axis, known in keys.items():
        groups |= Q(axis=axis, key__in=known)
    if groups:
        _move(GroupTotal.objects.filter(groups, period=period), moved)


def _move(rows: QuerySet[Any], moved: Moves) -> None:
    """Add to the rows of each element what moved."""
    elements = {element for by in moved.values() for element in by}
    # Held in one order first: two acts at once never wait for each other, and what is read here
    # stays so until this act is done.
    held = rows.filter(element__in=elements).select_for_update(of=("self",))
    changed = []
    for row in held.order_by("element", "pk"):
        group = (row.axis, row.key) if isinstance(row, GroupTotal) else WHOLE
        by = moved[group][row.element_id]
        if not any(by.values()):
            continue
        for name, step in by.items():
            setattr(row, name, getattr(row, name) + step)
        changed.append(row)
    _store(changed)


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
