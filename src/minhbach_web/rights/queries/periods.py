"""Periods of keeping as they stand now, and what the next run would remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from minhbach_web.core import clock, retention
from minhbach_web.rights.clock import PREFIX, clock_of_the_law, days_of_all
from minhbach_web.rights.models import RequestKind


@dataclass(frozen=True)
class Upcoming:
    """A kind that goes by itself, with how many rows the next run would remove."""

    term: retention.Term
    days: int
    due: int


def upcoming() -> list[Upcoming]:
    """Every kind that goes by itself."""
    now, days = clock.now(), retention.all_days()
    rows = [(term, days[term.code]) for term in retention.terms()]
    return [Upcoming(term, n, term.due(term.before(now, n))) for term, n in rows]


@dataclass(frozen=True)
class Asked:
    """Days until a kind of request is done, as an administrator may set them."""

    code: str
    label: retention.Words
    limits: retention.Limits
    days: int
    certain: bool
    since: retention.Words
    due: Callable[[datetime], int] | None = None  # nothing goes

    def before(self, now: datetime, days: int) -> datetime:
        """As of a kind of data."""
        return now - timedelta(days=days)


def shown_days() -> list[Asked]:
    """The days within which requests are done, by kind of request."""
    law, chosen = clock_of_the_law(), days_of_all()
    return [
        Asked(
            code=f"{PREFIX}{kind}",
            label=RequestKind(kind).label,
            limits=retention.Limits(
                rule.days, rule.least, rule.most, vi=law.source_vi, en=law.source_en
            ),
            days=chosen[kind],
            certain=rule.certain,
            since=_("the day of the request"),
        )
        for kind, rule in law.days.items()
    ]


def standing(code: str) -> retention.Term | Asked | None:
    """What can be set under this code."""
    asked = {row.code: row for row in shown_days()} if code.startswith(PREFIX) else {}
    return asked.get(code) or retention.term(code)
