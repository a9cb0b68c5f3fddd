"""The table of days off: laid out from the law's list, kept by hand; moves due dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import DayOff

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def days_off() -> engine.Calendar:
    """The whole table as the engine's calendar."""
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for row in DayOff.objects.all():
        (off if row.kind == DayOff.Kind.OFF else worked)[row.day] = row.name
    return engine.Calendar(off, worked)


@dataclass(frozen=True)
class Due:
    """A due date on a working day; ``asked`` and ``why`` when it had to move."""

    day: date
    asked: date | None = None
    why: str = ""


def due_on(day: date) -> Due:
    """``day``, or the next working day with the reason in words."""
    moved = engine.working_day(day, days_off())
    if moved.day == day:
        return Due(day)
    reasons = ", ".join(f"{passed:%d/%m}: {_reason(reason)}" for passed, reason in moved.reasons)
    return Due(moved.day, day, reasons[:300])


def _reason(reason: str) -> str:
    return {"saturday": _("Saturday"), "sunday": _("Sunday")}.get(reason, reason)


@transaction.atomic
def set_day(*, day: date, kind: str, name: str, by: User) -> DayOff:
    """Keep what is special about ``day``; what was said before is replaced."""
    row, _new = DayOff.objects.update_or_create(
        day=day, defaults={"kind": kind, "name": name, "by": by, "at": clock.now()}
    )
    audit.record(actor=by, action="reporting.set_day_off", obj=f"day:{day.isoformat()}")
    return row


@transaction.atomic
def forget_day(*, day: date, by: User) -> None:
    """The day is like any other of its week again."""
    if DayOff.objects.filter(day=day).delete()[0]:
        audit.record(actor=by, action="reporting.forget_day_off", obj=f"day:{day.isoformat()}")


@transaction.atomic
def lay_out_year(*, year: int, by: User) -> int:
    """Add the public holidays of ``year`` that the table lacks; gives how many were added.

    What a person wrote stays. Exchanges announced later are set by hand.
    """
    known = set(DayOff.objects.filter(day__year=year).values_list("day", flat=True))
    new = [
        DayOff(day=day, kind=kind, name=name[:160], by=by, at=clock.now())
        for day, kind, name in public_holidays(year)
        if day not in known
    ]
    DayOff.objects.bulk_create(new)
    if new:
        audit.record(actor=by, action="reporting.lay_out_holidays", obj=f"year:{year}")
    return len(new)


# "Ngày nghỉ (thay cho ngày 22/08/2026)": that Saturday is worked.
EXCHANGED = re.compile(r"thay cho ngày ([0-9]{2})/([0-9]{2})/([0-9]{4})")


def public_holidays(year: int) -> list[tuple[date, str, str]]:
    """(day, kind, name): the public holidays of Viet Nam in that year, with days in lieu and
    exchanged days as far as they are announced (Labour Code 2019, articles 111 and 112)."""
    import holidays  # noqa: PLC0415  # slow to load

    found: dict[date, tuple[str, str]] = {}
    for day, name in holidays.country_holidays("VN", years=year, language="vi").items():
        found[day] = (DayOff.Kind.OFF, name)
        if exchanged := EXCHANGED.search(name):
            worked = date(int(exchanged[3]), int(exchanged[2]), int(exchanged[1]))
            found.setdefault(worked, (DayOff.Kind.WORKED, f"Làm bù cho ngày {day:%d/%m/%Y}"))
    return [(day, kind, name) for day, (kind, name) in sorted(found.items())]
