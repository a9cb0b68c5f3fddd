"""Decide on a revision, step by step, or return it. Each decision names the sha256 it saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import Decision, Obligation, Restatement, SubmissionRevision
from minhbach_web.reporting.problems import (
    AlreadyDecided,
    EffectChanged,
    Incomplete,
    NewerRevision,
    NotItsTurn,
    SamePerson,
)
from minhbach_web.reporting.queries.approvals import Step, chain_of, same_person
from minhbach_web.reporting.queries.effects import Effect, effect_of
from minhbach_web.reporting.services.periods import check_deciding
from minhbach_web.reporting.services.totals import moving_totals

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def accept(*, revision: SubmissionRevision, seen: str, by: User, effect_seen: str = "") -> Decision:
    """The last step: the values of the revision with sha256 ``seen`` enter the totals.

    Twice gives one decision. NewerRevision when the unit sent another one meanwhile,
    AlreadyDecided when somebody returned it first, NotItsTurn while its unit still looks at it.
    In a restatement ``effect_seen`` is the digest of the effect that the person saw;
    EffectChanged when it is another by now.
    """
    return _pass(revision, seen, None, by, effect_seen)


def pass_step(
    *, revision: SubmissionRevision, seen: str, level: int, by: User, effect_seen: str = ""
) -> Decision:
    """Step ``level`` is passed: checked, approved, agreed, or accepted. As ``accept``; SamePerson
    when the unit's second pair of eyes is the first."""
    return _pass(revision, seen, level, by, effect_seen)


@transaction.atomic
def send_back(
    *, revision: SubmissionRevision, seen: str, reason: str, by: User, level: int | None = None
) -> Decision:
    """Return the revision to its unit from the step where it waits; ``reason`` tells the unit
    what to do. As ``accept``."""
    reason = reason.strip()
    if not reason:
        raise Incomplete(_("Say why the report goes back, so that the unit knows what to change."))
    obligation = _held(revision, seen)
    known = revision.decisions.filter(kind=Decision.Kind.RETURN).first()
    if known:
        return known
    step = _current(chain_of(revision, obligation), level)
    with moving_totals(obligation):
        decision = _write(revision, step, Decision.Kind.RETURN, by, reason=reason)
    return _log(decision)


def _held(revision: SubmissionRevision, seen: str) -> Obligation:
    # The same row that `submit` locks: a revision is either before or after this decision.
    obligation: Obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("period__parent", "unit")
        .get(submission=revision.submission_id)
    )
    latest = revision.submission.revisions.order_by("-n")[0]
    if latest.pk != revision.pk or latest.sha256 != seen:
        raise NewerRevision(latest.n)
    if _restatement(obligation) is None:
        check_deciding(obligation.period)
    return obligation


def _current(steps: list[Step], level: int | None) -> Step:
    current = next((s for s in steps if s.current), None)
    if current is None:
        raise AlreadyDecided
    if level is not None and level != current.n:
        raise NotItsTurn(current.words)
    return current


@transaction.atomic
def _pass(
    revision: SubmissionRevision, seen: str, level: int | None, by: User, effect_seen: str
) -> Decision:
    obligation = _held(revision, seen)
    steps = chain_of(revision, obligation)
    wanted = level or steps[-1].n
    known = next((s.decision for s in steps if s.n == wanted and s.decision), None)
    if known and known.kind != Decision.Kind.RETURN:
        return known
    step = _current(steps, wanted)
    if same_person(by, step, steps, revision):
        raise SamePerson
    kind = Decision.Kind(step.kind)
    if kind != Decision.Kind.ACCEPT:
        return _log(_write(revision, step, kind, by))
    restatement = _restatement(obligation)
    effect = effect_of(revision, obligation) if restatement else None
    if effect and effect.sha256 != effect_seen:
        raise EffectChanged
    with moving_totals(obligation):
        decision = _write(revision, step, kind, by)
        if restatement and effect:
            _finish(restatement, revision, effect)
    if restatement and effect:
        audit.record(
            actor=by,
            action="reporting.restate",
            obj=f"restatement:{restatement.pk}",
            digests={"revision": revision.sha256, "effect": effect.sha256},
        )
    return _log(decision)


def _restatement(obligation: Obligation) -> Restatement | None:
    open_now = obligation.restatements.select_for_update()
    return open_now.filter(state=Restatement.State.OPEN).first()


def _finish(restatement: Restatement, revision: SubmissionRevision, effect: Effect) -> None:
    restatement.state = Restatement.State.DONE
    restatement.revision = revision
    restatement.done_at = clock.now()
    restatement.effect = effect.json
    restatement.save()


def _write(
    revision: SubmissionRevision, step: Step, kind: Decision.Kind, by: User, *, reason: str = ""
) -> Decision:
    return Decision.objects.create(
        revision=revision,
        sha256=revision.sha256,
        level=step.n,
        kind=kind,
        reason=reason,
        by=by,
        at=clock.now(),
    )


def _log(decision: Decision) -> Decision:
    """The act in the log: last in its transaction, after the totals, as every other act does it,
    so that two acts never wait for each other."""
    audit.record(
        actor=decision.by,
        action=f"reporting.{decision.kind}",
        obj=f"revision:{decision.revision_id}",
        digests={"revision": decision.sha256},
    )
    return decision
