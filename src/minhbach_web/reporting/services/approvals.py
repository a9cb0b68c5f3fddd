"""The way of a report: fixed when it is sent; how many steps a unit takes is its setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import (
    ApprovalSetting,
    ApprovalStep,
    Obligation,
    SubmissionRevision,
)
from minhbach_web.reporting.queries.approvals import way_of

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User


def lay_way(*, revision: SubmissionRevision, obligation: Obligation) -> None:
    """Fix the steps of a revision that was just sent; part of the sending transaction."""
    way = way_of(obligation)
    if len(way) > 1:
        ApprovalStep.objects.bulk_create(
            ApprovalStep(revision=revision, n=n, kind=kind, unit=unit)
            for n, (kind, unit) in enumerate(way, 1)
        )


@transaction.atomic
def set_steps(*, unit: OrganisationUnit, steps: int, by: User) -> ApprovalSetting:
    """How many steps a report takes inside ``unit``. Reports already sent keep their way."""
    setting, _new = ApprovalSetting.objects.update_or_create(
        unit=unit, defaults={"steps": steps, "by": by, "at": clock.now()}
    )
    audit.record(actor=by, action="reporting.set_steps", obj=f"unit:{unit.pk}")
    return setting
