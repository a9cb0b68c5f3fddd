"""The worker: takes jobs out of the queue one after the other until it is told to stop."""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)
from django_tasks_db.management.commands.db_worker import Worker

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job, WorkerBeat
from minhbach_web.core.jobs.progress import lease
from minhbach_web.core.jobs.reaping import clear_old, reap
from minhbach_web.core.jobs.timetable import queue_due
from minhbach_web.core.services.shelf import shelf
from minhbach_web.core.troubles import trouble_of

logger = logging.getLogger(__name__)
INTERVAL = 1.0
BEGUN = 3600.0  # seconds after which nobody writes a file any more that was begun


class Keeper(threading.Thread):
    """Beside the work: says that this worker is alive, looks after the dead ones' jobs."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(daemon=True, name="keeper")
        self.worker = worker
        self.stopped = threading.Event()
        self.beats = 0

    def run(self) -> None:
        """A beat six times a lease, until the worker stops."""
        while not self.stopped.wait(settings.JOBS_LEASE / 6):
            quietly(self.beat)
        connection.close()

    def beat(self) -> None:
        """Alive; the running job too. Now and then what else there is to look after."""
        close_old_connections()
        now = clock.now()
        WorkerBeat.objects.update_or_create(
            name=self.worker.worker_id,
            defaults={"seen_at": now},
            create_defaults={"seen_at": now, "started_at": now},
        )
        if current := getattr(self.worker, "current", None):
            Job.objects.filter(task=current, state=Job.State.RUNNING).update(lease_until=lease())
        self.beats += 1
        if self.beats % 3 == 1:
            reap()
            queue_due(now)
        if self.beats % 360 == 1:
            clear_old()
            shelf().tidy(before=now.timestamp() - BEGUN)


class JobWorker(Worker):
    """django-tasks' worker, which remembers what it is doing."""

    current: uuid.UUID | None = None

    def run_task(self, db_task_result: object) -> None:
        self.current = getattr(db_task_result, "id", None)
        try:
            super().run_task(db_task_result)  # type: ignore[arg-type] # a row of its table
        finally:
            self.current = None


def quietly(act: Callable[[], None]) -> None:
    """A database that is away for a moment stops no worker."""
    try:
        act()
    except DatabaseError as error:
        logger.warning("worker: %s", type(error).__name__)
        connection.close()


def work(*, once: bool = False) -> None:
    """Work until told to stop (SIGTERM, SIGINT: the job under way is finished first).

    ``once``: do what is due now, then stop.
    """
    worker = JobWorker(
        queue_names=["default"],
        interval=INTERVAL,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{platform.node()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
        excluded_queue_names=[],
    )
    keeper = Keeper(worker)
    quietly(keeper.beat)
    keeper.start()
    worker.configure_signals()
    try:
        _run(worker)
    finally:
        keeper.stopped.set()
        quietly(lambda: _gone(worker.worker_id))


def _run(worker: JobWorker) -> None:
    """Until it is told to stop. While the database is away there is nothing to do but to wait: what
    was under way is taken over once its lease is over."""
    while True:
        try:
            return worker.run()
        except (OperationalError, InterfaceError) as error:
            if worker.batch or not worker.running or not trouble_of(error):
                raise
            logger.warning("worker: %s", type(error).__name__)
            connection.close()
            time.sleep(worker.interval)


def _gone(name: str) -> None:
    WorkerBeat.objects.filter(name=name).delete()


def workers_alive() -> int:
    """How many workers said something during the last lease."""
    since = clock.now() - (lease() - clock.now())
    return WorkerBeat.objects.filter(seen_at__gte=since).count()
