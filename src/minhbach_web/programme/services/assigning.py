"""Giving a task to units: some of them, all of a type, or a unit and everything below it.

A type and a subtree are rules: whenever today's tree is stored anew, the units that a rule means
get the task, and those that it no longer means lose it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors_tasks import AssignmentEnded, NotAssignable, NoUnits
from minhbach_web.programme.models import Assignment, AssignmentRule, Holder, Task
from minhbach_web.programme.services import inheriting
from minhbach_web.units.queries import open_units, subtree

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import OrganisationUnit, User

BATCH = 1000
Kind = AssignmentRule.Kind


@dataclass(frozen=True, slots=True)
class Target:
    """``units`` one by one, or a rule: its ``kind``, the ``unit`` on top and the type."""

    units: tuple[int, ...] = ()
    kind: str = ""
    unit: OrganisationUnit | None = None
    unit_type: str = ""


def resolve(target: Target) -> QuerySet[OrganisationUnit]:
    """The open units that ``target`` means today."""
    if target.unit is None:
        return open_units().filter(pk__in=target.units)
    below = open_units().filter(pk__in=subtree(target.unit).values("pk"))
    if target.kind == Kind.TYPE:
        return below.filter(type=target.unit_type)
    return below


@transaction.atomic
def assign(
    *, task: Task, target: Target, part: str, due: datetime.date | None, by: User
) -> list[int]:
    """Give ``task``; the keys of the units that have it by this now.

    A unit that has it already gets the new part and day when it is named one by one; a rule leaves
    it as it is. Raises NotAssignable, NoUnits.
    """
    held = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if not held.in_scope or held.ended_at is not None:
        raise NotAssignable
    units = list(resolve(target).values_list("pk", flat=True))
    if not units:
        raise NoUnits
    if target.unit is None:
        _give(held, units, part, due, by)
    else:
        units = _make_rule(held, target, part, due, by)
    audit.record(actor=by, action="task.assign", obj=f"task:{task.pk}")
    return units


def _give(task: Task, units: Iterable[int], part: str, due: datetime.date | None, by: User) -> None:
    given = {"part": part, "due": due, "given_by": by, "given_at": clock.now(), "rule": None}
    for unit in units:
        Assignment.objects.update_or_create(task=task, unit_id=unit, parent=None, defaults=given)


def _make_rule(
    task: Task, target: Target, part: str, due: datetime.date | None, by: User
) -> list[int]:
    AssignmentRule.objects.get_or_create(
        task=task,
        kind=target.kind,
        unit=target.unit,
        unit_type=target.unit_type,
        part=part,
        due=due,
        defaults={"given_by": by, "given_at": clock.now()},
    )
    _follow(task.pk)
    rows = Assignment.objects.filter(task=task, rule__unit=target.unit, rule__kind=target.kind)
    return list(rows.values_list("unit_id", flat=True))


@transaction.atomic
def end_rule(*, rule: AssignmentRule, by: User) -> None:
    """The rule gives the task to nobody any more; what was logged stays. Twice is once."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=rule.task_id)
    now = clock.now()
    if not AssignmentRule.objects.filter(pk=rule.pk).update(ended_at=now, ended_by=by):
        return
    _end(Assignment.objects.filter(rule=rule), by)
    _follow(task.pk)
    audit.record(actor=by, action="task.end-rule", obj=f"rule:{rule.pk}")


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: User) -> None:
    """Take a task back from a unit, with what it handed down; what was logged stays.

    A unit that has it by a rule would get it again: end the rule. Twice is once. Raises
    AssignmentEnded for such a unit.
    """
    Task.objects.select_for_update(of=("self",)).get(pk=assignment.task_id)
    row = Assignment.objects.filter(pk=assignment.pk).first()
    if row is None:
        return
    if row.rule_id is not None:
        raise AssignmentEnded
    _end(Assignment.objects.filter(pk=row.pk), by)
    _follow(row.task_id)
    audit.record(actor=by, action="task.take-back", obj=f"assignment:{row.pk}")


def _end(rows: QuerySet[Assignment], by: User | None) -> None:
    """End ``rows`` and everything handed down from them."""
    level = list(rows.values_list("pk", flat=True))
    while level:
        for at in range(0, len(level), BATCH):
            part = level[at : at + BATCH]
            Assignment.objects.filter(pk__in=part).update(ended_at=clock.now(), ended_by=by)
            Holder.objects.filter(assignment__in=part).update(ended_at=clock.now(), ended_by=by)
        below = Assignment.objects.filter(parent__in=level)
        level = list(below.values_list("pk", flat=True))


@transaction.atomic
def follow_tree() -> int:
    """Let all rules mean what today's tree says, and heirs go on with the tasks of closed units.

    Gives how many assignments came, ended or passed on.
    """
    changes = inheriting.pass_on()
    running = AssignmentRule.objects.filter(task__ended_at=None)
    tasks = sorted(set(running.values_list("task_id", flat=True)))
    changes += sum(_follow(task) for task in tasks)
    if changes:
        audit.record(actor=None, action="task.follow-tree", obj=f"assignments:{changes}")
    return changes


def _follow(task_id: int) -> int:
    """One task's rules: the first one that means a unit gives it the task."""
    rows = Assignment.objects.filter(task=task_id, parent=None)
    taken = set(rows.filter(rule=None).values_list("unit_id", flat=True))
    changes = 0
    wanted: dict[int, AssignmentRule] = {}
    for rule in AssignmentRule.objects.filter(task=task_id).select_related("unit"):
        target = Target(kind=rule.kind, unit=rule.unit, unit_type=rule.unit_type)
        for unit in resolve(target).values_list("pk", flat=True):
            if unit not in taken:
                wanted.setdefault(unit, rule)
    have = {unit: (pk, rule) for pk, unit, rule in rows.exclude(rule=None).values_list(
        "pk", "unit_id", "rule_id"
    )}  # fmt: skip
    gone = [pk for unit, (pk, rule) in have.items() if _other(wanted.get(unit), rule)]
    _end(Assignment.objects.filter(pk__in=gone), None)
    new = [unit for unit, rule in wanted.items() if _other(rule, have.get(unit, (0, None))[1])]
    Assignment.objects.bulk_create(
        [_by_rule(task_id, unit, wanted[unit]) for unit in new], batch_size=BATCH
    )
    changes += len(gone) + len(new)
    return changes


def _other(rule: AssignmentRule | None, pk: int | None) -> bool:
    return rule is None or rule.pk != pk


def _by_rule(task_id: int, unit: int, rule: AssignmentRule) -> Assignment:
    return Assignment(
        task_id=task_id,
        unit_id=unit,
        part=rule.part,
        rule=rule,
        due=rule.due,
        given_by_id=rule.given_by_id,
        given_at=clock.now(),
    )
