"""Work in the background as pages show it, and who may look at it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import get_language, gettext

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.jobs import kind_of
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.units.queries import holds_at_top

if TYPE_CHECKING:
    from minhbach_web.units.models import User

KEEPER = "administrator"
PATIENCE = datetime.timedelta(minutes=10)  # a worker that is started anew is back by then
# What needs attention first.
ORDER = ("failed", "running", "waiting", "done", "discarded")


@dataclass(frozen=True)
class Shown:
    """A job in words."""

    job: Job
    title: str
    step: str
    error: str
    tries: int


def keeps(user: User) -> bool:
    """Whether the person looks after the whole site."""
    return holds_at_top(user, KEEPER)


def jobs(state: str = "") -> QuerySet[Job]:
    """All jobs, or those in one state, the last first."""
    rows = Job.objects.select_related("by")
    return rows.filter(state=state) if state in ORDER else rows


def counts() -> list[tuple[str, int]]:
    """How many jobs there are in each state; states without any are left out."""
    found = dict(Job.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return [(state, found[state]) for state in ORDER if found.get(state)]


def failed() -> int:
    """How many jobs wait for a person because they failed."""
    return Job.objects.filter(state=Job.State.FAILED).count()


def standing_still() -> bool:
    """Whether work has been due for a while and no worker is there to do it."""
    since = clock.now() - PATIENCE
    due = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=since)
    return due.exclude(not_before__gt=since).exists() and not workers_alive()


def job_for(user: User, pk: int) -> Job:
    """The job, for who asked for it or looks after the site; else Http404."""
    job = Job.objects.select_related("by").filter(pk=pk).first()
    if job is None or (job.by_id != user.pk and not keeps(user)):
        raise Http404
    return job


def shown(job: Job) -> Shown:
    """What the job is called, what it does now, and what went wrong."""
    kind = kind_of(job.kind)
    title = str(kind.title) if kind else job.kind
    step = gettext(job.step) if job.step else ""
    return Shown(job, title, step, _error(job.error), kind.tries if kind else 0)


def _error(error: str) -> str:
    """The sentence of a message's code; the place in the code as it stands."""
    return engine.message(error, "en" if get_language() == "en" else "vi") if error else ""


def results(job: Job) -> list[tuple[str, object]]:
    """The counts that the work gave back, in words."""
    kind = kind_of(job.kind)
    words = kind.results if kind else {}
    found = job.result if isinstance(job.result, dict) else {}
    return [(str(words.get(name, name)), value) for name, value in found.items()]
