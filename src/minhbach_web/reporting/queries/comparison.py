"""Totals of other periods: the one before, a year ago, the year so far; the trend of an element."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from minhbach_web import engine
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.amounts import MAX_SCALE, format_amount
from minhbach_web.reporting.models import DataElement, Period, Total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PERIODS_SHOWN = 12


def sibling_periods(period: Period, codes: Iterable[str]) -> dict[str, Period]:
    """The periods of the same form (any version) and office that have these codes, by code."""
    found = Period.objects.filter(
        data_set__code=period.data_set.code, parent=period.parent_id, code__in=list(codes)
    ).order_by("data_set__version")
    return {row.code: row for row in found}


def comparisons(period: Period) -> tuple[engine.Comparison, ...]:
    """What stands beside the totals of ``period``, as the totals are now.

    The year so far is given only where every period of the year up to this one was opened.
    """
    own = period_codes.parse(period.code)
    before = own.previous()
    year_ago = engine.Period(own.year - 1, own.kind, own.number)
    so_far = [str(engine.Period(own.year, own.kind, n)) for n in range(1, own.number + 1)]
    periods = sibling_periods(period, {str(before), str(year_ago), *so_far})
    totals = _totals(periods.values())
    found = []
    if str(before) in periods:
        values = _values(totals, [periods[str(before)]])
        found.append(engine.Comparison("previous", str(before), values))
    if str(year_ago) in periods:
        values = _values(totals, [periods[str(year_ago)]])
        found.append(engine.Comparison("last_year", str(year_ago), values))
    if len(so_far) > 1 and all(code in periods for code in so_far):
        rows = [periods[code] for code in so_far]
        found.append(engine.Comparison("cumulative", period.code, _values(totals, rows, adds=True)))
    return tuple(c for c in found if c.values)


def _totals(periods: Iterable[Period]) -> dict[tuple[int, str], Total]:
    rows = Total.objects.filter(period__in=[p.pk for p in periods]).select_related("element")
    return {(row.period_id, row.element.code): row for row in rows}


def _values(
    totals: dict[tuple[int, str], Total], periods: Sequence[Period], *, adds: bool = False
) -> dict[str, engine.Compared]:
    """Element → the sum over these periods. Over several only what may be added over time."""
    last = periods[-1].pk
    found = {}
    for (pk, code), row in totals.items():
        element = row.element
        if pk != last or element.over_units != "sum":
            continue
        if adds and (element.over_time != "sum" or element.basis != "in_period"):
            continue
        rows = [totals[p.pk, code] for p in periods if (p.pk, code) in totals]
        if len(rows) < len(periods) or not any(r.n_reported for r in rows):
            continue
        found[code] = engine.Compared(
            value=exact(sum(r.number for r in rows)),
            n_reported=sum(r.n_reported for r in rows),
            n_expected=sum(r.n_expected for r in rows),
        )
    return found


def exact(number: int) -> Decimal:
    """A sum kept in millionths as a Decimal without closing zeros or exponent."""
    return Decimal(f"{Decimal(number).scaleb(-MAX_SCALE).normalize():f}")


@dataclass(frozen=True)
class Point:
    """One period of a trend; ``text`` "" where nothing was reported."""

    period: Period
    label: str
    total: Total | None
    value: Decimal | None
    text: str

    @property
    def complete(self) -> bool:
        return self.total is not None and self.total.n_reported == self.total.n_expected


def trend(period: Period, element: DataElement) -> list[Point]:
    """The element over the last periods of the same kind, the oldest first, none left out."""
    own = period_codes.parse(period.code)
    codes = []
    for _ in range(PERIODS_SHOWN):
        codes.append(str(own))
        own = own.previous()
    periods = sibling_periods(period, codes)
    rows = Total.objects.filter(period__in=periods.values(), element__code=element.code)
    totals = {row.period_id: row for row in rows}
    return [
        _point(periods[code], totals.get(periods[code].pk), element)
        for code in reversed(codes)
        if code in periods
    ]


def _point(period: Period, total: Total | None, element: DataElement) -> Point:
    adds = element.over_units == "sum"
    known = total is not None and adds and total.n_reported
    value = exact(total.number) if total and known else None
    return Point(period, period_codes.label(period.code), total, value, format_amount(value))
