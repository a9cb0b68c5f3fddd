"""B12: backups while deadline day goes on; each is restored into an empty place and compared.

The load is B8's. Three backups begin while it lasts. What was acknowledged before one began must be
in it, whole; what it holds beyond that was under way. Every restore runs all proofs: the chain of
acts, the files, the digests of reports, the totals against the naive sum. On PostgreSQL the backup
is restored into an empty database there, too. ``MINHBACH_BENCH_UNITS``: the size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.b8_deadline import UNITS, Day, _press_all, free_port, serve
from benchmarks.tables import publish, table

AT = (0.2, 0.45, 0.7)  # parts of the day that are over when a backup begins
SLOWEST = 1.0
BACKUP = "from minhbach_web.care import backup; raise SystemExit(backup(['--json']))"
RESTORE = (
    "from minhbach_web.care import restore; import sys; raise SystemExit(restore(sys.argv[1:]))"
)


@dataclass
class Kept(Day):
    """A day with a journal: when each report was pressed first and when it was acknowledged."""

    pressed: dict[str, float] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    timed: list[tuple[float, float]] = field(default_factory=list)  # end, seconds

    def press(self, intent: Any, seen: int) -> str:
        start = time.monotonic()
        if seen == intent.seen:
            self.pressed.setdefault(intent.token, start)
        where = super().press(intent, seen)
        now = time.monotonic()
        self.timed.append((now, now - start))
        if "/bien-nhan/" in where:
            self.told.setdefault(intent.token, now)
        return where


@dataclass(frozen=True)
class Taken:
    """One backup: when it began and ended, its file, what it says of itself."""

    began: float
    ended: float
    path: str
    said: dict[str, Any]


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "MINHBACH_VAR": f"{folder}/var",
            "MINHBACH_SECRET_KEY": "".join(chr(97 + n * 7 % 26) for n in range(60)),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        import django  # noqa: PLC0415 - the settings come first

        django.setup()
        from django.db import connections  # noqa: PLC0415 - as above

        from benchmarks import deadline_scene  # noqa: PLC0415 - as above

        intents = deadline_scene.make_office(UNITS)
        engine = deadline_scene.engine()
        connections.close_all()
        day, taken = Kept(free_port()), list[Taken]()
        server = serve(day.port)
        try:
            keeper = threading.Thread(target=_back_up, args=(day, taken), daemon=True)
            keeper.start()
            _press_all(day, intents)
            keeper.join(600)
        finally:
            server.terminate()
            server.wait()
        restored = [_restored(taken_one, day, Path(folder), n) for n, taken_one in enumerate(taken)]
    if len(taken) != len(AT) or day.refused:
        raise SystemExit(f"{len(taken)} backups; refused: {day.refused[:5]}")
    _tell(engine, day, taken, restored, load)


def _back_up(day: Kept, taken: list[Taken]) -> None:
    for part in AT:
        while len(day.told) < UNITS * part:
            time.sleep(0.01)
        began = time.monotonic()
        command = [sys.executable, "-c", BACKUP]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            day.refused.append(f"backup: {done.stderr[-300:]}")
            return
        said = json.loads(done.stdout.splitlines()[-1])
        taken.append(Taken(began, time.monotonic(), said["file"], said))


def _restored(taken: Taken, day: Kept, folder: Path, n: int) -> tuple[int, int, float]:
    """Restore and compare: (acknowledged before it began, more that it holds, seconds)."""
    place = folder / f"restored-{n}"
    env = {**os.environ, "MINHBACH_VAR": str(place)}
    if "DATABASE_URL" in env:
        env["DATABASE_URL"] = _empty_database(env["DATABASE_URL"], f"restored_{n}")
    command = [sys.executable, "-c", RESTORE, taken.path, "--into", str(place), "--json"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"backup {n + 1}: {done.stdout[-600:]} {done.stderr[-600:]}")
    report = json.loads(done.stdout.splitlines()[-1])
    tokens = _tokens(env)
    before = {token for token, at in day.told.items() if at < taken.began}
    under_way = {token for token, at in day.pressed.items() if at < taken.ended}
    wrong = [len(before - tokens), len(tokens - under_way)]
    if any(wrong) or not report["holds"]:
        raise SystemExit(f"backup {n + 1}: {wrong[0]} lost, {wrong[1]} invented; {report}")
    return len(before), len(tokens - before), float(report["seconds"])


def _tokens(env: dict[str, str]) -> set[str]:
    """The tokens of all reports in a restored place, each of which came out whole."""
    code = (
        "import django, json; django.setup()\n"
        "from minhbach_web.reporting.models import SubmissionRevision as R, Draft\n"
        "from django.db.models import Count\n"
        "counted = R.objects.annotate(parts=Count('values'))\n"
        "n = set(counted.values_list('parts', flat=True))\n"
        "sent = [str(t) for t in R.objects.values_list('token', flat=True)]\n"
        "both = Draft.objects.filter(token__in=sent).count()\n"
        "print(json.dumps([sent, sorted(n), both]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    sent, sizes, both = json.loads(done.stdout.splitlines()[-1])
    if len(set(sent)) != len(sent) or len(sizes) > 1 or both:
        raise SystemExit(f"reports with {sizes} values, {both} sent and still a draft")
    return set(sent)


def _empty_database(url: str, name: str) -> str:
    import psycopg  # noqa: PLC0415 - only where there is PostgreSQL

    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
    return url.rsplit("/", 1)[0] + f"/{name}"


def _tell(
    engine: str, day: Kept, taken: list[Taken], restored: list[tuple[int, int, float]], load: float
) -> None:
    calm, busy = [], []
    for end, seconds in day.timed:
        during = any(t.began <= end <= t.ended for t in taken)
        (busy if during else calm).append(seconds)
    rows = [
        (
            f"backup {n}",
            f"{t.ended - t.began:.1f} s",
            f"{t.said['size'] / 2**20:.1f} MiB",
            f"{before:,} of {before:,}",
            f"{more:,}",
            f"{seconds:.1f} s",
        )
        for n, (t, (before, more, seconds)) in enumerate(zip(taken, restored, strict=True), 1)
    ]
    heads = (
        "while reports come in",
        "took",
        "size",
        "acknowledged before it, and in it",
        "under way, and in it",
        "restored and proved in",
    )
    answers = [
        ("while no backup runs", f"{len(calm):,}", *_centiles(calm), ""),
        ("while one runs", f"{len(busy):,}", *_centiles(busy), f"< {SLOWEST * 1000:.0f} ms"),
    ]
    name = engine.split(maxsplit=1)[0]
    notes = (
        f"{engine}; {UNITS:,} units, {len(day.seconds):,} presses as in B8. Every restore ran all "
        "proofs without a find: chain of acts, files, digests of reports, totals against the naive "
        "sum. No report is half in a backup: each has all its values, and none is still a draft. "
        f"Clients, server and backup share the machine; load before the run {load:.1f} on "
        f"{os.cpu_count()} cores."
    )
    parts = [
        table(heads, rows),
        table(("answers", "number", "half within", "95 of 100 within", "line"), answers),
        notes,
    ]
    publish(f"B12-{name}", f"backups on deadline day, {name}", parts, cores="shared")


def _centiles(seconds: list[float]) -> tuple[str, str]:
    if len(seconds) < 2:
        return "", ""
    cuts = quantiles(seconds, n=100)
    return f"{cuts[49] * 1000:.0f} ms", f"{cuts[94] * 1000:.0f} ms"


if __name__ == "__main__":
    run()
