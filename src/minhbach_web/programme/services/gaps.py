"""What the plan doesn't say: a person fills it in, marked as theirs, or knowingly leaves it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.details import Added, DutyDetails, GapDetails, TaskDetails, details_of
from minhbach_web.programme.errors import ItemChanged, OutOfScope
from minhbach_web.programme.models import ItemKind, ItemStatus, PlanItem
from minhbach_web.programme.services.locking import lock_item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from minhbach_web.units.models import User

# Code of a gap → the field of a task or duty that fills it.
FIELDS = {
    "no-deadline": "deadline",
    "no-product": "product",
    "no-lead": "lead",
    "no-support": "support",
    "no-recurrence": "recurrence",
    "no-report-deadline": "deadline",
}


def field_of(code: str) -> str | None:
    """The field that a gap of this code is about; None when it is about the whole plan."""
    return FIELDS.get(code)


@transaction.atomic
def fill_gap(
    *, item: PlanItem, version: int, values: dict[str, object], shown: str, by: User
) -> PlanItem:
    """Add what the plan doesn't say to the gap's task: ``values`` by field, ``shown`` as text."""
    now = lock_item(item)
    if now.version != version:
        if _is_repeat(now, version, shown, by):
            return now
        raise ItemChanged(now)
    gap = details_of(now)
    if not isinstance(gap, GapDetails) or gap.item is None:
        raise ValueError("only a gap of a task or duty can be filled")
    _set_fields(PlanItem.objects.get(pk=gap.item, plan=now.plan_id), values, by)
    _close(now, gap, shown, by)
    audit.record(actor=by, action="plan.gap.fill", obj=f"plan-item:{now.pk}")
    return now


def _is_repeat(now: PlanItem, version: int, shown: str, by: User) -> bool:
    return (
        now.version == version + 1
        and now.decided_by_id == by.pk
        and now.details.get("value") == shown
    )


def added_by(user: User) -> Added:
    """The mark of what ``user`` fills in today."""
    return Added(user.pk, str(user), clock.today().isoformat())


def _set_fields(target: PlanItem, values: dict[str, object], by: User) -> None:
    if not target.in_scope:
        raise OutOfScope(target.reason, target.phrase)
    details = details_of(target)
    if not isinstance(details, TaskDetails | DutyDetails):
        raise ValueError("only tasks and duties have fields to fill")
    added = {**details.added, **dict.fromkeys(values, added_by(by))}
    target.details = {
        **target.details,
        **{name: engine.to_json(value) for name, value in values.items()},
        "added": engine.to_json(added),
    }
    target.version += 1
    target.save()


def _close(gap_item: PlanItem, gap: GapDetails, shown: str, by: User) -> None:
    gap_item.details = engine.to_json(replace(gap, value=shown))
    gap_item.status = ItemStatus.EDITED
    gap_item.decided_by, gap_item.decided_at = by, clock.now()
    gap_item.version += 1
    gap_item.save()


def close_filled(task: PlanItem, details: TaskDetails | DutyDetails, by: User) -> None:
    """Gaps of ``task`` that an edit of the task itself has just filled."""
    for item in _gaps_of(task).filter(status=ItemStatus.PENDING):
        gap = details_of(item)
        if not isinstance(gap, GapDetails):
            continue
        field = field_of(gap.code)
        value = getattr(details, field, None) if field and field in details.added else None
        if value:
            _close(item, gap, str(value), by)


def take_back(item: PlanItem) -> None:
    """Undo the fill of a gap: the field of its task is again as the plan has it."""
    gap = details_of(item)
    field = field_of(gap.code) if isinstance(gap, GapDetails) else None
    if not isinstance(gap, GapDetails) or not gap.value or not gap.item or field is None:
        return
    target = PlanItem.objects.get(pk=gap.item)
    gone = {field, "due"} if field == "deadline" else {field}
    added = {name: mark for name, mark in target.details["added"].items() if name not in gone}
    back = {name: target.extracted[name] for name in gone if name in target.extracted}
    target.details = {**target.details, **back, "added": added}
    target.version += 1
    target.save()


def copy_gaps(piece: PlanItem, origin: PlanItem) -> None:
    """After a cut: the piece has the gaps of the whole, or those that its blank fields show."""
    codes: Iterable[str] = [item.details["code"] for item in _gaps_of(origin)]
    if not origin.in_scope:
        codes = [f"no-{name}" for name in ("deadline", "product") if not piece.details.get(name)]
    for code in codes:
        value = engine.to_json(GapDetails(code, piece.pk))
        PlanItem.objects.create(
            plan=piece.plan,
            parent=piece,
            order=piece.order,
            kind=ItemKind.GAP,
            section=piece.section,
            text=piece.text,
            anchor=piece.anchor,
            extracted={"text": piece.text, **value},
            details=value,
        )


def _gaps_of(item: PlanItem) -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(parent=item, kind=ItemKind.GAP)
