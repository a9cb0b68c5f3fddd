"""Work in the background: queued once, tried again, taken over from a killed worker."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.factories import make_user

from minhbach_web import engine
from minhbach_web.core import clock, jobs
from minhbach_web.core.jobs import kinds, running, timetable
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.progress import LeftBehind
from minhbach_web.core.jobs.queue import discard, enqueue_once, retry
from minhbach_web.core.jobs.reaping import clear_old, reap

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> Iterator[list[str]]:
    """What the work of this test did; its kinds are forgotten afterwards."""
    marks: list[str] = []

    @jobs.kind("tests.mark", title="Mark", tries=3, waits=(30, 300))
    def mark(progress: jobs.Progress, word: str) -> dict[str, int]:
        progress.say("Marking", 1, 2)
        if word == "fail":
            raise ValueError("text of somebody")
        if word == "bad":
            raise engine.UsageError("file-not-found", file="x")
        marks.append(word)
        return {"n": len(marks)}

    yield marks
    kinds._kinds.pop("tests.mark")


def put(word: str, **more: object) -> Job:
    return enqueue_once("tests.mark", key=f"k:{word}", word=word, **more)  # type: ignore[arg-type]


def state(job: Job) -> tuple[str, int, int]:
    job.refresh_from_db()
    return job.state, job.round, job.tries


def rows() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def test_job_is_queued_once_and_runs_once(done: list[str]) -> None:
    job = put("a")
    same = put("a")

    running.run(job.pk, 1)
    running.run(job.pk, 1)
    job.refresh_from_db()

    assert (same.pk, rows(), done) == (job.pk, 1, ["a"])
    assert (job.state, job.result, job.steps_done, job.lease_until) == ("done", {"n": 1}, 1, None)
    assert put("a").pk == job.pk
    assert (rows(), state(job)) == (1, ("done", 1, 1))


def test_job_done_before_runs_again_only_when_asked(done: list[str]) -> None:
    job = put("a")
    running.run(job.pk, 1)

    again = put("a", again=True)
    twice = put("a", again=True)
    running.run(job.pk, 2)

    assert (again.pk, twice.pk, done, state(job)) == (job.pk, job.pk, ["a", "a"], ("done", 2, 1))


def test_job_of_an_undone_transaction_was_never_queued(done: list[str]) -> None:
    with transaction.atomic():
        put("a")
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_failing_job_waits_longer_each_time_and_then_stops(done: list[str]) -> None:
    job = put("fail")
    waits = []
    for number in (1, 2, 3):
        running.run(job.pk, number)
        job.refresh_from_db()
        if job.not_before and job.state == "waiting":
            waits.append(round((job.not_before - clock.now()).total_seconds(), -1))

    assert (waits, state(job)) == ([30, 300], ("failed", 3, 3))
    # Where it failed, never the text: that may be what somebody wrote.
    assert (job.error.partition(" ")[0], done) == ("ValueError", [])
    assert "somebody" not in job.error


def test_job_with_bad_input_is_not_tried_again(done: list[str]) -> None:
    job = put("bad")

    running.run(job.pk, 1)

    assert state(job) == ("failed", 1, 1)
    assert job.error == "file-not-found"


def test_failed_job_is_tried_again_or_given_up_by_a_person(done: list[str]) -> None:
    person, job = make_user("quan-tri"), put("bad")
    running.run(job.pk, 1)

    retry(job=job, by=person)
    first = state(job)
    discard(job=job, by=person)
    running.run(job.pk, 2)

    assert (first, state(job)) == (("waiting", 2, 0), ("discarded", 3, 0))


def test_job_of_a_killed_worker_is_taken_over_and_the_old_one_changes_nothing(
    done: list[str],
) -> None:
    job = put("a")
    past = clock.now() - datetime.timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state="running", tries=1, lease_until=past)
    DBTaskResult.objects.update(status="RUNNING", started_at=past - datetime.timedelta(hours=1))
    old = jobs.Progress(job.pk, 1)

    reaped = reap()

    assert (reaped, state(job)) == (1, ("waiting", 2, 1))
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
    with pytest.raises(LeftBehind):
        old.alive()
    running.run(job.pk, 2)
    assert (state(job), done, reap()) == (("done", 2, 2), ["a"], 0)


def test_job_without_a_row_in_the_queue_is_queued_anew(done: list[str]) -> None:
    job = put("a")
    DBTaskResult.objects.all().delete()
    long_ago = clock.now() - datetime.timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(asked_at=long_ago)

    assert (reap(), rows(), state(job)) == (1, 1, ("waiting", 2, 0))


def test_regular_work_is_queued_once_each_time(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timetable, "_regular", {})
    jobs.every(15, "tests.mark")
    at = datetime.datetime(2026, 11, 24, 1, 0, tzinfo=datetime.UTC)
    for minutes in (0, 5, 14, 15):
        timetable.queue_due(at + datetime.timedelta(minutes=minutes))
    held = Job.objects.count()
    Job.objects.update(state="done")
    timetable.queue_due(at + datetime.timedelta(minutes=16))

    assert (held, Job.objects.count()) == (1, 2)


def test_regular_work_that_failed_is_made_up_for_by_a_later_run(done: list[str]) -> None:
    before = enqueue_once("tests.mark", key="tests.mark@1", word="bad")
    asked = put("bad")
    for job in (before, asked):
        running.run(job.pk, 1)
    later = enqueue_once("tests.mark", key="tests.mark@2", word="good")

    running.run(later.pk, 1)

    assert [state(job)[0] for job in (before, asked, later)] == ["discarded", "failed", "done"]


def test_old_done_work_is_cleared_and_failed_work_kept(done: list[str]) -> None:
    good, bad = put("a"), put("bad")
    running.run(good.pk, 1)
    running.run(bad.pk, 1)
    Job.objects.update(finished_at=clock.now() - datetime.timedelta(days=31))

    clear_old()

    assert list(Job.objects.values_list("key", flat=True)) == ["k:bad"]
