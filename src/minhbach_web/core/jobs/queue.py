"""Putting work in the queue, once; and taking it out again."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django_tasks import task as background_task

from minhbach_web.core import clock
from minhbach_web.core.jobs.kinds import kind_of
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.services import audit

FINISHED = (Job.State.DONE, Job.State.FAILED, Job.State.DISCARDED)
LIVE = (Job.State.WAITING, Job.State.RUNNING)


@background_task
def run_queued(job: int, number: int) -> None:
    """What django-tasks runs; nothing but two numbers stands in its own table."""
    from minhbach_web.core.jobs.running import run  # noqa: PLC0415  # it queues again itself

    run(job, number)


@transaction.atomic
def enqueue_once(
    kind: str,
    *,
    key: str,
    by: AbstractBaseUser | None = None,
    again: bool = False,
    at: datetime.datetime | None = None,
    **arguments: Any,
) -> Job:
    """The job with this key: put in the queue if there is none yet, else the one there is.

    ``again`` queues one that is finished once more, with the new arguments. The queue is a table
    of the same database: what the caller's transaction undoes was never queued.
    """
    if kind_of(kind) is None:
        raise LookupError(kind)
    fields: dict[str, Any] = {
        "kind": kind,
        "arguments": arguments,
        "by_id": by.pk if by else None,
        "asked_at": clock.now(),
        "not_before": at,
    }
    job, new = Job.objects.get_or_create(key=key, defaults=fields)
    if not new and again:
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state in FINISHED:
            requeue(job, at=at, tries=0, started_at=None, result={}, **fields)
            new = False
    if new:
        _hand_over(job)
    return job


def requeue(job: Job, *, at: datetime.datetime | None = None, **fields: Any) -> None:
    """Wait for a worker once more; what an earlier round still does counts no longer."""
    fresh: dict[str, Any] = {
        "state": Job.State.WAITING,
        "round": job.round + 1,
        "lease_until": None,
        "finished_at": None,
        "step": "",
        "steps_done": 0,
        "steps_total": 0,
        **fields,
        "not_before": at,
    }
    for name, value in fresh.items():
        setattr(job, name, value)
    job.save(update_fields=[name.removesuffix("_id") for name in fresh])
    _hand_over(job)


def _hand_over(job: Job) -> None:
    queued = run_queued.using(run_after=job.not_before).enqueue(job.pk, job.round)
    job.task = queued.id
    job.save(update_fields=["task"])


@transaction.atomic
def retry(*, job: Job, by: AbstractBaseUser) -> Job:
    """A person has a failed or discarded job tried again, as often as a new one."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state in (Job.State.FAILED, Job.State.DISCARDED):
        requeue(job, tries=0, error="")
        audit.record(actor=by, action="core.retry_job", obj=f"job:{job.pk}")
    return job


@transaction.atomic
def discard(*, job: Job, by: AbstractBaseUser) -> Job:
    """A person gives up a job that failed, or that waits; a running one is not interrupted."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state in (Job.State.FAILED, Job.State.WAITING):
        job.state = Job.State.DISCARDED
        job.round += 1
        job.finished_at = clock.now()
        job.save(update_fields=["state", "round", "finished_at"])
        audit.record(actor=by, action="core.discard_job", obj=f"job:{job.pk}")
    return job


def start(kind: str, *, key: str, by: AbstractBaseUser | None = None, **arguments: Any) -> Job:
    """Queue it once; where no worker is there, do it at once, before the answer is given."""
    from minhbach_web.core.jobs.running import run_now  # noqa: PLC0415  # it queues again itself
    from minhbach_web.core.jobs.worker import workers_alive  # noqa: PLC0415  # the same

    job = enqueue_once(kind, key=key, by=by, **arguments)
    if job.state == Job.State.WAITING and not workers_alive():
        run_now(job)
        job.refresh_from_db()
    return job
