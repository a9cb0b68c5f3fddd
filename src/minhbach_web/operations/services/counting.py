"""Counts for a monitoring system, in Prometheus' text form: numbers and states, nobody's name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Min

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.operations.queries import background
from minhbach_web.reminders.queries import delivery

Row = tuple[str, str, str, float]  # name, help, labels, value


def metrics_text() -> str:
    """All gauges, each with its help line, in a fixed order."""
    lines: list[str] = []
    named = ""
    for name, words, labels, value in _rows():
        if name != named:
            lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge"]
            named = name
        lines.append(f"{name}{labels} {value:g}")
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[Row]:
    states = dict(background.counts())
    for state in background.ORDER:
        words, labels = "Pieces of background work by state.", f'{{state="{state}"}}'
        yield "minhbach_jobs", words, labels, states.get(state, 0)
    yield "minhbach_job_oldest_waiting_seconds", "Age of the oldest due job.", "", _oldest()
    yield "minhbach_workers", "Workers that are alive.", "", workers_alive()
    sending = delivery()
    yield "minhbach_messages_waiting", "E-mails that wait.", "", sending.waiting
    yield "minhbach_messages_failed", "E-mails given up.", "", sending.failed
    last = sending.last_run
    yield (
        "minhbach_reminders_last_run_seconds",
        "When reminders last ran (Unix time).",
        "",
        (last.timestamp() if last else 0),
    )
    yield "minhbach_disk_free_bytes", "Room on the disk of the data.", "", _free()


def _oldest() -> float:
    now = clock.now()
    waiting = Job.objects.filter(state=Job.State.WAITING).exclude(not_before__gt=now)
    first = waiting.aggregate(first=Min("asked_at"))["first"]
    return (now - first).total_seconds() if first else 0


def _free() -> float:
    try:
        return float(shutil.disk_usage(settings.VAR).free)
    except OSError:
        return 0
