"""What is asked about one period as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
