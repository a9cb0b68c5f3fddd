"""What a unit's activity log gives for its report: proposed beside the field, confirmed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.activities.queries import counts
from minhbach_web.reporting.amounts import format_amount
from minhbach_web.reporting.models import Obligation


@dataclass(frozen=True)
class Logged:
    """A number of the log. ``url`` lists the activities behind it."""

    number: Decimal
    url: str
    activities: tuple[int, ...]

    @property
    def text(self) -> str:
        return format_amount(self.number)

    @property
    def behind(self) -> str:
        n = len(self.activities)
        return ngettext("%(n)s activity", "%(n)s activities", n) % {"n": n}

    @property
    def note(self) -> str:
        """Where the number comes from, kept with the answer: the activities by number."""
        listed = ", ".join(map(str, self.activities[:20]))
        more = "…" if len(self.activities) > 20 else ""
        return _("From the activity log: %(list)s") % {"list": f"{listed}{more}"}


def logged(obligation: Obligation) -> dict[str, Logged]:
    """Element code → what the unit's log gives for the period; running totals are left out."""
    period = obligation.period
    asked = obligation.data_set.elements.filter(basis="in_period")
    codes = set(asked.values_list("code", flat=True)) - set(obligation.not_asked)
    found = counts(obligation.unit, period.start, period.end - timedelta(days=1))
    return {
        row.code: Logged(row.number, row.url, tuple(row.activities))
        for row in found
        if row.code in codes
    }
