"""Removing what has been kept long enough, with a log that says how much and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from minhbach_web.core import clock, retention
from minhbach_web.core.services import audit
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.models import Period, Removal

if TYPE_CHECKING:
    from minhbach_web.units.models import User


class Settable(Protocol):
    """What has a number of days within bounds."""

    @property
    def code(self) -> str: ...

    @property
    def limits(self) -> retention.Limits: ...


def clear() -> dict[str, int]:
    """Everything whose period is over goes; gives how many rows of each kind. Safe to run twice."""
    now = clock.now()
    days = retention.all_days()
    gone = {term.code: term.clear(term.before(now, days[term.code])) for term in retention.terms()}
    gone = {code: rows for code, rows in gone.items() if rows}
    with transaction.atomic():
        log(gone, Removal.Why.PERIOD)
        if gone:
            day = clock.day_of(now).isoformat()
            audit.record(actor=None, action="rights.clear", obj=f"day:{day}")
    return gone


def log(gone: dict[str, int], why: str) -> None:
    """Keep kind, number and day."""
    day = clock.today()
    Removal.objects.bulk_create(
        Removal(kind=kind, rows=rows, day=day, why=why) for kind, rows in gone.items() if rows
    )


@transaction.atomic
def set_period(*, term: Settable, days: int, by: User) -> Period:
    """So many days from now on, of keeping a kind of data or of doing a kind of request.

    Raises NotPossible outside the bounds.
    """
    bounds = term.limits
    if bounds.fixed or not bounds.least <= days <= bounds.most:
        raise NotPossible(str(days))
    row, _new = Period.objects.update_or_create(
        code=term.code, defaults={"days": days, "by": by, "at": clock.now()}
    )
    audit.record(actor=by, action="rights.set_period", obj=f"period_of_keeping:{term.code}")
    return row


def days_set() -> dict[str, int]:
    """The days that administrators set, by the code of the kind."""
    return dict(Period.objects.values_list("code", "days"))
