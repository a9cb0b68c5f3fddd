"""A longer period's report stands for the shorter one that closes on the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.core.services import audit
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Obligation, Period
from minhbach_web.reporting.queries.forms import form_of, newest_forms
from minhbach_web.reporting.services.totals import rebuild_totals

if TYPE_CHECKING:
    from minhbach_web.reporting.services.periods import Opening
    from minhbach_web.units.models import User


def replace_shorter(*, period: Period, by: User) -> int:
    """Called when a period opens; gives how many obligations were replaced.

    Both ways: the new period may replace what is open, and what is open may replace the new one.
    A unit that has sent or begun the shorter report keeps its obligation: nothing is lost.
    """
    count = 0
    others = Period.objects.filter(parent=period.parent).exclude(pk=period.pk)
    for other in others.select_related("data_set"):
        if _replaces(period, other):
            count += _replace(other, period, by)
        elif _replaces(other, period):
            count += _replace(period, other, by)
    return count


def _replaces(longer: Period, shorter: Period) -> bool:
    codes = form_of(longer.data_set).replaces
    return shorter.data_set.code in codes and period_codes.ends_within(shorter.code, longer.code)


def _replace(shorter: Period, longer: Period, by: User) -> int:
    units = Obligation.objects.filter(period=longer).values("unit")
    owed = Obligation.objects.filter(period=shorter, unit__in=units, submission=None, draft=None)
    count = owed.update(replaced_by=longer)
    if count:
        rebuild_totals(period=shorter)
        audit.record(actor=by, action="reporting.replace_period", obj=f"period:{shorter.pk}")
    return count


def replaced_by(opening: Opening) -> list[str]:
    """Reports that would stand for the period about to be opened: "form, period"."""
    longer = period_codes.longer_ending_with(opening.code)
    found = [
        (form_of(data_set), code)
        for data_set in newest_forms()
        for code in longer
        if opening.data_set.code in form_of(data_set).replaces
    ]
    return [
        f"{form.name}, {period_codes.label(code)}"
        for form, code in found
        if period_codes.fits(code, *form.periods)
    ]
