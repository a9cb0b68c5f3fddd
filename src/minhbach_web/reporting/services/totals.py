"""Totals: summary rows moved by each act that changes what counts, rebuildable at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When

from minhbach_web.core.services import audit
from minhbach_web.reporting.models import GroupTotal, Obligation, Period, Place, Total
from minhbach_web.reporting.queries.groups import groups_of, places_now
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, shares_of
from minhbach_web.reporting.queries.sums import Key, Sums, sums_of

COUNTS = (*SHARE_FIELDS, "n_expected")

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
    moved = {pk: share.minus(before[pk]) for pk, share in after.items()}
    _move(Total.objects.filter(period=obligation.period_id), moved)
    if groups:
        _move(GroupTotal.objects.filter(groups, period=obligation.period_id), moved)


def _move(rows: QuerySet[Any], moved: dict[int, dict[str, int]]) -> None:
    """Add to the rows of each element what moved, in one statement."""
    changed = [element for element, by in moved.items() if by]
    if not changed:
        return
    rows = rows.filter(element__in=changed)
    # Held in one order first: two acts at once never wait for each other.
    list(rows.select_for_update(of=("self",)).order_by("element", "pk").values_list("pk"))
    names = {name for by in moved.values() for name in by}
    rows.update(
        **{
            name: F(name)
            + Case(
                *(When(element=pk, then=Value(by[name])) for pk, by in moved.items() if name in by),
                default=Value(0),
                output_field=BigIntegerField(),
            )
            for name in names
        }
    )


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
    known: dict[Key, Total | GroupTotal] = {
        ("", "", t.element_id): t for t in period.totals.all()
    } | {(g.axis, g.key, g.element_id): g for g in period.group_totals.all()}
    changed: list[Total | GroupTotal] = []
    fresh: list[Total | GroupTotal] = []
    for (axis, key, element), counts in sums.items():
        row = known.pop((axis, key, element), None)
        if row is None:
            at = {"axis": axis, "key": key} if axis else {}
            kind = GroupTotal if axis else Total
            fresh.append(kind(period=period, element_id=element, **at, **counts))
        elif any(getattr(row, name) != value for name, value in counts.items()):
            for name, value in counts.items():
                setattr(row, name, value)
            changed.append(row)
    _store(Total, fresh, changed)
    _store(GroupTotal, fresh, changed)
    gone = [row.pk for row in known.values() if isinstance(row, GroupTotal)]
    GroupTotal.objects.filter(pk__in=gone).delete()
    return len(changed) + len(fresh) + len(gone)


def _store(
    kind: type[Total] | type[GroupTotal],
    fresh: list[Total | GroupTotal],
    changed: list[Total | GroupTotal],
) -> None:
    """The rows of one table, many in a statement."""
    rows: QuerySet[Any] = kind.objects.all()
    rows.bulk_create([row for row in fresh if isinstance(row, kind)], batch_size=1000)
    rows.bulk_update([row for row in changed if isinstance(row, kind)], COUNTS, batch_size=200)


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
