"""A running programme with tasks, written straight into the tables: nothing is read."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from tests.factories import make_user

from minhbach_web.activities.models import Activity
from minhbach_web.activities.services.logging import Done, log_activity
from minhbach_web.core import clock
from minhbach_web.programme.models import (
    Assignment,
    Plan,
    PlanItem,
    Programme,
    SourceDocument,
    Task,
    Theme,
)
from minhbach_web.programme.services.assigning import Target, assign
from minhbach_web.units.models import OrganisationUnit, User

TASK = "Tổ chức hội nghị quán triệt kết quả năm 2023"


@dataclass
class Running:
    """A programme of ``owner``; ``by`` coordinates it."""

    owner: OrganisationUnit
    by: User
    programme: Programme

    def task(self, text: str = TASK, due: datetime.date | None = None, **fields: Any) -> Task:
        task: Task = self._row("task", text, Task, due=due, **fields)
        return task

    def theme(self, text: str, number: str = "1.") -> Theme:
        theme: Theme = self._row("theme", text, Theme, number=number)
        return theme

    def _row(self, kind: str, text: str, model: Any, **fields: Any) -> Any:
        order = PlanItem.objects.count()
        placed = {"order": order, "text": text, "anchor": "p9", "quote": f"{text}."}
        now = clock.now()
        item = PlanItem.objects.create(
            plan=self.programme.plan,
            kind=kind,
            extracted={},
            details={},
            status="accepted",
            decided_by=self.by,
            decided_at=now,
            **placed,
        )
        confirmed = {"confirmed_by": self.by, "confirmed_at": now}
        return model.objects.create(
            programme=self.programme, item=item, **placed, **confirmed, **fields
        )

    def give(self, task: Task, *units: OrganisationUnit, **given: Any) -> list[Assignment]:
        """Give ``task`` to these units one by one."""
        target = Target(units=tuple(unit.pk for unit in units))
        wanted = {"part": "lead", "due": None, **given}
        assign(task=task, target=target, by=self.by, **wanted)
        rows = Assignment.objects.filter(task=task, parent=None, unit__in=units)
        found = {row.unit_id: row for row in rows}
        return [found[unit.pk] for unit in units]


def make_running(owner: OrganisationUnit, by: User | None = None) -> Running:
    """The programme; its coordinator is made when none is given."""
    count = Programme.objects.count()
    by = by or make_user(f"dieu-phoi-{count}", "coordinator", unit=owner)
    now = clock.now()
    name = f"Kế hoạch tuyên truyền {count + 1} của {owner.name}"
    source = SourceDocument.objects.create(
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        name="ke-hoach.txt",
        format="txt",
        size=1,
        kind_name="Kế hoạch",
        subject=f"tuyên truyền của {owner.name}",
        search_key="",
        uploaded_by=by,
        uploaded_at=now,
    )
    plan = Plan.objects.create(
        source=source,
        owner=owner,
        proposed_by=by,
        proposed_at=now,
        adopted_by=by,
        adopted_at=now,
    )
    programme = Programme.objects.create(
        plan=plan, owner=owner, name=name, adopted_by=by, adopted_at=now
    )
    return Running(owner, by, programme)


def log(unit: OrganisationUnit, by: User, **done: Any) -> Activity:
    """An activity of ``unit``, today unless said otherwise."""
    given = {"day": clock.today(), "kind": "hoi-nghi", "what": "Hội nghị", **done}
    return log_activity(key=uuid.uuid4(), unit=unit, done=Done(**given), by=by)
