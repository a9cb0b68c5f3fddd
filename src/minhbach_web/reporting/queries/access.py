"""Who sees which period and which report. Out of scope is 404: as if there were none.

What a closed unit reported is read by who reads its successors. What was still open there (an open
period) is finished by its one successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from minhbach_web.reporting.models import Obligation, Period, SubmissionRevision
from minhbach_web.units.queries import (
    answering_units,
    home_units,
    inherited_units,
    open_units,
    readable_units,
    units_of,
    units_with_own,
)

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

READERS = ("reporter", "checker", "approver", "coordinator", "auditor")
WRITERS = ("reporter",)
DECIDERS = ("coordinator",)
ASKERS = ("reporter", "checker", "approver", "coordinator")
OVERSEERS = ("coordinator", "approver", "auditor")


def visible_obligations(user: User) -> QuerySet[Obligation]:
    """Obligations of the units that the person reads reports of."""
    units = readable_units(user, *READERS)
    return Obligation.objects.filter(unit__in=units).select_related("period", "data_set", "unit")


def own_obligations(user: User) -> QuerySet[Obligation]:
    """Obligations that the person reports on."""
    return Obligation.objects.filter(_acts_for("unit", "period__", user, *WRITERS)).select_related(
        "period__parent", "data_set", "unit"
    )


def _acts_for(unit: str, period: str, user: User, *roles: str) -> Q:
    """Rows whose ``unit`` the person acts for: in reach, or closed and taken over by one unit in
    reach while the ``period`` is open."""
    own = Q(**{f"{unit}__in": units_of(user, *roles)})
    inherited = Q(**{f"{unit}__in": inherited_units(user, *roles)})
    return own | inherited & Q(**{f"{period}state": Period.State.OPEN})


def obligation_for(user: User, pk: int, *roles: str) -> Obligation:
    """The obligation if the person has one of ``roles`` in its unit; any reader by default, who
    reads the reports of closed units, too."""
    if roles:
        where = _acts_for("unit", "period__", user, *roles)
    else:
        where = Q(unit__in=readable_units(user, *READERS))
    found = (
        Obligation.objects.filter(where, pk=pk)
        .select_related("period__parent", "data_set", "unit")
        .first()
    )
    if found is None:
        raise Http404
    return found


def writes(user: User, obligation: Obligation) -> bool:
    """Whether the person makes this report: who reports in the unit; where nobody does, the
    coordinator of the period, in the unit's place."""
    if may(user, obligation, *WRITERS):
        return True
    answering = answering_units([obligation.unit_id])
    served = units_with_own("reporter", answering.values())
    return not served and decides(user, obligation.period)


def report_for(user: User, pk: int) -> Obligation:
    """The obligation whose report the person makes, else Http404."""
    # Who reports in the unit itself is nearly everybody who comes here: one short question.
    rows = Obligation.objects.select_related("period__parent", "data_set", "unit")
    here = home_units(user, *WRITERS) & open_units()
    own = rows.filter(pk=pk, unit__in=here).first() or own_obligations(user).filter(pk=pk).first()
    if own is not None:
        return own
    found = obligation_for(user, pk)
    if not writes(user, found):
        raise Http404
    return found


def visible_periods(user: User) -> QuerySet[Period]:
    """Periods that the person oversees as a whole (its opening unit is in their scope)."""
    units = readable_units(user, *OVERSEERS)
    return Period.objects.filter(parent__in=units).select_related("data_set", "parent")


def period_for(user: User, pk: int, *roles: str) -> Period:
    """The period if the person has one of ``roles`` where it was opened; without roles also where
    the unit that opened it was closed and the person oversees a successor."""
    if roles:
        where = _acts_for("parent", "", user, *roles)
    else:
        where = Q(parent__in=readable_units(user, *OVERSEERS))
    found = Period.objects.filter(where, pk=pk).select_related("data_set", "parent").first()
    if found is None:
        raise Http404
    return found


def revision_for(user: User, obligation_pk: int, n: int, *roles: str) -> SubmissionRevision:
    """Revision ``n`` of an obligation in the person's scope."""
    obligation = obligation_for(user, obligation_pk, *roles)
    found = (
        SubmissionRevision.objects.filter(submission__obligation=obligation, n=n)
        .select_related("submission", "source", "by")
        .first()
    )
    if found is None:
        raise Http404
    found.submission.obligation = obligation
    return found


def may(user: User, obligation: Obligation, *roles: str) -> bool:
    """Whether the person has one of ``roles`` in the obligation's unit."""
    return Obligation.objects.filter(
        _acts_for("unit", "period__", user, *roles), pk=obligation.pk
    ).exists()


def decides(user: User, period: Period) -> bool:
    """Whether the person accepts and returns the reports of this period."""
    return Period.objects.filter(_acts_for("parent", "", user, *DECIDERS), pk=period.pk).exists()


def unit_for(user: User, pk: int, *roles: str) -> OrganisationUnit:
    """The unit if the person has one of ``roles`` over it."""
    found = units_of(user, *roles).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def period_seen(user: User, pk: int) -> bool:
    """Whether the person may look at the period as a whole."""
    return visible_periods(user).filter(pk=pk).exists()
