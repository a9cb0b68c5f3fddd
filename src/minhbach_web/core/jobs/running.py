"""One round of one job: claimed, run, and its end written down; a failure is tried again."""

from __future__ import annotations

import datetime
import logging
import traceback
from pathlib import Path

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.jobs.kinds import GiveUp, kind_of
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.progress import LeftBehind, Progress, lease
from minhbach_web.core.jobs.queue import requeue
from minhbach_web.core.jobs.timetable import is_regular

logger = logging.getLogger(__name__)
KILLED = "job-worker-killed"
UNKNOWN = "job-unknown-kind"
PACKAGE = Path(__file__).resolve().parents[2]


def run(pk: int, number: int) -> None:
    """Run the job if this round of it still waits; whatever happens is written in its row."""
    claimed = Job.objects.filter(pk=pk, round=number, state=Job.State.WAITING)
    job = claimed.first()
    if job is None:
        return
    start = {"state": Job.State.RUNNING, "started_at": clock.now(), "lease_until": lease()}
    if not claimed.update(tries=job.tries + 1, **start):
        return
    found = kind_of(job.kind)
    if found is None:
        fail(pk, number, UNKNOWN, for_good=True)
        return
    try:
        result = found.work(Progress(pk, number), **job.arguments)
    except LeftBehind:
        logger.warning("job %s was taken over by another worker", pk)
    except (GiveUp, engine.MinhBachError) as error:
        fail(pk, number, error.code, for_good=True)
    except Exception as error:
        fail(pk, number, place(error))
    except BaseException:
        fail(pk, number, KILLED)  # stopped in the middle: tried again at once
        raise
    else:
        _done(pk, number, dict(result or {}))


def run_now(job: Job) -> None:
    """Run a waiting job here, in the process that asks: for a site without a worker."""
    run(job.pk, job.round)


def _done(pk: int, number: int, result: dict[str, object]) -> None:
    mine = Job.objects.filter(pk=pk, round=number, state=Job.State.RUNNING)
    now = clock.now()
    if mine.update(
        state=Job.State.DONE, finished_at=now, lease_until=None, result=result, error=""
    ):
        _made_up_for(Job.objects.get(pk=pk), now)


def _made_up_for(job: Job, now: datetime.datetime) -> None:
    """Regular work that failed before needs nobody once a later run went well."""
    if is_regular(job.kind, job.key):
        before = Job.objects.filter(
            kind=job.kind, key__startswith=f"{job.kind}@", state=Job.State.FAILED
        )
        before.filter(asked_at__lt=job.asked_at).update(state=Job.State.DISCARDED, finished_at=now)


@transaction.atomic
def fail(pk: int, number: int, error: str, *, for_good: bool = False) -> None:
    """Write the failure down; queue the job again while it has tries left."""
    mine = Job.objects.select_for_update().filter(pk=pk, round=number, state=Job.State.RUNNING)
    job = mine.first()
    if job is None:
        return
    found = kind_of(job.kind)
    logger.warning("job %s (%s) failed in try %s: %s", job.pk, job.kind, job.tries, error)
    if found is None or for_good or job.tries >= found.tries:
        job.state, job.error, job.lease_until = Job.State.FAILED, error[:300], None
        job.finished_at = clock.now()
        job.save(update_fields=["state", "error", "lease_until", "finished_at"])
        return
    wait = 0 if error == KILLED else found.wait_after(job.tries)
    at = clock.now() + datetime.timedelta(seconds=wait) if wait else None
    requeue(job, at=at, error=error[:300])


def place(error: BaseException) -> str:
    """``ValueError (reminders/sending.py:41)``: what went wrong and where, without its text."""
    frames = [Path(f.filename) for f in traceback.extract_tb(error.__traceback__)]
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__)]
    ours = [
        (path.relative_to(PACKAGE), line)
        for path, line in zip(frames, lines, strict=True)
        if path.is_relative_to(PACKAGE)
    ]
    name = type(error).__qualname__
    return f"{name} ({ours[-1][0]}:{ours[-1][1]})" if ours else name
