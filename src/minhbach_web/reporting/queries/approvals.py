"""The way of a revision, step by step: who decides, who has decided, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from minhbach_web.reporting.models import (
    ApprovalSetting,
    ApprovalStep,
    Decision,
    Obligation,
    SubmissionRevision,
)
from minhbach_web.reporting.queries.access import DECIDERS
from minhbach_web.units.queries import active_memberships, ancestors, units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

Kind = ApprovalStep.Kind
IN_UNIT = (Kind.CHECK, Kind.APPROVE)
# Inside a unit only its own people decide; above it whoever coordinates there.
HOME_ROLES = {Kind.CHECK: "checker", Kind.APPROVE: "approver"}
WAYS: dict[int, tuple[Kind, ...]] = {0: (), 1: (Kind.APPROVE,), 2: (Kind.CHECK, Kind.APPROVE)}


@dataclass(frozen=True)
class Step:
    """One step with its decision, if there is one. ``current``: the report waits here."""

    n: int
    kind: str
    unit: OrganisationUnit
    decision: Decision | None = None
    current: bool = False
    last: bool = False

    @property
    def words(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def passed(self) -> bool:
        return self.decision is not None and self.decision.kind != Decision.Kind.RETURN


def steps_in(unit: OrganisationUnit) -> int:
    """How many steps a report takes inside ``unit``: its own setting, else that of the nearest
    unit above that has one, else none."""
    return _steps_in(unit, list(ancestors(unit)))


def _steps_in(unit: OrganisationUnit, above: list[OrganisationUnit]) -> int:
    line = [unit.pk, *(one.pk for one in reversed(above))]
    known = dict(ApprovalSetting.objects.filter(unit__in=line).values_list("unit", "steps"))
    return next((int(known[pk]) for pk in line if pk in known), 0)


def way_of(obligation: Obligation) -> list[tuple[Kind, OrganisationUnit]]:
    """The steps that a report of this obligation takes from now on, the last one included.

    A level between the unit and the office that asked is a step where somebody coordinates it.
    """
    unit, parent = obligation.unit, obligation.period.parent
    above = list(ancestors(unit))
    way = [(kind, unit) for kind in WAYS[_steps_in(unit, above)]]
    if parent in above:
        between = above[above.index(parent) + 1 :]
        way += [(Kind.AGREE, level) for level in reversed(between) if _coordinated(level)]
    return [*way, (Kind.ACCEPT, parent)]


def _coordinated(unit: OrganisationUnit) -> bool:
    return bool(
        unit.memberships.filter(role__in=DECIDERS, valid_to=None, user__is_active=True).exists()
    )


def chain_of(revision: SubmissionRevision, obligation: Obligation) -> list[Step]:
    """The whole way of the revision, decided steps first."""
    laid = list(revision.steps.select_related("unit"))
    way = [(s.n, s.kind, s.unit) for s in laid] or [(1, Kind.ACCEPT, obligation.period.parent)]
    decisions = {d.level: d for d in revision.decisions.select_related("by")}
    returned = any(d.kind == Decision.Kind.RETURN for d in decisions.values())
    steps = []
    waiting = not returned
    for n, kind, unit in way:
        decision = decisions.get(n)
        current = waiting and decision is None
        waiting = waiting and not current
        steps.append(Step(n, kind, unit, decision, current, last=n == way[-1][0]))
    return steps


def decides_step(user: User, step: Step) -> bool:
    """Whether the person has the role that decides this step."""
    role = HOME_ROLES.get(Kind(step.kind))
    if role:
        return active_memberships(user).filter(unit=step.unit, role=role).exists()
    return units_of(user, *DECIDERS).filter(pk=step.unit.pk).exists()


def same_person(user: User, step: Step, steps: list[Step], revision: SubmissionRevision) -> bool:
    """Whether the person sent this revision or decided an earlier step inside the unit: two
    pairs of eyes look at what leaves a unit."""
    if step.kind not in IN_UNIT:
        return False
    earlier = {s.decision.by_id for s in steps if s.n < step.n and s.decision}
    return user.pk == revision.by_id or user.pk in earlier


def waiting_for(user: User) -> list[tuple[Obligation, Step]]:
    """Reports whose next step, before the last one, is this person's."""
    held = active_memberships(user).values_list("unit", "role")
    mine = {(unit, role) for unit, role in held}
    levels = units_of(user, *DECIDERS).values("pk")
    home = [unit for unit, role in mine if role in HOME_ROLES.values()]
    open_steps = (
        ApprovalStep.objects.filter(Q(unit__in=home) | Q(unit__in=levels))
        .exclude(kind=Kind.ACCEPT)
        .exclude(revision__decisions__kind__in=(Decision.Kind.RETURN, Decision.Kind.ACCEPT))
        .exclude(revision__decisions__level__gte=F("n"))
        .select_related("unit", "revision__submission__obligation__period__data_set")
        .select_related("revision__submission__obligation__unit")
        .prefetch_related("revision__submission__revisions", "revision__decisions")
        .order_by("revision_id", "n")
    )
    found: list[tuple[Obligation, Step]] = []
    for row in open_steps:
        revision = row.revision
        newest = max(r.n for r in revision.submission.revisions.all())
        passed = max((d.level for d in revision.decisions.all()), default=0)
        role = HOME_ROLES.get(Kind(row.kind))
        if (
            revision.n != newest
            or row.n != passed + 1
            or (role and (row.unit_id, role) not in mine)
        ):
            continue
        found.append((revision.submission.obligation, Step(row.n, row.kind, row.unit, None, True)))
    return found
