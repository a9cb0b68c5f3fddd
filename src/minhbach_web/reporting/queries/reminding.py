"""What reports are still owed, over all units or of one person: for reminders and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Obligation, Period, ReportDecision
from minhbach_web.reporting.queries.access import DECIDERS, own_obligations, period_for
from minhbach_web.reporting.queries.standing import Standing, standings
from minhbach_web.units.queries import home_units

if TYPE_CHECKING:
    from minhbach_web.units.models import User

PART = 900  # obligations in one question: SQLite takes no more than 999 keys


def open_between(first: date, last: date, *states: str) -> Iterator[Standing]:
    """The reports of open periods due in those days that stand in one of ``states``."""
    owed = Obligation.objects.filter(
        period__state=Period.State.OPEN, period__due__gte=first, period__due__lte=last
    )
    keys = list(owed.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), PART):
        part = Obligation.objects.filter(pk__in=keys[at : at + PART]).select_related(
            "period__data_set", "period__parent", "period__plan__programme"
        )
        yield from (row for row in standings(part.order_by("pk")) if row.state in states)


def open_of_period(period: Period, *states: str) -> list[Standing]:
    """The reports of one period that stand in one of ``states``, in the period's order."""
    return [
        row for row in standings(period.obligations.order_by("position")) if row.state in states
    ]


def own_between(user: User, first: date, last: date) -> list[Standing]:
    """The person's own reports due in those days."""
    owed = own_obligations(user).filter(period__due__gte=first, period__due__lte=last)
    return standings(owed.select_related("period__data_set").order_by("period__due", "pk"))


def period_to_chase(user: User, pk: int) -> Period:
    """The period if the person decides about its reports, else Http404."""
    return period_for(user, pk, *DECIDERS)


def title(period: Period) -> str:
    """The form and the period, in words."""
    return f"{period.data_set.name}, {period_codes.label(period.code)}"


def programme_of(period: Period) -> int | None:
    """The programme of the plan that asks for these reports, if one does."""
    programme = getattr(period.plan, "programme", None) if period.plan_id else None
    return programme.pk if programme else None


def to_consolidate(first: date, last: date) -> QuerySet[Period]:
    """Open periods whose own office has to have its consolidated report out in those days, and
    has not."""
    out = ReportDecision.objects.filter(
        report__period=OuterRef("pk"), kind=ReportDecision.Kind.PUBLISH
    )
    periods = Period.objects.filter(
        ~Exists(out), state=Period.State.OPEN, upper_due__gte=first, upper_due__lte=last
    )
    return periods.select_related("data_set", "parent", "plan__programme").order_by("pk")


def own_to_consolidate(user: User, first: date, last: date) -> QuerySet[Period]:
    """Those of offices that the person coordinates directly."""
    return to_consolidate(first, last).filter(parent__in=home_units(user, *DECIDERS))
