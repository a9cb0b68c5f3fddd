"""What does not fit together over time: a running total that isn't the sum of its periods."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.amounts import format_amount, unscaled
from minhbach_web.reporting.models import Obligation, Value
from minhbach_web.reporting.queries.comparison import sibling_periods
from minhbach_web.reporting.queries.counting import counting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minhbach_web.reporting.models import Period
    from minhbach_web.reporting.queries.standing import Standing

RUNNING = ":cumulative"


def findings(period: Period, rows: Sequence[Standing], names: Mapping[str, str]) -> list[str]:
    """Sentences: a unit's report says a running total that differs from the sum of what was
    accepted of it since the year began. Periods that are not all there are not compared.

    ``rows``: the standings of the period; ``names``: elements by code.
    """
    own = period_codes.parse(period.code)
    said = _said(rows)
    if not said or own.number < 2:
        return []
    codes = [str(engine.Period(own.year, own.kind, n)) for n in range(1, own.number + 1)]
    periods = sibling_periods(period, codes)
    if len(periods) < len(codes):
        return []
    sums = _sums([p.pk for p in periods.values()], {unit for unit, _code in said}, len(codes))
    units = {row.obligation.unit_id: row.obligation.unit.name for row in rows}
    return [
        _(
            "%(unit)s, %(element)s: its report says %(said)s since the year began, the periods add "
            "up to %(sum)s."
        )
        % {
            "unit": units[unit],
            "element": names.get(code, code),
            "said": format_amount(value),
            "sum": format_amount(sums[unit, code]),
        }
        for (unit, code), value in said.items()
        if (unit, code) in sums and sums[unit, code] != value
    ]


def _said(rows: Sequence[Standing]) -> dict[tuple[int, str], Decimal]:
    """(unit, element) → the running total that the unit's accepted report gives."""
    found: dict[tuple[int, str], Decimal] = {}
    for row in rows:
        if row.counts is None or row.counts_as != "accepted":
            continue
        for key, figure in (row.counts.extraction.get("values") or {}).items():
            if key.endswith(RUNNING) and figure:
                code = key.removesuffix(RUNNING)
                found[row.obligation.unit_id, code] = Decimal(str(figure["value"]))
    return found


def _sums(periods: list[int], units: set[int], n: int) -> dict[tuple[int, str], Decimal]:
    """(unit, element) → sum over the periods, where the unit's number is known in each."""
    owed = dict(
        Obligation.objects.filter(period__in=periods, unit__in=units).values_list("pk", "unit")
    )
    counts = counting(owed)
    accepted = [c.revision for c in counts.values() if c.accepted]
    rows = Value.objects.filter(revision__in=accepted, number__isnull=False)
    sums: dict[tuple[int, str], Decimal] = {}
    seen: dict[tuple[int, str], int] = {}
    for unit, code, number, scale in rows.values_list(
        "revision__submission__obligation__unit", "element__code", "number", "scale"
    ):
        key = (unit, code)
        sums[key] = sums.get(key, Decimal(0)) + (unscaled(number, scale) or Decimal(0))
        seen[key] = seen.get(key, 0) + 1
    return {key: value for key, value in sums.items() if seen[key] == n}
