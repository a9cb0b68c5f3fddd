"""CT: contradictions among citations, as `minhbach.citations.contradictions` finds them."""

from __future__ import annotations

from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.citations.contradictions import find_contradictions
from minhbach.model.finding import Finding

CODES = tuple(f"CT-{number:02d}" for number in range(1, 14))


def contradictions(context: Context) -> Iterator[Finding]:
    """CT-01 … CT-13, each at its doubtful place, quoting the other one."""
    found = find_contradictions(
        context.citations, text=context.text, own_date=context.date, profile=context.profile
    )
    for each in found:
        place = each.places[0]
        other = each.places[1].quote if len(each.places) > 1 else ""
        yield context.finding(
            each.code,
            place.start,
            place.end,
            severity=each.severity,
            other=other,
            right=each.needed,
            actual=each.actual,
        )


CHECKS: Checks = ((CODES, contradictions),)
