"""Restate a report of a closed period: asked with a reason, allowed or refused, then made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import Obligation, Restatement
from minhbach_web.reporting.problems import CantRestate
from minhbach_web.reporting.queries.counting import counting
from minhbach_web.reporting.queries.restatements import takes_reports

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def ask(*, obligation: Obligation, reason: str, by: User) -> Restatement:
    """Ask to send a new revision although the period takes no more reports."""
    reason = reason.strip()
    if not reason:
        raise CantRestate(_("Say which number was wrong and why it is changed."))
    if takes_reports(obligation):
        raise CantRestate(
            _("This period still takes reports: send a new revision, no restatement is needed.")
        )
    try:
        with transaction.atomic():
            made = Restatement.objects.create(
                obligation=obligation, reason=reason, asked_by=by, asked_at=clock.now()
            )
            audit.record(actor=by, action="reporting.ask_restatement", obj=f"restatement:{made.pk}")
    except IntegrityError as error:
        raise CantRestate(_("A restatement of this report is under way already.")) from error
    return made


@transaction.atomic
def allow(*, restatement: Restatement, by: User) -> Restatement:
    """Let the unit send; what was accepted last keeps counting until a newer one is accepted."""
    row = _held(restatement, Restatement.State.ASKED)
    counts = counting([row.obligation_id]).get(row.obligation_id)
    row.old_revision_id = counts.revision if counts and counts.accepted else None
    return _decide(row, Restatement.State.OPEN, "", by)


@transaction.atomic
def refuse(*, restatement: Restatement, answer: str, by: User) -> Restatement:
    """Nothing is changed; ``answer`` tells the unit why. Also ends one that was allowed."""
    answer = answer.strip()
    if not answer:
        raise CantRestate(_("Say why, so that the unit knows what to do."))
    row = _held(restatement, Restatement.State.ASKED, Restatement.State.OPEN)
    return _decide(row, Restatement.State.REFUSED, answer, by)


def _held(restatement: Restatement, *states: str) -> Restatement:
    # First what `submit` and the decisions hold, then the row: always in this order.
    Obligation.objects.select_for_update().get(pk=restatement.obligation_id)
    row = Restatement.objects.select_for_update().get(pk=restatement.pk)
    if row.state not in states:
        raise CantRestate(_("Somebody has already decided on this restatement; see below."))
    return row


def _decide(row: Restatement, state: Restatement.State, answer: str, by: User) -> Restatement:
    row.state, row.answer, row.decided_by, row.decided_at = state, answer, by, clock.now()
    row.save()
    names = {Restatement.State.OPEN: "allow", Restatement.State.REFUSED: "refuse"}
    audit.record(
        actor=by,
        action=f"reporting.{names[state]}_restatement",
        obj=f"restatement:{row.pk}",
    )
    return row
