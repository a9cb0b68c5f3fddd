"""Tasks and the log, two people at once: logged once, answered once, held by one."""

from __future__ import annotations

import datetime
import uuid

import pytest
from tests.factories import Tree, make_user
from tests.web.activities.scene import Running, make_running
from tests.web.concurrency.together import kinds, together

from minhbach_web.activities.models import Activity, Entry
from minhbach_web.activities.services.logging import (
    Done,
    correct_activity,
    log_activity,
)
from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.models import Assignment, ExtensionDecision, Holder
from minhbach_web.programme.services.assigning import Target, assign
from minhbach_web.programme.services.extending import ask_extension, decide_extension
from minhbach_web.programme.services.handing_over import hand_over, hold
from minhbach_web.units.models import User


@pytest.fixture
def running(tree: Tree) -> Running:
    return make_running(tree.parent)


@pytest.fixture
def row(running: Running, tree: Tree) -> Assignment:
    return running.give(running.task(due=clock.today()), tree.own)[0]


def test_double_click_logs_once(tree: Tree, reporter: User) -> None:
    key, done = uuid.uuid4(), Done(day=clock.today(), kind="khac", what="Việc")

    made = together(*[lambda: log_activity(key=key, unit=tree.own, done=done, by=reporter)] * 3)

    assert {one.pk for one in made} == {Activity.objects.get().pk}
    assert (Entry.objects.count(), AuditEvent.objects.filter(action="activity.log").count()) == (
        1,
        1,
    )


def test_of_two_corrections_one_holds_and_the_other_is_told(
    tree: Tree, reporter: User, colleague: User
) -> None:
    done = Done(day=clock.today(), kind="khac", what="Việc")
    made = log_activity(key=uuid.uuid4(), unit=tree.own, done=done, by=reporter)

    results = together(
        *(
            lambda by=by: correct_activity(
                activity=made, seen=1, done=done, reason=f"Sửa {by.pk}", by=by
            )
            for by in (reporter, colleague)
        )
    )

    assert kinds(results) == ["Entry", "EntryChanged"]
    assert Entry.objects.count() == 2


def test_a_request_for_time_is_asked_once_and_answered_once(
    row: Assignment, running: Running, reporter: User
) -> None:
    later = clock.today() + datetime.timedelta(days=9)
    second = make_user("dieu-phoi-2", "coordinator", unit=running.owner)

    asked = together(
        *[lambda: ask_extension(assignment=row, new_due=later, reason="Chờ", by=reporter)] * 2
    )
    assert len({one.pk for one in asked}) == 1
    results = together(
        lambda: decide_extension(
            extension=asked[0], granted=True, due=None, reason="", by=running.by
        ),
        lambda: decide_extension(
            extension=asked[0], granted=False, due=None, reason="Không", by=second
        ),
    )

    assert kinds(results) == ["ExtensionDecided", "ExtensionDecision"]
    row.refresh_from_db()
    assert (row.deadline == later) == ExtensionDecision.objects.get().granted


def test_a_rule_made_twice_at_once_gives_the_task_once(running: Running, tree: Tree) -> None:
    task = running.task()
    target = Target(kind="subtree", unit=tree.parent)

    together(*[lambda: assign(task=task, target=target, part="lead", due=None, by=running.by)] * 2)

    assert (task.rules.count(), Assignment.objects.filter(task=task).count()) == (1, 4)


def test_two_who_take_a_task_at_once_leave_one_holder(
    row: Assignment, tree: Tree, reporter: User, colleague: User
) -> None:
    together(*(lambda by=by: hold(assignment=row, user=by, by=by) for by in (reporter, colleague)))
    held = Holder.objects.get()
    other = colleague if held.user_id == reporter.pk else reporter

    passed = together(
        *[lambda: hand_over(unit=tree.own, leaver=held.user, to=other, by=reporter)] * 2
    )

    assert sorted(passed) == [0, 1]
    assert Holder.objects.get().user_id == other.pk
