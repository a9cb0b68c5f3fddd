"""Remarks that a person records on submissions; they travel to the total and change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import DataElement, Remark, Submission
from minhbach_web.reporting.problems import Incomplete

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def add_remark(
    *, submissions: Sequence[Submission], elements: Sequence[DataElement], text: str, by: User
) -> Remark:
    """A remark on these submissions about these elements (a joint event that both count, say)."""
    text = text.strip()
    if not (text and submissions and elements):
        raise Incomplete(_("Write the remark and choose at least one unit and one question."))
    remark = Remark.objects.create(text=text, by=by, at=clock.now())
    remark.submissions.set(submissions)
    remark.elements.set(elements)
    audit.record(actor=by, action="reporting.remark", obj=f"remark:{remark.pk}")
    return remark
