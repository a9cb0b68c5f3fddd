"""The server is killed with -9 again and again while people send, accept and consolidate."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.web.robust import migrated
from tests.web.robust.office import N

ROOT = Path(__file__).resolve().parents[3]
CSRF = "k" * 32
KILLS = 4
PATIENCE = 120.0


@dataclass
class Office:
    """The folder, the port, and how often a process was killed."""

    var: Path
    port: int
    kills: int = 0
    answers: int = 0

    def env(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        return own | {
            "MINHBACH_VAR": str(self.var),
            "MINHBACH_SECRET_KEY": "tests-only",
            "DJANGO_SETTINGS_MODULE": "tests.web.robust.settings",
        }

    def run(self, what: str) -> Any:
        """The office made or looked at, in a process of its own."""
        command = [sys.executable, "-m", "tests.web.robust.office", what]
        done = subprocess.run(command, cwd=ROOT, env=self.env(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout.splitlines()[-1])

    def serve(self) -> subprocess.Popen[bytes]:
        """The server as it runs in an office, in a process group of its own."""
        code = f"from minhbach_web.serving import Server; Server('127.0.0.1', {self.port}).run()"
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=self.env(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def children(pid: int) -> list[int]:
    with suppress(OSError):
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in text.split()]
    return []


@contextmanager
def killing(office: Office) -> Iterator[None]:
    """Kill in the middle of the work: a worker after every other answer, once the whole server.

    Kills follow answers, not the clock: on a slow machine the server has time to come up again.
    """
    dice = random.Random(9)  # noqa: S311 -- the same order each time
    stop = threading.Event()
    server = office.serve()

    def reap() -> None:
        nonlocal server
        killed, seen = 0, office.answers
        while killed < KILLS and not stop.wait(dice.uniform(0.0, 0.03)):
            workers = children(server.pid)
            if office.answers < seen + 2 or not workers:
                continue
            killed, seen = killed + 1, office.answers
            if killed == 2:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
                server = office.serve()
            else:
                with suppress(ProcessLookupError):
                    os.kill(dice.choice(workers), signal.SIGKILL)
            office.kills += 1

    killer = threading.Thread(target=reap, daemon=True)
    killer.start()
    try:
        yield
    finally:
        stop.set()
        killer.join()
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def post(office: Office, session: str, path: str, data: dict[str, Any]) -> str:
    """Press the button until an answer comes, as a person does; gives where it leads."""
    body = urlencode({**data, "csrfmiddlewaretoken": CSRF})
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=10)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        office.answers += 1
        if answer.status == 302:
            return answer.headers["Location"]
        assert answer.status == 503, (path, answer.status)
    raise AssertionError(f"no answer to {path}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.once
def test_killed_server_loses_nothing_and_doubles_nothing(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        migrated.copy_to(tmp_path)
    office = Office(tmp_path, free_port())
    made = office.run("make")
    owed, clerk = made["owed"], made["clerk"]
    with ThreadPoolExecutor(4) as people:
        with killing(office):
            sends = [
                people.submit(post, office, made["writer"], f"/bao-cao/{o['pk']}/kiem-tra/",
                              {"token": o["token"], "seen": o["seen"]})
                for o in owed
            ]  # fmt: skip
            receipts = [future.result() for future in sends]
        shown = office.run("hashes")
        with killing(office):
            accepts = [
                people.submit(post, office, clerk, f"/bao-cao/{o['pk']}/lan/1/quyet-dinh/",
                              {"sha256": sha, "act": "accept", "level": "1"})
                for o, sha in ((o, shown[str(o["pk"])]) for o in owed)
            ]  # fmt: skip
            for future in accepts:
                future.result()
            fixes = [people.submit(post, office, clerk, f"/tong-hop/{made['period']}/chot/", {})
                     for _ in range(4)]  # fmt: skip
            for future in fixes:
                future.result()
    stored = office.run("check")

    assert office.kills >= 4
    assert all(where.endswith("/bien-nhan/") for where in receipts)
    assert stored == {
        "chain": True,
        "n": [1] * N,
        "decisions": N,
        "drafts": 0,
        "reports": 1,
        "pins": [N],
        "total": [2_000_000 * N, N, 0, 0],
        "wrong": 0,
    }
