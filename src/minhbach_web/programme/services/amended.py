"""Adopting an amendment: one act in which tasks keep their identity and the old version stays."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors import NotAmendable, PlanNotReady
from minhbach_web.programme.models import (
    AmendMode,
    Assignment,
    Fate,
    ItemKind,
    Message,
    Pairing,
    Plan,
    PlanItem,
    Programme,
    ProgrammeVersion,
    ReportingDuty,
    Task,
    Theme,
)
from minhbach_web.programme.services.adoption import KEPT, Maker, progress_of
from minhbach_web.programme.services.amending import open_pairings
from minhbach_web.programme.services.pairing import PAIRED, running_items, sync_pairings

if TYPE_CHECKING:
    from minhbach_web.units.models import User

Row = Theme | Task | ReportingDuty


def adopt_amendment(*, plan: Plan, by: User) -> Programme:
    """The programme with ``plan`` as its new version; a second call gives it as it is.

    Tasks found to go on are the same rows: what hangs on them stays. Raises PlanNotReady while
    an item or a pairing waits, also when another amendment came in between.
    """
    programme = _adopt(plan, by)
    if programme is None:
        _compare_again(plan)
        raise PlanNotReady(open_pairings(plan).count())
    return programme


@transaction.atomic
def _adopt(plan: Plan, by: User) -> Programme | None:
    locked = Plan.objects.select_for_update(of=("self",)).select_related("source").get(pk=plan.pk)
    if locked.amends_id is None:
        raise NotAmendable
    programme = Programme.objects.select_for_update().get(pk=locked.amends_id)
    if locked.is_adopted:
        return programme
    waiting = progress_of(locked).pending + open_pairings(locked).count()
    if waiting:
        raise PlanNotReady(waiting)
    if not _is_current(locked):
        return None
    _keep_version(programme, locked)
    locked.adopted_by, locked.adopted_at = by, clock.now()
    locked.save()
    Successor(programme, locked, by).make()
    audit.record(
        actor=by,
        action="plan.adopt-amendment",
        obj=f"programme:{programme.pk}",
        digests={"file": locked.source.sha256},
    )
    return programme


def _is_current(plan: Plan) -> bool:
    """Whether every thing of the running programme stands in a pairing, and none that is gone."""
    running = {item.pk for item in running_items(plan.amends_id or 0)}
    paired = Pairing.objects.filter(plan=plan, old__isnull=False)
    return running == set(paired.values_list("old_id", flat=True))


@transaction.atomic
def _compare_again(plan: Plan) -> None:
    sync_pairings(Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk))


def _keep_version(programme: Programme, replaced_by: Plan) -> None:
    content = content_of(programme)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    ProgrammeVersion.objects.create(
        programme=programme,
        number=programme.version,
        plan_id=programme.plan_id,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        adopted_by_id=programme.adopted_by_id,
        adopted_at=programme.adopted_at,
        replaced_by=replaced_by,
        replaced_at=clock.now(),
    )


def content_of(programme: Programme) -> dict[str, Any]:
    """Everything that the programme says now, as plain values: what a version keeps."""
    themes = programme.themes.filter(ended_at=None).prefetch_related("messages")
    tasks = programme.tasks.filter(ended_at=None).prefetch_related("assignments__unit")
    return {
        "name": programme.name,
        "issuer": programme.issuer,
        "themes": [
            {
                **_placed(theme),
                "number": theme.number,
                "messages": [
                    {**_placed(message), "in_scope": message.in_scope, "reason": message.reason}
                    for message in theme.messages.all()
                    if message.ended_at is None
                ],
            }
            for theme in themes
        ],
        "tasks": [_task_content(task) for task in tasks],
        "duties": [
            {
                **_placed(duty),
                **{name: getattr(duty, name) for name in DUTY},
                "recurrence": list(duty.recurrence),
                "added": duty.added,
            }
            for duty in programme.duties.filter(ended_at=None)
        ],
    }


TASK = ("section", "in_scope", "reason", "phrase", "lead_text", "deadline", "recurrence", "product")
DUTY = ("sender", "receiver", "through", "deadline")


def _placed(row: Row | Message) -> dict[str, Any]:
    return {"pk": row.pk, "text": row.text, "anchor": row.anchor, "quote": row.quote}


def _task_content(task: Task) -> dict[str, Any]:
    return {
        **_placed(task),
        **{name: getattr(task, name) for name in TASK},
        "support_text": list(task.support_text),
        "due": task.due.isoformat() if task.due else None,
        "added": task.added,
        "units": [
            {"unit": row.unit_id, "name": row.unit.name, "part": row.part}
            for row in task.assignments.all()
            if row.parent_id is None
        ],
    }


class Successor:
    """Takes a programme from one version to the next."""

    def __init__(self, programme: Programme, plan: Plan, by: User) -> None:
        self.programme, self.plan, self.by = programme, plan, by
        self.replaces = plan.amend_mode == AmendMode.REPLACE
        programme.plan, programme.version = plan, programme.version + 1
        programme.adopted_by, programme.adopted_at = by, plan.adopted_at or clock.now()
        if self.replaces:
            programme.name = plan.title
            programme.issuer = plan.issuer or programme.issuer
        programme.period_from = plan.period_from or programme.period_from
        programme.period_to = plan.period_to or programme.period_to
        programme.save()
        self.maker = Maker(programme, by)
        rows = Pairing.objects.filter(plan=plan).select_related("old", "item")
        self.pairings = sorted(rows, key=lambda p: p.item.order if p.item else 0)
        # A supplement's things follow what the plan has already.
        last = max((item.order for item in running_items(programme.pk)), default=0)
        self.shift = 0 if self.replaces else last

    def make(self) -> None:
        for pairing in self.pairings:
            if pairing.old is not None and self._ends(pairing):
                self._end(_row(pairing.old))
            if pairing.item is not None:
                self._take(pairing)

    def _ends(self, pairing: Pairing) -> bool:
        """The thing has no successor, or one that no unit may have."""
        if pairing.item is None:
            return pairing.fate == Fate.ENDS
        return pairing.fate != Fate.SAME or not self._goes_on(pairing)

    def _goes_on(self, pairing: Pairing) -> bool:
        item, old = pairing.item, pairing.old
        if pairing.fate != Fate.SAME or item is None or old is None or item.kind != old.kind:
            return False
        if item.kind != ItemKind.TASK:
            return item.status in KEPT
        task = Task.objects.get(item=old)
        inert = not item.in_scope or item.status not in KEPT
        return not (inert and task.in_scope)

    def _end(self, row: Row) -> None:
        row.ended_at, row.ended_by = clock.now(), self.plan
        row.save()
        if isinstance(row, Theme):
            row.messages.filter(ended_at=None).update(ended_at=clock.now(), ended_by=self.plan)

    def _take(self, pairing: Pairing) -> None:
        item = pairing.item
        if item is None or (item.kind != ItemKind.TASK and item.status not in KEPT):
            return
        if self._goes_on(pairing) and pairing.old is not None:
            self._go_on(_row(pairing.old), item)
        elif row := self.maker.row(item):
            row.order += self.shift
            row.save()

    def _go_on(self, row: Row, item: PlanItem) -> None:
        """The same row, with what the new document says of it."""
        values = self.maker.values(item)
        order = row.order if self.shift else item.order
        for name, value in {**values, "order": order}.items():
            setattr(row, name, value)
        row.save()
        if isinstance(row, Theme):
            self._messages(row, item)
        elif isinstance(row, Task) and row.in_scope:
            self._units(row, item)

    def _units(self, task: Task, item: PlanItem) -> None:
        """Units chosen for the new version join those who have the task; nobody loses it here."""
        for chosen in item.chosen.all():
            Assignment.objects.get_or_create(
                task=task, unit_id=chosen.unit_id, parent=None, defaults={"part": chosen.part}
            )

    def _messages(self, theme: Theme, item: PlanItem) -> None:
        """Messages go on by their words; what the new theme doesn't have ends."""
        running = {engine.words_of(m.text): m for m in theme.messages.filter(ended_at=None)}
        for found in self.maker.messages_of(item):
            same = running.pop(engine.words_of(found.text), None)
            if same is None:
                self.maker.message(found, theme)
                continue
            for name, value in self.maker.message_values(found).items():
                setattr(same, name, value)
            same.save()
        if self.replaces:
            left = [message.pk for message in running.values()]
            theme.messages.filter(pk__in=left).update(ended_at=clock.now(), ended_by=self.plan)


def _row(item: PlanItem) -> Row:
    return PAIRED[item.kind].objects.get(item=item)
