"""What is asked about one period as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from minhbach_web.core import clock

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Obligation, Period


def obligation_of(period: Period, unit_code: str) -> Obligation:
    """What the unit with that code owes in this period. Raises Obligation.DoesNotExist."""
    found: Obligation = period.obligations.select_related("period", "data_set", "unit").get(
        unit__code=unit_code
    )
    return found


def units_without_report(period: Period) -> tuple[str, ...]:
    """Names of the units that have sent nothing, in the order of the period."""
    waiting = period.obligations.filter(submission=None).order_by("position")
    return tuple(waiting.values_list("unit__name", flat=True))


def last_day(instant: datetime | None) -> date | None:
    """The last day before that instant, in Viet Nam: what a lock means on paper."""
    return clock.day_of(instant - timedelta(seconds=1)) if instant else None


def period_replaced(period: Period) -> list[tuple[str, Period]]:
    """(unit, longer period) of each obligation that a longer period's report stands for."""
    from minhbach_web.reporting.models import Obligation  # noqa: PLC0415  # the rest needs no model

    rows = Obligation.every.filter(period=period).exclude(replaced_by=None)
    return [
        (row.unit.name, row.replaced_by)
        for row in rows.select_related("unit", "replaced_by__data_set").order_by("position")
        if row.replaced_by is not None
    ]
