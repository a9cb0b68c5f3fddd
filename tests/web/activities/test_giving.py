"""Giving tasks: to units, by rules that follow the tree, down the tree, and taking them back."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, transaction
from tests.factories import LONG_AGO, Tree, make_unit, make_user, merge
from tests.web.activities.scene import Running, log

from minhbach_web.core import clock, slots
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme import queries_tasks
from minhbach_web.programme.errors_tasks import (
    AssignmentEnded,
    LaterThanAbove,
    NotAssignable,
    NotBelow,
    NoUnits,
)
from minhbach_web.programme.models import Assignment, AssignmentRule, Task
from minhbach_web.programme.services.assigning import (
    Target,
    assign,
    end_assignment,
    end_rule,
    follow_tree,
)
from minhbach_web.programme.services.delegating import hand_down
from minhbach_web.units import services as units
from minhbach_web.units.models import OrganisationUnit, OrgEdge, Reorganisation

pytestmark = pytest.mark.django_db


def having(task: Task) -> dict[str, str]:
    """Code of each unit that has the task → its part."""
    rows = Assignment.objects.filter(task=task, parent=None)
    return dict(rows.values_list("unit__code", "part"))


def by_rule(running: Running, task: Task, part: str = "lead", **target: object) -> list[int]:
    return assign(task=task, target=Target(**target), part=part, due=None, by=running.by)  # type: ignore[arg-type]  # of the test


def test_units_named_one_by_one_have_the_task_and_a_second_time_changes_part_and_day(
    running: Running, tree: Tree
) -> None:
    task = running.task()
    running.give(task, tree.own, tree.sibling)

    running.give(task, tree.own, part="support", due=clock.today())

    assert having(task) == {"DB-A": "support", "DB-B": "lead"}
    assert Assignment.objects.get(unit=tree.own).deadline == clock.today()


def test_a_task_out_of_scope_or_ended_goes_to_nobody(running: Running, tree: Tree) -> None:
    out = running.task("Đấu tranh phản bác", in_scope=False)
    ended = running.task("Việc cũ", ended_at=clock.now())

    for task in (out, ended):
        with pytest.raises(NotAssignable):
            running.give(task, tree.own)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(task=out, unit=tree.own, part="lead")


def test_nobody_chosen_is_told(running: Running) -> None:
    task = running.task()
    for target in (Target(), Target(kind="type", unit=running.owner, unit_type="không có")):
        with pytest.raises(NoUnits):
            assign(task=task, target=target, part="lead", due=None, by=running.by)


def test_a_subtree_covers_units_made_moved_and_closed_later(running: Running, tree: Tree) -> None:
    task = running.task()
    by_rule(running, task, kind="subtree", unit=tree.own)
    assert having(task) == {"DB-A": "lead", "CB-A1": "lead"}

    made = make_unit("CB-A2", "Chi bộ Phòng Đèn Hầm", tree.own, type="chi bộ")
    assert having(task) == {"DB-A": "lead", "CB-A1": "lead", "CB-A2": "lead"}

    OrgEdge.objects.filter(unit=made).update(parent=tree.sibling)
    units.rebuild_ancestors(today=clock.today())
    assert having(task) == {"DB-A": "lead", "CB-A1": "lead"}
    assert Assignment.everything.filter(task=task, unit=made).count() == 1
    assert follow_tree() == 0


def test_a_type_is_a_rule_and_what_is_named_comes_before_it(running: Running, tree: Tree) -> None:
    task = running.task()
    running.give(task, tree.own, part="support")

    by_rule(running, task, kind="type", unit=tree.parent, unit_type="đảng bộ cơ sở")
    make_unit("DB-C", "Đảng bộ Sở Nước Trong", tree.parent, type="đảng bộ cơ sở")

    assert having(task) == {"DB-A": "support", "DB-B": "lead", "DB-C": "lead"}


def test_of_two_rules_the_first_gives_and_when_it_ends_the_second_does(
    running: Running, tree: Tree
) -> None:
    task = running.task()
    by_rule(running, task, kind="subtree", unit=tree.own)
    by_rule(running, task, part="support", kind="type", unit=tree.parent, unit_type="chi bộ")
    assert having(task) == {"DB-A": "lead", "CB-A1": "lead"}
    first = AssignmentRule.objects.get(kind="subtree")

    end_rule(rule=first, by=running.by)
    end_rule(rule=first, by=running.by)

    assert having(task) == {"CB-A1": "support"}
    assert AuditEvent.objects.filter(action="task.end-rule").count() == 1


def test_what_came_by_a_rule_is_not_taken_back_alone(running: Running, tree: Tree) -> None:
    task = running.task()
    by_rule(running, task, kind="subtree", unit=tree.own)
    row = Assignment.objects.get(unit=tree.child)

    with pytest.raises(AssignmentEnded):
        end_assignment(assignment=row, by=running.by)

    assert having(task) == {"DB-A": "lead", "CB-A1": "lead"}


def test_taking_back_ends_what_was_handed_down_and_keeps_the_log(
    running: Running, tree: Tree
) -> None:
    (row,) = running.give(running.task(), tree.own)
    (part,) = hand(row, tree.child)
    by = make_user("chi-bo", "reporter", unit=tree.child)
    log(tree.child, by, assignment=part)

    end_assignment(assignment=row, by=running.by)
    end_assignment(assignment=row, by=running.by)

    assert not Assignment.objects.exists()
    assert slots.progress_of([part.pk])[part.pk].entries == 1


def hand(row: Assignment, *below: OrganisationUnit, **given: object) -> list[Assignment]:
    wanted = {"text": "Phần việc", "part": "lead", "due": None, "by": row.given_by, **given}
    return hand_down(assignment=row, units=[unit.pk for unit in below], **wanted)  # type: ignore[arg-type]  # of the test


def test_a_part_goes_to_units_below_only_and_not_later_than_the_giver(
    running: Running, tree: Tree
) -> None:
    due = clock.today() + datetime.timedelta(days=9)
    (row,) = running.give(running.task(due=due), tree.own)

    for wrong in (tree.own, tree.sibling, tree.parent):
        with pytest.raises(NotBelow):
            hand(row, wrong)
    with pytest.raises(NoUnits):
        hand(row)
    with pytest.raises(LaterThanAbove) as told:
        hand(row, tree.child, due=due + datetime.timedelta(days=1))
    assert told.value.due == due
    (part,) = hand(row, tree.child, due=due)
    again = hand(row, tree.child, text="Phần khác", due=None)
    assert [(one.pk, one.title, one.deadline) for one in again] == [(part.pk, "Phần khác", due)]


def test_who_has_a_part_sees_a_card_of_the_task_above_and_nothing_of_siblings(
    running: Running, tree: Tree
) -> None:
    task = running.task(due=clock.today())
    row, _other = running.give(task, tree.own, tree.sibling)
    (part,) = hand(row, tree.child)
    reporter = make_user("chi-bo", "reporter", unit=tree.child)

    seen = queries_tasks.visible_assignments(reporter)
    card = queries_tasks.above(part)

    assert [one.pk for one in seen] == [part.pk]
    assert card == queries_tasks.Above(task.text, clock.today(), tree.own)
    assert queries_tasks.giver_of(part) == tree.own


def test_the_one_heir_goes_on_with_the_tasks_and_undone_is_undone(
    running: Running, tree: Tree
) -> None:
    task = running.task()
    (row,) = running.give(task, tree.own)
    (part,) = hand(row, tree.child)
    by = make_user("so-a", "reporter", unit=tree.own)
    log(tree.own, by, assignment=row)

    merge({tree.own: tree.sibling}, top=tree.parent)
    row.refresh_from_db()
    assert (row.unit, row.came_from, row.ended_at) == (tree.sibling, tree.own, None)
    assert slots.progress_of([row.pk])[row.pk].entries == 1
    assert Assignment.objects.get(pk=part.pk).parent == row

    units.undo(reorganisation=Reorganisation.objects.get(), by=running.by, today=clock.today())
    row.refresh_from_db()
    assert (row.unit, row.came_from) == (tree.own, None)


def test_a_heir_that_has_the_task_keeps_its_own(running: Running, tree: Tree) -> None:
    row, own = running.give(running.task(), tree.own, tree.sibling)

    merge({tree.own: tree.sibling}, top=tree.parent)

    row.refresh_from_db()
    assert (row.unit, own.unit) == (tree.own, tree.sibling)
    change = slots.TreeChange(frozenset({tree.own.pk}), frozenset(), frozenset(), LONG_AGO)
    assert [(c.text, c.warns) for c in slots.consequences(change) if "nhiệm vụ" in c.text] == [
        ("1 nhiệm vụ chưa có một đơn vị kế thừa duy nhất: sau đó hãy giao lại.", True)
    ]
