"""What a run would say now, without writing or sending anything."""

from __future__ import annotations

from django.utils import translation

from minhbach_web.core import clock
from minhbach_web.reminders.services.sending import fresh, planned
from minhbach_web.reporting.services.calendar import days_off
from minhbach_web.units.queries.holders import people_by_key


def lines(language: str) -> list[str]:
    """One line per reminder that would be new: the account, the thing, the day, why."""
    with translation.override(language):
        new = fresh(planned(clock.today(), days_off()))
    people = people_by_key({p.user for p in new})
    return [
        f"{people[p.user].username}\t{p.due:%d/%m/%Y}\t{' '.join(p.title.split())}\t{p.why}"
        for p in new
        if p.user in people
    ]
