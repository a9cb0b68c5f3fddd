"""A worker is really killed in the middle of its work, and another one takes it over."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 180.0
QUEUE = (
    "import django, sys; django.setup()\n"
    "import tests.web.operations.slow_work\n"
    "from minhbach_web.core.jobs.queue import enqueue_once\n"
    "enqueue_once('tests.slow', key='one', folder=sys.argv[1])\n"
)


def env(var: Path) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return own | {
        "MINHBACH_VAR": str(var),
        "MINHBACH_SECRET_KEY": "tests-only",
        "MINHBACH_JOBS_LEASE": "3",
        "DJANGO_SETTINGS_MODULE": "tests.web.robust.settings",
    }


def worker(var: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.web.operations.slow_work"]
    return subprocess.Popen(command, cwd=ROOT, env=env(var), stderr=subprocess.DEVNULL)


def begun(var: Path) -> int:
    place = var / "begun"
    return len(place.read_text()) if place.exists() else 0


def wait_until(what: object) -> None:
    end = time.monotonic() + PATIENCE
    while not what():  # type: ignore[operator] # a function
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def row(var: Path) -> tuple[str, int, str]:
    with sqlite3.connect(var / "minhbach.sqlite3") as base:
        found = base.execute("SELECT state, tries, result FROM core_job WHERE key = 'one'")
        state, tries, result = found.fetchone()
    return state, tries, result


@pytest.fixture
def var(tmp_path: Path, db: None) -> Path:
    """A folder with a database of its own: this test's empty one, copied."""
    if connection.vendor != "sqlite":
        pytest.skip("the worker's own database is SQLite's; its pass runs this")
    name = str(connection.settings_dict["NAME"])
    with (
        closing(sqlite3.connect(name)) as own,
        closing(sqlite3.connect(tmp_path / "minhbach.sqlite3")) as copy,
    ):
        own.backup(copy)  # what was written for good: the open transaction is not in it
    return tmp_path


def test_killed_workers_job_is_done_by_the_next_which_stops_gracefully(var: Path) -> None:
    subprocess.run([sys.executable, "-c", QUEUE, str(var)], cwd=ROOT, env=env(var), check=True)
    first = worker(var)
    wait_until(lambda: begun(var) == 1)
    first.kill()
    first.wait()
    left = row(var)[:2]

    second = worker(var)
    wait_until(lambda: begun(var) == 2)
    second.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    going_on = second.poll() is None
    (var / "hurry").touch()
    ended = second.wait(PATIENCE)

    state, tries, result = row(var)
    assert (left, going_on, ended) == (("running", 1), True, 0)
    assert (state, tries, json.loads(result)) == ("done", 2, {"marks": 2})
