"""What units reported on a programme: the totals beside its progress."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from minhbach_web.core.slots import Reported, ReportedPeriod
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.amounts import MAX_SCALE, format_amount
from minhbach_web.reporting.models import Period, Total
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import User

READERS = ("coordinator", "approver", "auditor", "administrator")
LAST = 2  # periods


def reported_on(user: User, programme: int) -> Iterator[ReportedPeriod]:
    """The totals of the programme's last periods that ``user`` reads; sums only, with coverage."""
    about = Q(plan__programme=programme) | Q(plan__amends=programme)
    periods = Period.objects.filter(about, parent__in=units_of(user, *READERS))
    for period in periods.select_related("data_set").order_by("-start", "-pk")[:LAST]:
        totals = Total.objects.filter(period=period, n_reported__gt=0, element__over_units="sum")
        rows = tuple(_reported(total) for total in totals.select_related("element"))
        if rows:
            title = f"{period.data_set.name}, {period_codes.label(period.code)}"
            yield ReportedPeriod(title, reverse("reporting:period", args=[period.pk]), rows)


def _reported(total: Total) -> Reported:
    value = format_amount(Decimal(total.number).scaleb(-MAX_SCALE).normalize() + 0)
    coverage = f"{total.n_reported}/{total.n_expected}"
    return Reported(total.element.name, f"{value} {total.element.unit}".strip(), coverage)
