"""Adopting a confirmed plan: the programme and its rows, made in one act and only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.details import DutyDetails, TaskDetails, ThemeDetails, details_of
from minhbach_web.programme.errors import NotAmendable, PlanNotReady
from minhbach_web.programme.models import (
    Assignment,
    ItemKind,
    ItemStatus,
    Message,
    Plan,
    PlanItem,
    Programme,
    ReportingDuty,
    Task,
    Theme,
)

if TYPE_CHECKING:
    from minhbach_web.units.models import User

DECIDED_ONE_BY_ONE = (
    ItemKind.THEME,
    ItemKind.TASK,
    ItemKind.DUTY,
    ItemKind.CITATION,
    ItemKind.GAP,
)
KEPT = (ItemStatus.ACCEPTED, ItemStatus.EDITED)
GONE = (ItemStatus.SET_ASIDE, ItemStatus.REJECTED, ItemStatus.CUT, ItemStatus.SEEN)
SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan is confirmed: "14/22"."""

    decided: int
    total: int

    @property
    def pending(self) -> int:
        return self.total - self.decided

    @property
    def is_complete(self) -> bool:
        return self.pending == 0


def to_decide(plan: Plan) -> QuerySet[PlanItem]:
    """The items that a person has to look at: not what was cut, nor gaps of dropped tasks."""
    items = PlanItem.objects.filter(plan=plan, kind__in=DECIDED_ONE_BY_ONE)
    moot = Q(kind=ItemKind.GAP, parent__status__in=GONE)
    return items.exclude(status=ItemStatus.CUT).exclude(moot)


def progress_of(plan: Plan) -> Progress:
    """How many of those were decided."""
    items = to_decide(plan)
    total = items.count()
    return Progress(total - items.filter(status=ItemStatus.PENDING).count(), total)


@transaction.atomic
def adopt_plan(*, plan: Plan, by: User) -> Programme:
    """The running programme of a wholly confirmed plan; a second call gives the same one.

    Raises PlanNotReady while an item waits, NotAmendable for an amendment (that one is adopted
    by ``adopt_amendment``). Out-of-scope tasks come along as text only.
    """
    locked = Plan.objects.select_for_update(of=("self",)).select_related("source").get(pk=plan.pk)
    if locked.amends_id is not None:
        raise NotAmendable
    if locked.is_adopted:
        return Programme.objects.get(plan=locked)
    progress = progress_of(locked)
    if not progress.is_complete:
        raise PlanNotReady(progress.pending)
    locked.adopted_by, locked.adopted_at = by, clock.now()
    locked.save()
    programme = Programme.objects.create(
        plan=locked,
        owner_id=locked.owner_id,
        name=locked.title,
        issuer=locked.issuer,
        period_from=locked.period_from,
        period_to=locked.period_to,
        adopted_by=by,
        adopted_at=locked.adopted_at,
    )
    Maker(programme, by).make()
    audit.record(
        actor=by,
        action="plan.adopt",
        obj=f"programme:{programme.pk}",
        digests={"file": locked.source.sha256},
    )
    return programme


class Maker:
    """Makes a programme's rows from the items of its plan."""

    def __init__(self, programme: Programme, by: User) -> None:
        self.programme = programme
        self.by = by
        items = PlanItem.objects.filter(plan=programme.plan).exclude(status=ItemStatus.REJECTED)
        self.items = list(items.exclude(status=ItemStatus.CUT).prefetch_related("chosen"))

    def make(self) -> None:
        for kind in (ItemKind.THEME, ItemKind.TASK, ItemKind.DUTY):
            for item in self._of(kind):
                self.row(item)

    def _of(self, kind: ItemKind) -> list[PlanItem]:
        return [item for item in self.items if item.kind == kind]

    def row(self, item: PlanItem) -> Theme | Task | ReportingDuty | None:
        """The row of a theme, task or duty; tasks that no unit gets come along as text."""
        if item.kind == ItemKind.TASK:
            return self._task(item)
        if item.status not in KEPT:
            return None
        return self._theme(item) if item.kind == ItemKind.THEME else self._duty(item)

    def values(self, item: PlanItem) -> dict[str, Any]:
        """What the row of the item holds, by field."""
        details = details_of(item)
        if isinstance(details, ThemeDetails):
            return {**self._placed(item), "number": details.number}
        if isinstance(details, TaskDetails):
            return {**self._placed(item), **_scope(item), **_task_values(item, details)}
        if isinstance(details, DutyDetails):
            return {**self._placed(item), **_duty_values(item, details)}
        raise TypeError(f"item {item.pk} makes no row")

    def _placed(self, item: PlanItem) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "item": item,
            "order": item.order,
            "text": item.text,
            "anchor": item.anchor,
            "quote": item.quote,
            "confirmed_by_id": item.decided_by_id or self.by.pk,
            "confirmed_at": item.decided_at or clock.now(),
        }

    def _theme(self, item: PlanItem) -> Theme:
        theme = Theme.objects.create(**self.values(item))
        for message in self.messages_of(item):
            self.message(message, theme)
        return theme

    def messages_of(self, item: PlanItem) -> list[PlanItem]:
        """The messages of a theme."""
        return [one for one in self._of(ItemKind.MESSAGE) if one.parent_id == item.pk]

    def message(self, item: PlanItem, theme: Theme) -> Message:
        """The row of a message."""
        return Message.objects.create(**self.message_values(item), theme=theme)

    def message_values(self, item: PlanItem) -> dict[str, Any]:
        """What the row of a message holds, by field."""
        return {**self._placed(item), **_scope(item)}

    def _task(self, item: PlanItem) -> Task:
        task = Task.objects.create(**self.values(item))
        if task.in_scope:
            Assignment.objects.bulk_create(
                Assignment(task=task, unit_id=chosen.unit_id, part=chosen.part)
                for chosen in item.chosen.all()
            )
        return task

    def _duty(self, item: PlanItem) -> ReportingDuty:
        return ReportingDuty.objects.create(**self.values(item))


def _task_values(item: PlanItem, details: TaskDetails) -> dict[str, Any]:
    return {
        "section": item.section,
        "lead_text": details.lead or "",
        "support_text": list(details.support),
        "deadline": details.deadline or "",
        "due": details.due,
        "recurrence": details.recurrence or "",
        "product": details.product or "",
        "added": item.details["added"],
    }


def _duty_values(item: PlanItem, details: DutyDetails) -> dict[str, Any]:
    return {
        "sender": details.sender or "",
        "receiver": details.receiver or "",
        "through": details.through or "",
        "recurrence": list(details.recurrence),
        "deadline": details.deadline or "",
        "added": item.details["added"],
    }


def _scope(item: PlanItem) -> dict[str, Any]:
    """A person may set more aside: then the item counts as out of scope from here on."""
    if item.in_scope and item.status == ItemStatus.SET_ASIDE:
        return {"in_scope": False, "reason": SET_ASIDE, "phrase": ""}
    return {"in_scope": item.in_scope, "reason": item.reason, "phrase": item.phrase}
