"""Totals of all periods made anew, one period after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minhbach_web.reporting.models import Period
from minhbach_web.reporting.services.totals import rebuild_totals, regroup


@dataclass(frozen=True)
class Rebuilt:
    """``wrong``: how many summary rows had to be changed."""

    period: str
    form: str
    wrong: int


def rebuild_all(*, code: str | None = None, by_tree: bool = False) -> Iterator[Rebuilt]:
    """Each period in a transaction of its own: a stop in the middle leaves whole periods."""
    periods = Period.objects.order_by("start", "pk").select_related("data_set", "parent")
    for period in periods.filter(code=code) if code else periods:
        act = regroup if by_tree else rebuild_totals
        yield Rebuilt(period.code, period.data_set.name, act(period=period))
