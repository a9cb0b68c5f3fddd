"""How far a piece of work is: told by the work, shown on its page."""

from __future__ import annotations

import datetime

from django.conf import settings

from minhbach_web.core import clock


class LeftBehind(Exception):
    """Another worker has taken this piece of work over: stop, and change nothing more."""


def lease() -> datetime.datetime:
    """Until when a worker that says something now counts as alive."""
    return clock.now() + datetime.timedelta(seconds=settings.JOBS_LEASE)


class Progress:
    """Given to the work as its first argument."""

    def __init__(self, job: int, number: int) -> None:
        self.job, self.number = job, number

    def say(self, step: str, done: int = 0, total: int = 0) -> None:
        """What is being done, an English sentence of the catalogue, and how far of how much.

        Raises LeftBehind when another worker has this piece of work.
        """
        self._update(step=step[:200], steps_done=done, steps_total=total)

    def alive(self) -> None:
        """Nothing new, but the work goes on."""
        self._update()

    def _update(self, **fields: object) -> None:
        from minhbach_web.core.jobs.models import Job  # noqa: PLC0415  # needs the apps

        mine = Job.objects.filter(pk=self.job, round=self.number, state=Job.State.RUNNING)
        if not mine.update(lease_until=lease(), **fields):
            raise LeftBehind
