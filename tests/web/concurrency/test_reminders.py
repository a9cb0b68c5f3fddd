"""Two processes remind at the same moment, two people press at once: each thing is said once."""

from __future__ import annotations

import uuid

import pytest
from django.conf import LazySettings
from django.core import mail
from tests.factories import Tree, make_user
from tests.web.concurrency.together import kinds, pausing, together
from tests.web.reminders.conftest import At, at  # noqa: F401 -- a fixture
from tests.web.reporting.scene import Scene

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.queue import enqueue_once
from minhbach_web.reminders.matters.reports import of_period
from minhbach_web.reminders.models import Message, Notice, RuleSet
from minhbach_web.reminders.services import delivering
from minhbach_web.reminders.services.chasing import chase
from minhbach_web.reminders.services.delivering import deliver
from minhbach_web.reminders.services.rules import Timing, set_rules
from minhbach_web.reminders.services.sending import remind


@pytest.fixture(autouse=True)
def _letters(settings: LazySettings, tree: Tree) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    user = make_user("nhan-thu", "reporter", unit=tree.own)
    user.email = "nhan-thu@example.test"
    user.save()


def test_two_processes_at_once_send_once(scene: Scene, at: At) -> None:  # noqa: F811 -- a fixture
    at("2024-03-26 08:00")

    together(remind, remind, remind)

    assert Notice.objects.filter(user__username="nhan-thu").count() == 1
    assert [letter.to for letter in mail.outbox] == [["nhan-thu@example.test"]]
    assert [m.state for m in Message.objects.all()] == ["sent"]


def test_message_that_one_process_is_sending_is_left_to_it(
    scene: Scene,
    at: At,  # noqa: F811 -- a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at("2024-03-26 08:00")
    monkeypatch.setattr("minhbach_web.reminders.services.sending.deliver", lambda _now: (0, 0))
    remind()
    with pausing(monkeypatch, delivering, "_send") as meeting:
        results = together(
            lambda: deliver(clock.now()), meeting.after(lambda: deliver(clock.now()))
        )

    assert (results, len(mail.outbox)) == ([(1, 0), (0, 0)], 1)


def test_units_are_asked_once_when_the_button_is_pressed_twice(scene: Scene) -> None:
    token = uuid.uuid4()
    matters = of_period(scene.coordinator, scene.period.pk).matters

    def press() -> int:
        return chase(
            token=token, thing="ky:1", matters=matters, text="Gửi ngay.", by=scene.coordinator
        )[1]

    results = together(press, press)

    told = Notice.objects.filter(rule__startswith="chase:").count()
    assert results == [told, told]
    assert Message.objects.filter(token=str(token)).count() == 1


def test_rules_kept_by_two_people_at_once_are_one_set(scene: Scene, tree: Tree) -> None:
    def keep(days: int) -> RuleSet:
        timings = [Timing("report", days)]
        return set_rules(
            unit=tree.parent, programme=None, on=True, timings=timings, by=scene.coordinator
        )

    results = together(lambda: keep(-1), lambda: keep(-2))

    assert kinds(results) == ["RuleSet", "RuleSet"]
    assert RuleSet.objects.get().rules.count() == 1


def test_work_queued_twice_at_once_is_one_job(tree: Tree) -> None:
    results = together(*[lambda: enqueue_once("reminders.remind", key="once")] * 3)

    assert (kinds(results), Job.objects.count()) == (["Job"] * 3, 1)
