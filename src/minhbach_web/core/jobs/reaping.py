"""What a killed worker left behind is found and queued again; what is old is cleared away."""

from __future__ import annotations

import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from minhbach_web.core import clock, retention
from minhbach_web.core.jobs.models import Job, WorkerBeat
from minhbach_web.core.jobs.progress import lease
from minhbach_web.core.jobs.queue import requeue
from minhbach_web.core.jobs.running import KILLED, fail

KEEP_ROWS = datetime.timedelta(days=7)
FORGOTTEN = datetime.timedelta(minutes=10)


def reap() -> int:
    """Queue again what died with its worker; gives how many jobs that were."""
    now = clock.now()
    left = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    found = list(left.values_list("pk", "round"))
    for pk, number in found:
        fail(pk, number, KILLED)
    lost = _lost(now)
    for job in lost:
        requeue(job)
    _close_rows()
    return len(found) + len(lost)


def _lost(now: datetime.datetime) -> list[Job]:
    """Jobs that wait although nothing in the queue stands for them: after a restore, say."""
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=now - FORGOTTEN)
    rows = {job.task: job for job in waiting}
    queued = DBTaskResult.objects.filter(
        pk__in=list(rows), status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    there = set(queued.values_list("pk", flat=True))
    return [job for task, job in rows.items() if task not in there]


def _close_rows() -> None:
    """Rows of the queue that say "running" while no running job stands behind them."""
    live = Job.objects.filter(state__in=(Job.State.RUNNING, Job.State.WAITING))
    rows = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=clock.now() - (lease() - clock.now())
    )
    rows.exclude(pk__in=live.exclude(task=None).values("task")).update(
        status=TaskResultStatus.FAILED, finished_at=clock.now()
    )


def clear_old() -> None:
    """Done work is kept for its period, the queue's own rows for a week; failed work stays."""
    now = clock.now()
    keep_done = datetime.timedelta(days=retention.days("core.jobs"))
    Job.objects.filter(
        state__in=(Job.State.DONE, Job.State.DISCARDED), finished_at__lt=now - keep_done
    ).delete()
    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    DBTaskResult.objects.filter(status__in=ended, finished_at__lt=now - KEEP_ROWS).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - KEEP_ROWS).delete()
