"""How a consolidated report goes up, and how a number of the level above is followed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minhbach_web.reporting.models import Obligation, ReportRevision, UpwardReport
from minhbach_web.reporting.queries.access import WRITERS
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Period, SubmissionRevision
    from minhbach_web.units.models import User

# Value.where of a number that came from a consolidated report; its anchor is the number's id.
FROM_REPORT = "report"


@dataclass(frozen=True)
class Below:
    """The number of a lower level that a value was filled from."""

    report: ReportRevision
    number: str


def obligations_above(user: User, period: Period) -> list[Obligation]:
    """What the office that consolidates owes to its own level above for the same time, where the
    forms share a question."""
    own = units_of(user, *WRITERS).filter(pk=period.parent_id)
    codes = period.data_set.elements.values("code")
    found = (
        Obligation.objects.filter(
            unit__in=own, period__code=period.code, data_set__elements__code__in=codes
        )
        .exclude(period=period)
        .select_related("period__parent", "data_set", "unit")
        .distinct()
        .order_by("pk")
    )
    return list(found)


def below(revision: SubmissionRevision, where: str, anchor: str) -> Below | None:
    """The number of the lower level behind a value; None for one that was read or typed."""
    if where != FROM_REPORT:
        return None
    link = UpwardReport.objects.filter(token=revision.token).select_related("report__period")
    found = link.first()
    return Below(found.report, anchor) if found else None
