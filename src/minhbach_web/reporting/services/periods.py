"""Opening and closing a period. Opening is an explicit act: it makes the obligations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import DataSet, Obligation, Period, Reopening
from minhbach_web.reporting.problems import CantOpen, Incomplete, UpperLocked
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.services.calendar import Due, due_on
from minhbach_web.reporting.services.replacing import replace_shorter
from minhbach_web.reporting.services.totals import begin_totals

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Paper:
    """How the consolidated paper looks: who issues it, under whom, for whom."""

    layout: Literal["party", "state"] = "party"
    issuer: str = ""
    parent_issuer: str = ""
    place: str = ""
    authority: str = ""
    title: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opening:
    """What a person asks for when a period is opened; ``check`` says whether it can be.

    ``upper_due`` and ``upper_lock_at`` bind the opening unit itself.
    """

    data_set: DataSet
    parent: OrganisationUnit
    code: str
    due: date
    units: Sequence[OrganisationUnit]
    late_until: date | None = None
    lock_at: datetime | None = None
    plan_id: int | None = None
    paper: Paper = field(default_factory=Paper)
    upper_due: date | None = None
    upper_lock_at: datetime | None = None

    @property
    def form(self) -> engine.Form:
        return form_of(self.data_set)

    @property
    def moved_due(self) -> Due:
        """The due date on a working day, and why it moved when it did."""
        return due_on(self.due)

    def check(self) -> None:
        """Raises CantOpen or CantRead with the sentence for the page."""
        start, _end = period_codes.bounds(self.code, self.form.cut_off)
        if not period_codes.fits(self.code, *self.form.periods):
            raise CantOpen(_("This form is not reported for such a period. Choose another period."))
        if not self.units:
            raise CantOpen(_("No unit was chosen. Choose at least one unit that has to report."))
        self._check_dates(start)
        taken = Period.objects.filter(
            data_set__code=self.data_set.code, parent=self.parent, code=self.code
        )
        if taken.exists():
            raise CantOpen(_("This period of this form is open already. See the list of periods."))

    def _check_dates(self, start: date) -> None:
        due = self.moved_due.day
        if self.due < start:
            raise CantOpen(_("The due date lies before the period begins. Check the date."))
        if self.late_until and self.late_until < due:
            raise CantOpen(_("Late reports can't end before the due date. Check the two dates."))
        last = self.late_until or due
        if self.lock_at and clock.day_of(self.lock_at - SECOND) < last:
            raise CantOpen(_("Corrections can't end before the last day for reports."))
        if self.upper_due and self.upper_due < due:
            raise CantOpen(
                _("Your own report can't be due before the reports of the units. Check the dates.")
            )
        if self.upper_lock_at and self.lock_at and self.upper_lock_at < self.lock_at:
            raise CantOpen(_("Decisions can't end before corrections of the units end."))


@transaction.atomic
def open_period(*, opening: Opening, by: User) -> Period:
    """The period with one obligation per unit, in the order given, and empty totals."""
    # Whoever presses second waits here and is told that the period is open.
    DataSet.objects.select_for_update().get(pk=opening.data_set.pk)
    opening.check()
    period = _new_period(opening, by)
    levels = {e.code: e.levels for e in opening.form.elements if e.levels}
    Obligation.objects.bulk_create(
        Obligation(
            period=period,
            data_set=opening.data_set,
            unit=unit,
            position=at,
            not_asked=[code for code, types in levels.items() if unit.type not in types],
        )
        for at, unit in enumerate(opening.units)
    )
    begin_totals(period=period)
    replace_shorter(period=period, by=by)
    audit.record(actor=by, action="reporting.open_period", obj=f"period:{period.pk}")
    return period


def _new_period(opening: Opening, by: User) -> Period:
    cut_off, due, paper = opening.form.cut_off, opening.moved_due, opening.paper
    start, end = period_codes.bounds(opening.code, cut_off)
    return Period.objects.create(
        data_set=opening.data_set,
        parent=opening.parent,
        plan_id=opening.plan_id,
        code=opening.code,
        start=start,
        end=end,
        first_day=cut_off.first_day,
        months_back=cut_off.months_back,
        due=due.day,
        asked_due=due.asked,
        due_moved=due.why,
        late_until=opening.late_until,
        lock_at=opening.lock_at,
        upper_due=opening.upper_due,
        upper_lock_at=opening.upper_lock_at,
        opened_by=by,
        opened_at=clock.now(),
        layout=paper.layout,
        issuer=paper.issuer or opening.parent.name,
        parent_issuer=paper.parent_issuer,
        place=paper.place,
        authority=paper.authority,
        title=paper.title,
        recipients="\n".join(paper.recipients),
    )


def check_deciding(period: Period) -> None:
    """Raises UpperLocked when the opening unit's own time to decide is over."""
    if period.upper_lock_at is not None and clock.now() >= period.upper_lock_at:
        raise UpperLocked


@transaction.atomic
def close_period(*, period: Period, by: User) -> Period:
    """Nothing more is taken; reports already sent can still be decided on."""
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.state != Period.State.CLOSED:
        period.state = Period.State.CLOSED
        period.save(update_fields=["state"])
        audit.record(actor=by, action="reporting.close_period", obj=f"period:{period.pk}")
    return period


@transaction.atomic
def reopen_period(*, period: Period, reason: str, by: User) -> Period:
    """The period takes reports again; ``reason`` stands on its page. Raises Incomplete."""
    reason = reason.strip()
    if not reason:
        raise Incomplete(_("Say why the period is opened again, so that everybody can see it."))
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.state != Period.State.OPEN:
        period.state = Period.State.OPEN
        period.save(update_fields=["state"])
        Reopening.objects.create(period=period, reason=reason, by=by, at=clock.now())
        audit.record(actor=by, action="reporting.reopen_period", obj=f"period:{period.pk}")
    return period
