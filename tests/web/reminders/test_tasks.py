"""Reminders of tasks: to whom the unit named, until it is done; more time moves the day."""

from __future__ import annotations

import datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.activities.scene import TASK, Running, log, make_running
from tests.web.reminders.conftest import At
from tests.web.visit import visit

from minhbach_web.core import reminding
from minhbach_web.programme.services.extending import ask_extension, decide_extension
from minhbach_web.programme.services.handing_over import hold
from minhbach_web.reminders.models import Notice
from minhbach_web.reminders.services.rules import Timing, set_rules
from minhbach_web.reminders.services.sending import remind

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2024, 3, 29)


@pytest.fixture
def running(tree: Tree, at: At, settings: LazySettings) -> Running:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    at("2024-03-22 08:00")
    return make_running(tree.parent)


def said() -> list[tuple[str, str, str]]:
    rows = Notice.objects.order_by("pk").select_related("user")
    return [(n.user.username, n.matter.partition(":")[0], n.rule) for n in rows]


def test_task_reminds_who_sees_to_it_until_it_is_done(running: Running, tree: Tree, at: At) -> None:
    one, other = make_user("mot", "reporter", unit=tree.own), make_user("hai", unit=tree.own)
    make_user("ba", "reporter", unit=tree.sibling)
    task = running.task(due=FRIDAY)
    mine, theirs = running.give(task, tree.own, tree.sibling)
    hold(assignment=mine, user=one, by=running.by)

    remind()
    first = said()
    log(tree.own, one, assignment=mine, completes=True)
    at("2024-04-01 08:00")
    remind()
    at("2024-04-03 08:00")
    remind()

    assert first == [("mot", "assignment", "doer:task:-5"), ("ba", "assignment", "doer:task:-5")]
    assert said()[2:] == [
        ("ba", "assignment", "doer:task:+1"),
        (running.by.username, "task", "above:task:+3"),
    ]
    above = Notice.objects.get(rule="above:task:+3")
    assert (above.title, above.detail) == (f"{TASK}: 1 đơn vị chậm", "Đảng bộ Sở Gió Mát")
    assert Notice.objects.filter(matter=f"assignment:{mine.pk}", settled_at=None).count() == 0
    assert (theirs.unit, other.is_active) == (tree.sibling, True)


def test_request_for_time_is_shown_to_the_giver_and_the_new_day_counts(
    running: Running, tree: Tree, at: At
) -> None:
    one = make_user("mot", "reporter", unit=tree.own)
    (mine,) = running.give(running.task(due=FRIDAY), tree.own)
    later = datetime.date(2024, 4, 12)
    asked = ask_extension(assignment=mine, new_due=later, reason="Bão.", by=one)
    remind()
    waiting = Notice.objects.get(kind="extension")
    decide_extension(extension=asked, granted=True, due=None, reason="", by=running.by)
    at("2024-04-05 08:00")

    remind()

    waiting.refresh_from_db()
    assert waiting.user == running.by
    assert waiting.title == f"Đảng bộ Sở Ánh Sáng xin gia hạn: {TASK}"
    assert (waiting.detail, waiting.settled_at is not None) == ("Bão.", True)
    assert Notice.objects.get(due=later).rule == "doer:task:-5"
    assert not Notice.objects.filter(rule="doer:task:+1").exists()


def test_programme_has_its_own_rules_and_its_units_can_be_asked(
    running: Running, tree: Tree, at: At
) -> None:
    make_user("mot", "reporter", unit=tree.own)
    running.give(running.task(due=FRIDAY), tree.own, tree.sibling)
    running.give(running.task("Việc còn xa", due=datetime.date(2024, 12, 1)), tree.own)
    set_rules(
        unit=tree.parent,
        programme=running.programme.pk,
        on=True,
        timings=[Timing("task", -4)],
        by=running.by,
    )
    remind()
    none_yet = said()
    at("2024-03-25 08:00")
    remind()
    client = Client()
    client.force_login(running.by, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = visit(client, reverse("reminders:chase", args=["chuong-trinh", running.programme.pk]))

    assert (none_yet, said()) == ([], [("mot", "assignment", "doer:task:-4")])
    assert len(page.all("//input[@name='chosen']")) == 2
    assert f"Đảng bộ Sở Ánh Sáng: {TASK}" in page.text()
    assert "Việc còn xa" not in page.text()
    rules = reverse("reminders:rules", args=[tree.parent.pk])
    shown = visit(client, f"{rules}?chuong-trinh={running.programme.pk}")
    assert "trước hạn 4 ngày làm việc" in shown.text()


def test_programme_is_asked_about_by_who_coordinates_it_only(running: Running, tree: Tree) -> None:
    url = reverse("reminders:chase", args=["chuong-trinh", running.programme.pk])
    statuses = []
    for role, unit in (("coordinator", tree.own), ("auditor", tree.parent)):
        client = Client()
        client.force_login(
            make_user(f"{role}-x", role, unit=unit),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        statuses.append(client.get(url).status_code)

    assert statuses == [404, 404]


def test_calendar_has_the_tasks_of_ones_own_units(running: Running, tree: Tree) -> None:
    one = make_user("mot", "reporter", unit=tree.own)
    (mine,) = running.give(running.task(due=FRIDAY), tree.own)
    running.give(running.task("Việc của nơi khác", due=FRIDAY), tree.sibling)

    found = reminding.entries(one, FRIDAY, FRIDAY)

    assert [(e.matter, e.day, e.title) for e in found] == [
        (f"assignment-{mine.pk}", FRIDAY, f"Hạn: {TASK} – Đảng bộ Sở Ánh Sáng")
    ]
