"""One person's decision on one item of a plan. The version that the page showed must still hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.details import Details, DutyDetails, TaskDetails
from minhbach_web.programme.errors import ItemChanged, OutOfScope
from minhbach_web.programme.models import ItemKind, ItemStatus, ItemUnit, Part, Plan, PlanItem
from minhbach_web.programme.services import gaps
from minhbach_web.programme.services.locking import lock_item, lock_plan
from minhbach_web.programme.services.pairing import sync_pairings

if TYPE_CHECKING:
    from minhbach_web.units.models import User

Decision = Literal["accept", "edit", "set_aside", "reject", "seen", "undo"]
RESULT: dict[str, ItemStatus] = {
    "accept": ItemStatus.ACCEPTED,
    "edit": ItemStatus.EDITED,
    "set_aside": ItemStatus.SET_ASIDE,
    "reject": ItemStatus.REJECTED,
    "seen": ItemStatus.SEEN,
    "undo": ItemStatus.PENDING,
}
INERT = frozenset({"seen", "reject", "undo"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What the person gave with the decision; None leaves the field as it is."""

    text: str | None = None
    details: Details | None = None
    lead: Sequence[int] | None = None
    support: Sequence[int] | None = None


@transaction.atomic
def decide_item(
    *,
    item: PlanItem,
    version: int,
    decision: Decision,
    by: User,
    changes: Changes | None = None,
) -> PlanItem:
    """Record ``decision``. A second click of the same person changes nothing.

    Raises ItemChanged when somebody else was quicker, PlanAdopted, OutOfScope.
    """
    now = lock_item(item)
    changes = changes or Changes()
    if now.version != version:
        if _is_repeat(now, version, decision, by, changes):
            return now
        raise ItemChanged(now)
    if not now.in_scope and decision not in INERT:
        raise OutOfScope(now.reason, now.phrase)
    _apply(now, decision, by, changes)
    if decision in {"reject", "undo"}:
        sync_pairings(now.plan)
    audit.record(actor=by, action=f"plan.item.{decision}", obj=f"plan-item:{now.pk}")
    return now


def _is_repeat(now: PlanItem, version: int, decision: Decision, by: User, changes: Changes) -> bool:
    """The same act sent twice: same person, same result, nothing in between."""
    same_text = changes.text is None or changes.text == now.text
    same_details = changes.details is None or engine.to_json(changes.details) == now.details
    return (
        now.version == version + 1
        and now.decided_by_id == by.pk
        and now.status == RESULT[decision]
        and same_text
        and same_details
    )


def _apply(now: PlanItem, decision: Decision, by: User, changes: Changes) -> None:
    if decision == "undo":
        _restore(now)
    else:
        _check_scope(now, changes.text)
        now.text = now.text if changes.text is None else changes.text
        if changes.details is not None:
            now.details = engine.to_json(changes.details)
        if isinstance(changes.details, TaskDetails | DutyDetails):
            gaps.close_filled(now, changes.details, by)
        now.decided_by, now.decided_at = by, clock.now()
        _choose(now, Part.LEAD, changes.lead)
        _choose(now, Part.SUPPORT, changes.support)
    now.status = RESULT[decision]
    now.version += 1
    now.save()


def _restore(now: PlanItem) -> None:
    """As extracted again; what was filled in through the gaps stays until those are undone."""
    if now.kind == ItemKind.GAP:
        gaps.take_back(now)
    kept = {name: now.details[name] for name in now.details.get("added", {})}
    values = {name: value for name, value in now.extracted.items() if name != "text"}
    if "added" in values:
        kept["added"] = now.details["added"]
    now.details = {**values, **kept}
    now.text = now.extracted["text"]
    now.decided_by = now.decided_at = None
    now.chosen.all().delete()


def _check_scope(now: PlanItem, text: str | None) -> None:
    if text is None or text == now.text:
        return
    scope = engine.scope_of(text)
    if not scope.in_scope:
        raise OutOfScope(scope.reason or "", scope.phrase or "")


def _choose(now: PlanItem, part: Part, units: Sequence[int] | None) -> None:
    if units is None:
        return
    if not now.in_scope:
        raise OutOfScope(now.reason, now.phrase)
    now.chosen.filter(part=part).delete()
    taken = set(now.chosen.values_list("unit_id", flat=True))
    ItemUnit.objects.bulk_create(
        ItemUnit(item=now, unit_id=unit, part=part)
        for unit in dict.fromkeys(units)
        if unit not in taken
    )


@transaction.atomic
def accept_rest(*, plan: Plan, kind: ItemKind, by: User) -> int:
    """Confirm every item of ``kind`` that still waits; gives their number. Never for tasks."""
    if kind == ItemKind.TASK:
        raise ValueError("tasks are confirmed one by one")
    lock_plan(plan.pk)
    waiting = PlanItem.objects.filter(
        plan=plan, kind=kind, status=ItemStatus.PENDING, in_scope=True
    )
    count = 0
    for item in waiting:
        item.status, item.decided_by, item.decided_at = ItemStatus.ACCEPTED, by, clock.now()
        item.version += 1
        item.save()
        count += 1
    if count:
        audit.record(actor=by, action=f"plan.accept-rest.{kind}", obj=f"plan:{plan.pk}")
    return count
