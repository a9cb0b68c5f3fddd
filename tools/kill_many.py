"""Kills -9 the web server, the worker, a backup or the database in the middle of an office's day.

    python -m tools.kill_many --times 200 --seed 1
    PG_DURABLE=on bash tools/with_postgres.sh python -m tools.kill_many --times 200 --seed 1

People report, decide, consolidate, log, ask and back up, and write down what was acknowledged.
After each kill what died is started again and everything acknowledged must be there, once. At the
end everybody rests: the queue runs empty, every proof holds, no file was left half written.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tools.killing.compare import compare
from tools.killing.journal import Journal
from tools.killing.people import Day
from tools.killing.processes import LOOKING, Cluster, Site, kill

KINDS = ["web", "web process", "worker", "worker", "backup"]


@dataclass
class Killing:
    """One run. ``wrong``: everything that was not as people were told."""

    site: Site
    day: Day
    dice: random.Random
    url: str = ""
    cluster: Cluster | None = None
    wrong: list[str] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [*KINDS, "database", "database process"] if self.cluster else KINDS

    def round(self) -> str:
        """Work goes on, something dies, comes back, and everything is compared."""
        self._wait_for_work()
        kind = self.dice.choice(self.kinds())
        {"backup": self._kill_backup, "database": self._kill_database}.get(
            kind, lambda: self._kill(kind)
        )()
        self.site.start()
        self.look()
        return kind

    def _wait_for_work(self) -> None:
        """Kills follow answers, not the clock: on a slow machine there is time to come up again."""
        journal, wanted = self.day.journal, self.dice.randint(3, 15)
        end, seen = time.monotonic() + 60, journal.answers
        while journal.answers < seen + wanted and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(self.dice.uniform(0, 0.03))

    def _kill(self, kind: str) -> None:
        if kind == "worker":
            self._wait_for_job()
        if kind == "database process" and self.cluster:
            self._forget_line()
            self.site.killed[kind] = self.site.killed.get(kind, 0) + 1
            for pid in self.cluster.backends(self.url)[:1]:
                kill(pid)
            return
        self.site.kill_one(self.dice, [kind])

    def _wait_for_job(self) -> None:
        """Rather in the middle of a job than between two."""
        from minhbach_web.core.jobs.models import Job  # noqa: PLC0415 - after the settings

        end = time.monotonic() + 1.5
        while time.monotonic() < end and not Job.objects.filter(state="running").exists():
            time.sleep(0.02)

    def _kill_backup(self) -> None:
        process = self.site.back_up()
        self.site.killed["backup"] = self.site.killed.get("backup", 0) + 1
        time.sleep(self.dice.uniform(1.0, 4.0))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _kill_database(self) -> None:
        if self.cluster is None:
            return
        self._forget_line()
        self.site.killed["database"] = self.site.killed.get("database", 0) + 1
        self.cluster.kill()
        self.cluster.start(self.url)

    def _forget_line(self) -> None:
        from django.db import connections  # noqa: PLC0415 - after the settings

        connections.close_all()

    def look(self, *, exact: bool = False) -> None:
        """What was acknowledged until now is there."""
        self.wrong += when_it_answers(lambda: compare(self.day.journal, exact=exact))
        self._forget_line()

    def finish(self) -> None:
        """Everybody rests, the queue runs empty, everything is looked at."""
        self.day.pause.set()
        self._until("people do not rest", self.day.quiet)
        self._until("the queue does not run empty", self._idle)
        self.look(exact=True)
        self.wrong += when_it_answers(proofs)
        self.wrong += leftovers(self.site.var)
        self._forget_line()
        self.day.end()

    def _idle(self) -> bool:
        from minhbach_web.core.clock import now  # noqa: PLC0415 - after the settings
        from minhbach_web.core.jobs.models import Job  # noqa: PLC0415 - as above

        live = Job.objects.filter(state__in=("running", "waiting"))
        due = live.exclude(not_before__gt=now()).count()
        self._forget_line()
        return not due

    def _until(self, words: str, holds: Callable[[], bool], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                self.wrong.append(words)
                return
            self.site.start()  # as the system does it for what ended by itself
            time.sleep(0.1)


def when_it_answers(ask: Callable[[], list[str]]) -> list[str]:
    """A database that was killed takes a moment to put itself right."""
    from django.db import OperationalError, connections  # noqa: PLC0415 - after the settings

    for _ in range(100):
        try:
            return ask()
        except OperationalError:
            connections.close_all()
            time.sleep(0.2)
    return ask()


def proofs() -> list[str]:
    """All that ``minhbach verify`` proves."""
    from minhbach_web.core import proving  # noqa: PLC0415 - after the settings

    return [f"{proof.name}: {wrong}" for proof in proving.prove() for wrong in proof.wrong]


def leftovers(var: Path) -> list[str]:
    """Backups that are not whole, and files that were begun and are not taken away."""
    from minhbach_web.core.services.shelf import shelf  # noqa: PLC0415 - after the settings
    from minhbach_web.operations.services import backups, restoring  # noqa: PLC0415 - as above

    shelf().tidy(before=time.time())
    backups.tidy(var / "backups", older=0)
    begun = [*var.glob("files/**/tmp*"), *var.glob("backups/.*"), *var.rglob("*.part")]
    wrong = [f"half written: {path.relative_to(var)}" for path in begun]
    for path in backups.found(var / "backups"):
        wrong += [f"{path.name}: {part}" for part in restoring.check_file(path)]
    return wrong


def run(
    folder: Path, *, times: int, seed: int, size: tuple[int, int, int], tell: bool = True
) -> Killing:
    """The whole of it, in the folder; ``size``: units, periods, reporters."""
    url = os.environ.get("DATABASE_URL", "")
    site = Site(folder)
    made = site.make(*size)
    os.environ |= {**site.env(), LOOKING: "1"}
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    day = Day(site.ports, made, Journal(folder / "journal.jsonl"), seed)
    cluster = Cluster.of(url) if url else None
    dice = random.Random(seed)  # noqa: S311 -- the same order each time
    killing = Killing(site, day, dice, url, cluster)
    began = time.monotonic()
    site.start()
    day.begin()
    try:
        for n in range(times):
            kind = killing.round()
            if tell and (n % 10 == 9 or killing.wrong):
                seconds = time.monotonic() - began
                print(f"{n + 1:4} kills, {seconds:4.0f} s, last: {kind}", flush=True)
            if killing.wrong:
                break
        killing.finish()
    finally:
        day.stop.set()
        site.end()
    return killing


def main() -> int:
    parser = argparse.ArgumentParser(prog="kill_many", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--units", type=int, default=12)
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        size = (options.units, 4, 4)
        done = run(place, times=options.times, seed=options.seed, size=size)
    acts = Counter(act.kind for act in done.day.journal.now() if act.done)
    print("killed:", ", ".join(f"{n} {kind}" for kind, n in sorted(done.site.killed.items())))
    print("acknowledged:", ", ".join(f"{n} {kind}" for kind, n in sorted(acts.items())))
    troubles = Counter([*done.wrong, *done.day.journal.troubles])
    for line, n in list(troubles.items())[:60]:
        print(line, f"({n} times)" if n > 1 else "")
    print("Nothing lost, nothing doubled." if not troubles else f"{len(troubles)} wrong.")
    return bool(troubles)


if __name__ == "__main__":
    sys.exit(main())
