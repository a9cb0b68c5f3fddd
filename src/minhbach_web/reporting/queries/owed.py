"""What else a unit owes at the moment: one file may feed several forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.core import clock
from minhbach_web.reporting.models import Obligation, Period
from minhbach_web.reporting.queries.access import own_obligations
from minhbach_web.units.queries import answering_units, units_with_own

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def also_open(user: User, obligation: Obligation) -> list[Obligation]:
    """The unit's other open reports that nobody has begun, whose days overlap with this one's."""
    period = obligation.period
    found = own_obligations(user).filter(
        unit=obligation.unit_id,
        period__state=Period.State.OPEN,
        period__start__lt=period.end,
        period__end__gt=period.start,
        submission=None,
        draft=None,
    )
    now = clock.now()
    return [
        other
        for other in found.exclude(pk=obligation.pk).order_by("period__due", "pk")
        if other.period.lock_at is None or now < other.period.lock_at
    ]


def without_reporter(period: Period) -> list[Obligation]:
    """Obligations of units in which nobody reports: the office above may send for them."""
    rows = list(
        period.obligations.select_related("unit", "period", "data_set").order_by("position")
    )
    answering = answering_units(row.unit_id for row in rows)
    served = units_with_own("reporter", answering.values())
    return [row for row in rows if answering[row.unit_id] not in served]
