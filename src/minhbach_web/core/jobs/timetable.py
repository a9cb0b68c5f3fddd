"""Work that comes again and again: queued by whichever worker is there, once each time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Regular:
    """``kind`` runs every ``minutes``."""

    kind: str
    minutes: int

    def key(self, now: datetime.datetime) -> str:
        """The same for all workers during one stretch of ``minutes``."""
        return f"{self.kind}@{int(now.timestamp()) // (self.minutes * 60)}"


_regular: dict[str, Regular] = {}


def every(minutes: int, kind: str) -> None:
    """Have ``kind`` run every ``minutes`` while a worker is there."""
    _regular[kind] = Regular(kind, minutes)


def is_regular(kind: str, key: str) -> bool:
    """Whether a job was queued by the timetable and not by a person."""
    return key.startswith(f"{kind}@")


def queue_due(now: datetime.datetime) -> int:
    """Queue what is due now and nobody queued yet; gives how many jobs are there for it.

    While an earlier one still waits (one long job holds the only worker), no other is queued.
    """
    from minhbach_web.core.jobs.models import Job  # noqa: PLC0415  # needs the apps
    from minhbach_web.core.jobs.queue import enqueue_once  # noqa: PLC0415  # needs the apps

    keys = {entry.key(now): entry.kind for entry in _regular.values()}
    there = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
    waiting = Job.objects.filter(state=Job.State.WAITING, kind__in=_regular, not_before=None)
    held = {kind for kind, key in waiting.values_list("kind", "key") if is_regular(kind, key)}
    for key, kind in keys.items():
        if key not in there and kind not in held:
            enqueue_once(kind, key=key)
    return len(keys)
