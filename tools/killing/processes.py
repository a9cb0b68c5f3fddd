"""Web servers, workers and the database as processes of their own: started, killed, started again.

Only processes that were started here are killed, each by its number; the database is the cluster of
``DATABASE_URL``, which must be one that was made for this (``tools/with_postgres.sh``).
"""

from __future__ import annotations

import json
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVER = "from minhbach_web.serving import Server; Server('127.0.0.1', {port}, {each}).run()"
WORKER = "from minhbach_web.commands import worker; worker([])"
BACKUP = "from minhbach_web.care import backup; raise SystemExit(backup([]))"
SECRET = "".join(chr(97 + n * n * 7 % 26) + str(n) for n in range(40))  # of a throw-away place
LOOKING = "MINHBACH_LOOKING"  # set where nothing is written
LEASE = "3"  # seconds after which a killed worker's job is taken over


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    with suppress(OSError):
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in text.split()]
    return []


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@dataclass
class Site:
    """The processes of one installation over the folder ``var``."""

    var: Path
    webs: int = 1
    workers: int = 1
    each: int = 2  # processes of a web server
    more: dict[str, str] = field(default_factory=dict)
    ports: list[int] = field(default_factory=list)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    killed: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ports = [free_port() for _ in range(self.webs)]

    def env(self) -> dict[str, str]:
        given = {name: text for name, text in os.environ.items() if name != LOOKING}
        return (
            given
            | {
                "MINHBACH_VAR": str(self.var),
                "MINHBACH_SECRET_KEY": SECRET,
                "MINHBACH_JOBS_LEASE": LEASE,
                "MINHBACH_BACKUPS_KEPT": "3",
                "DJANGO_SETTINGS_MODULE": "tools.killing.settings",
            }
            | self.more
        )

    def make(self, units: int, periods: int, reporters: int) -> dict[str, Any]:
        """The office, made in a process of its own."""
        command = [sys.executable, "-m", "tools.killing.scene", *map(str, (units, periods))]
        done = subprocess.run(
            [*command, str(reporters)], cwd=ROOT, env=self.env(), capture_output=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr.decode())
        made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return made

    def start(self) -> None:
        """What does not run is started; the answer of the web server is not waited for."""
        for n, port in enumerate(self.ports):
            self._start(f"web{n}", [sys.executable, "-c", SERVER.format(port=port, each=self.each)])
        for n in range(self.workers):
            self._start(f"worker{n}", [sys.executable, "-c", WORKER])

    def _start(self, name: str, command: list[str]) -> None:
        there = self.running.get(name)
        if there is not None and there.poll() is None:
            return
        with (self.var / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.env(), stdout=log, stderr=log, start_new_session=True
            )

    def kill_one(self, dice: random.Random, kinds: list[str]) -> str:
        """One process, or a whole server with all that it started, dies at once; says which."""
        kind = dice.choice(kinds)
        self.killed[kind] = self.killed.get(kind, 0) + 1
        if kind == "web":
            self._kill_group(dice.choice([n for n in self.running if n.startswith("web")]))
        elif kind == "web process":
            server = self.running[dice.choice([n for n in self.running if n.startswith("web")])]
            for pid in children(server.pid)[:1]:
                kill(pid)
        elif kind == "worker":
            self._kill_group(dice.choice([n for n in self.running if n.startswith("worker")]))
        return kind

    def _kill_group(self, name: str) -> None:
        process = self.running[name]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def back_up(self) -> subprocess.Popen[bytes]:
        """``minhbach backup`` as its own process, to be killed in the middle."""
        return subprocess.Popen(
            [sys.executable, "-c", BACKUP],
            cwd=ROOT,
            env=self.env(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end(self) -> None:
        """Told to stop, as a person does it; what does not stop is killed."""
        for process in self.running.values():
            process.terminate()
        for name, process in self.running.items():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                self._kill_group(name)


@dataclass
class Cluster:
    """A PostgreSQL server on this machine, by its folder."""

    data: Path

    @classmethod
    def of(cls, url: str) -> Cluster:
        import psycopg

        with psycopg.connect(url) as line:
            row = line.execute("SHOW data_directory").fetchone()
        return cls(Path(row[0] if row else ""))

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def backends(self, url: str) -> list[int]:
        """Processes that serve somebody just now."""
        import psycopg

        sql = (
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC, query_start DESC"
        )
        with psycopg.connect(url) as line:
            return [int(row[0]) for row in line.execute(sql)]

    def kill(self) -> None:
        """The whole server at once."""
        pid = self.pid()
        below = children(pid)
        kill(pid)
        for child in below:
            kill(child)

    def start(self, url: str) -> None:
        """As it was started before; waits until it answers."""
        import psycopg

        command = shlex.split((self.data / "postmaster.opts").read_text())
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        began = time.monotonic()
        process: subprocess.Popen[bytes] | None = None
        while time.monotonic() < began + 60:
            if process is None or process.poll() is not None:
                process = self._run(command)
            time.sleep(0.1)
            with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=5):
                return
        raise SystemExit("the database does not come back")

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.data.parent / "log").open("ab") as log:
            return subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, start_new_session=True
            )
