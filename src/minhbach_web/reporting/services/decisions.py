"""Accept a revision, or return it with a reason. Each decision names the sha256 it saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import Decision, Obligation, SubmissionRevision
from minhbach_web.reporting.problems import AlreadyDecided, Incomplete, NewerRevision
from minhbach_web.reporting.services.totals import moving_totals

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def accept(*, revision: SubmissionRevision, seen: str, by: User) -> Decision:
    """Accept the revision with sha256 ``seen``; its values enter the totals in this transaction.

    Twice gives one decision. NewerRevision when the unit sent another one meanwhile,
    AlreadyDecided when somebody returned it first.
    """
    return _decide(revision, seen, Decision.Kind.ACCEPT, "", by)


def send_back(*, revision: SubmissionRevision, seen: str, reason: str, by: User) -> Decision:
    """Return the revision to its unit; ``reason`` tells the unit what to do. As ``accept``."""
    reason = reason.strip()
    if not reason:
        raise Incomplete(_("Say why the report goes back, so that the unit knows what to change."))
    return _decide(revision, seen, Decision.Kind.RETURN, reason, by)


@transaction.atomic
def _decide(
    revision: SubmissionRevision, seen: str, kind: Decision.Kind, reason: str, by: User
) -> Decision:
    # The same row that `submit` locks: a revision is either before or after this decision.
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("period")
        .get(submission=revision.submission_id)
    )
    latest = revision.submission.revisions.order_by("-n")[0]
    if latest.pk != revision.pk or latest.sha256 != seen:
        raise NewerRevision(latest.n)
    known = revision.decisions.first()
    if known:
        if known.kind != kind:
            raise AlreadyDecided
        return known
    with moving_totals(obligation):
        decision = Decision.objects.create(
            revision=revision, sha256=seen, kind=kind, reason=reason, by=by, at=clock.now()
        )
    audit.record(
        actor=by,
        action=f"reporting.{kind.value}",
        obj=f"revision:{revision.pk}",
        digests={"revision": seen},
    )
    return decision
