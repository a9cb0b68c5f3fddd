"""Reports that are owed, and reports that came back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from minhbach_web.core import clock, reminding
from minhbach_web.core.reminding import Matter
from minhbach_web.reporting.queries import reminding as owing

if TYPE_CHECKING:
    from minhbach_web.reporting.queries.standing import Standing
    from minhbach_web.units.models import User

NOT_SENT = ("not_sent", "draft", "overdue")


def reports(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Reports of open periods that were not sent."""
    yield from (_matter(row) for row in owing.open_between(first, last, *NOT_SENT))


def returned(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Reports that came back and were not sent again; they count from the day of the return."""
    for row in owing.open_between(first, last, "returned"):
        yield _matter(row)


def _matter(row: Standing) -> Matter:
    owed, period = row.obligation, row.obligation.period
    back = row.state == "returned" and row.decision is not None
    name = owing.title(period)
    return Matter(
        kind="returned" if back else "report",
        key=f"returned:{row.decision.pk}" if back and row.decision else f"obligation:{owed.pk}",
        unit=owed.unit_id,
        unit_name=owed.unit.short_name or owed.unit.name,
        due=clock.day_of(row.decision.at) if back and row.decision else period.due,
        title=f"{name} – {owed.unit.short_name or owed.unit.name}",
        url=reverse("reporting:report", args=[owed.pk]),
        giver=period.parent_id,
        programme=owing.programme_of(period),
        group=f"period:{period.pk}",
        group_title=name,
        group_url=reverse("reporting:period", args=[period.pk]),
        reason=row.reason,
        happened=back,
        asked=period.asked_due,
        moved=period.due_moved,
    )


def consolidated(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """The report that an office itself has to make of its units' reports."""
    for period in owing.to_consolidate(first, last):
        name = owing.title(period)
        url = reverse("reporting:consolidated", args=[period.pk])
        yield Matter(
            kind="consolidated",
            key=f"consolidated:{period.pk}",
            unit=period.parent_id,
            unit_name=period.parent.short_name or period.parent.name,
            due=period.upper_due or last,
            title=_("Consolidated report: %(what)s") % {"what": name},
            url=url,
            giver=period.parent_id,
            roles=("coordinator",),
            programme=owing.programme_of(period),
            group=f"consolidated:{period.pk}",
            group_title=name,
            group_url=url,
        )


def of_period(user: User, pk: int) -> reminding.Group:
    """The units of a period that were asked and have not sent, or have to send again."""
    period = owing.period_to_chase(user, pk)
    rows = owing.open_of_period(period, *NOT_SENT, "returned")
    title, url = owing.title(period), reverse("reporting:period", args=[period.pk])
    return reminding.Group(title, url, tuple(_matter(row) for row in rows))


def in_calendar(user: User, first: datetime.date, last: datetime.date) -> Iterable[reminding.Entry]:
    """The person's own reports: the due day, and whether it was sent."""
    for row in owing.own_between(user, first, last):
        owed, period = row.obligation, row.obligation.period
        sent = row.state not in (*NOT_SENT, "returned")
        name = f"{owing.title(period)} – {owed.unit.short_name or owed.unit.name}"
        yield reminding.Entry(
            matter=f"obligation-{owed.pk}",
            day=period.due,
            title=(_("Sent: %(what)s") if sent else _("Due: %(what)s")) % {"what": name},
            url=reverse("reporting:report", args=[owed.pk]),
            detail=period.due_moved,
        )
    for period in owing.own_to_consolidate(user, first, last):
        what = _("Consolidated report: %(what)s") % {"what": owing.title(period)}
        yield reminding.Entry(
            matter=f"consolidated-{period.pk}",
            day=period.upper_due or last,
            title=_("Due: %(what)s") % {"what": what},
            url=reverse("reporting:consolidated", args=[period.pk]),
        )
