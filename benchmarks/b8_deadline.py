"""B8: deadline day. Every unit presses "Gửi" at once; some twice, some again, some on an old page.

The server runs as in an office (two workers of four threads); sixteen connections press without a
pause, on the same machine. After it: one revision for each intent, none lost, totals and the chain
of acts hold. ``DATABASE_URL`` chooses the engine, ``MINHBACH_BENCH_UNITS`` the size.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from benchmarks.tables import publish, table

UNITS = int(os.environ.get("MINHBACH_BENCH_UNITS", "1500"))
LINES = {"SQLite": 20, "PostgreSQL": 50}
SLOWEST, CONNECTIONS, CSRF = 1.0, 16, "k" * 32
RETRIED, DOUBLED, STALE = 0.10, 0.05, 0.02


@dataclass
class Day:
    """The answers of the day: seconds of each, and those that were no answer."""

    port: int
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    own: threading.local = field(default_factory=threading.local)

    def press(self, intent: Any, seen: int) -> str:
        """One press of the button; gives where the answer leads."""
        body = urlencode({"token": intent.token, "seen": seen, "csrfmiddlewaretoken": CSRF})
        headers = {
            "Cookie": f"sessionid={intent.session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        start = time.perf_counter()
        line = getattr(self.own, "line", None)
        if line is None:
            line = self.own.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("POST", intent.path, body, headers)
        answer = line.getresponse()
        answer.read()
        self.seconds.append(time.perf_counter() - start)
        if answer.status != 302:
            self.refused.append(f"{answer.status} {intent.path}")
        return answer.headers.get("Location") or ""


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "MINHBACH_VAR": folder,
            "MINHBACH_SECRET_KEY": "benchmarks-only",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        import django  # noqa: PLC0415 - the settings come first

        django.setup()
        from django.db import connections  # noqa: PLC0415 - as above

        from benchmarks import deadline_scene  # noqa: PLC0415 - as above

        intents = deadline_scene.make_office(UNITS)
        engine = deadline_scene.engine()
        connections.close_all()
        day = Day(free_port())
        server = serve(day.port)
        try:
            took = _press_all(day, intents)
        finally:
            server.terminate()
            server.wait()
        used = os.times().children_user + os.times().children_system
        after = deadline_scene.stored()
    _check(after, day)
    _tell(engine, day, took, used, load)


def _press_all(day: Day, intents: list[Any]) -> float:
    dice = random.Random(8)
    with ThreadPoolExecutor(CONNECTIONS) as people:
        start = time.perf_counter()
        pressed = []
        for intent in intents:
            if dice.random() < STALE:  # an old page first; then the page as it is now
                pressed.append(people.submit(day.press, intent, intent.seen + 1))
            pressed.append(people.submit(day.press, intent, intent.seen))
            if dice.random() < DOUBLED:  # at the same moment
                pressed.append(people.submit(day.press, intent, intent.seen))
            if dice.random() < RETRIED:  # the answer got lost on the way
                pressed.append(people.submit(day.press, intent, intent.seen))
        for future in pressed:
            future.result()
        return time.perf_counter() - start


def _check(after: dict[str, object], day: Day) -> None:
    expected = {
        "obligations": UNITS,
        "revisions": UNITS,
        "more": 0,
        "drafts": 0,
        "chain": True,
        "wrong totals": 0,
    }
    if after != expected or day.refused:
        raise SystemExit(f"{after}; refused: {day.refused[:5]}")


def _tell(engine: str, day: Day, took: float, used: float, load: float) -> None:
    name = engine.split(maxsplit=1)[0]
    centiles = quantiles(day.seconds, n=100)
    rows = [
        ("reports sent a second", f"{UNITS / took:.0f}", f"≥ {LINES[name]}"),
        ("requests answered a second", f"{len(day.seconds) / took:.0f}", ""),
        ("processor time of the web server a report", f"{used / UNITS * 1000:.0f} ms", ""),
        ("half of the answers within", f"{centiles[49] * 1000:.0f} ms", ""),
        ("95 of 100 within", f"{centiles[94] * 1000:.0f} ms", f"< {SLOWEST * 1000:.0f} ms"),
        ("slowest", f"{max(day.seconds) * 1000:.0f} ms", ""),
        ("revisions, one for each intent", f"{UNITS:,} of {UNITS:,}", "all"),
    ]
    notes = (
        f"{engine}; {UNITS:,} units, {len(day.seconds):,} presses over HTTP with {CONNECTIONS} "
        f"connections: {RETRIED:.0%} sent again, {DOUBLED:.0%} pressed twice, {STALE:.0%} from an "
        f"old page first. Clients and server share the machine; load before the run {load:.1f} on "
        f"{os.cpu_count()} cores. After it every unit has one revision, the totals equal the sum "
        "of the values and the chain of acts holds."
    )
    heads = ("what", "measured", "line")
    publish(f"B8-{name}", f"deadline day on {name}", [table(heads, rows), notes], cores="shared")


def serve(port: int) -> subprocess.Popen[bytes]:
    code = f"from minhbach_web.serving import Server; Server('127.0.0.1', {port}).run()"
    server = subprocess.Popen([sys.executable, "-c", code])
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    run()
