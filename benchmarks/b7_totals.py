# ruff: noqa: S608 - numbers of our own stand in the statements, nothing from outside
"""B7: totals of 50,000 units × 12 periods × 30 elements: rebuilt cold, after 1 % changed, read.

The rows are made by the database itself from a formula, so that DuckDB can make the same ones;
its sums are compared with ours. ``DATABASE_URL`` chooses the engine (tools/with_postgres.sh),
``MINHBACH_BENCH_UNITS`` a smaller office. A rebuild reads every value; between rebuilds each act
moves the rows that it touches, in its own transaction.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.tables import publish, table

UNITS = int(os.environ.get("MINHBACH_BENCH_UNITS", "50000"))
PERIODS, ELEMENTS, PARENTS, TYPES = 12, 30, 100, 5
COLD_LINE, CHANGE_LINE = 60.0, 2.0


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINHBACH_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "minhbach_web.site.settings.base"
        import django  # noqa: PLC0415 - the settings come first

        django.setup()
        from benchmarks.totals_scene import Scene, change, make_scene  # noqa: PLC0415 - as above

        scene: Scene = make_scene(UNITS, PERIODS, ELEMENTS, PARENTS, TYPES)
        print(f"made {scene.values:,} values", flush=True)
        cold = _timed(scene.rebuild)
        ours, theirs = scene.sums(), duckdb_sums(UNITS)
        if ours != theirs[1]:
            raise SystemExit("the sums differ from DuckDB's")
        changed = Timed(*change(scene, UNITS // 100))
        act = _middle([Timed(*one) for one in scene.acts(20)])
        screen = _middle([_timed(scene.screen) for _ in range(20)])
        rows = [
            ("cold rebuild of all periods", *cold.seconds, f"{COLD_LINE:.0f} s"),
            (
                "1 % of a period's reports changed in one act",
                *changed.seconds,
                f"{CHANGE_LINE:.0f} s",
            ),
            ("the share of totals in one act", *act.millis, ""),
            ("one screen read", *screen.millis, "less than the next"),
            ("DuckDB scans the same rows for it", *theirs[0].millis, ""),
        ]
        name, durable = scene.engine, scene.durable
    notes = (
        f"{UNITS:,} units under {PARENTS} parents, {PERIODS} periods, {ELEMENTS} elements: "
        f"{scene.values:,} values; {durable} Load before the run {load:.1f} on {os.cpu_count()} "
        "cores: where others work too, the clock shows it and the processor time doesn't (that of "
        "a PostgreSQL server is not in it). A screen is a period's totals: whole, by unit above, "
        "by type. DuckDB sums one period's values the same three ways from its own columns, in "
        "memory, on one thread."
    )
    heads = ("what", "clock", "processor", "line")
    publish(f"B7-{name}", f"totals on {name}", [table(heads, rows), notes], cores="shared")


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds on the clock and of this process."""

    clock: float
    processor: float

    @property
    def seconds(self) -> tuple[str, str]:
        return f"{self.clock:.2f} s", f"{self.processor:.2f} s"

    @property
    def millis(self) -> tuple[str, str]:
        return f"{self.clock * 1000:.1f} ms", f"{self.processor * 1000:.1f} ms"


def _middle(times: list[Timed]) -> Timed:
    return Timed(median(t.clock for t in times), median(t.processor for t in times))


def _timed(act: Callable[[], Any]) -> Timed:
    start, used = time.perf_counter(), time.process_time()
    act()
    return Timed(time.perf_counter() - start, time.process_time() - used)


def duckdb_sums(units: int) -> tuple[Timed, dict[tuple[int, int], int]]:
    """Seconds for one period's three sums; the sums of every period and element."""
    import duckdb  # noqa: PLC0415 - a peer, for benchmarks only

    base = duckdb.connect(config={"threads": "1"})
    base.execute("SET enable_progress_bar=false")
    base.execute(
        "CREATE TABLE v AS SELECT u.u::INT AS u, p.p::INT AS p, e.e::INT AS e, "
        "(u.u * 7919 + p.p * 104729 + e.e * 1299709) % 500 AS n, "
        f"(u.u % {PARENTS})::INT AS parent, (u.u % {TYPES})::INT AS kind "
        f"FROM range(1, {units + 1}) u(u), range(1, {PERIODS + 1}) p(p), "
        f"range(1, {ELEMENTS + 1}) e(e)"
    )

    def screen() -> None:
        for by in ("e", "e, parent", "e, kind"):
            base.execute(
                f"SELECT {by}, sum(n), count(*) FROM v WHERE p = 7 GROUP BY {by}"
            ).fetchall()

    screen()
    seconds = _middle([_timed(screen) for _ in range(5)])
    sums = base.execute("SELECT p, e, sum(n) FROM v GROUP BY p, e").fetchall()
    return seconds, {(p, e): int(n) for p, e, n in sums}


if __name__ == "__main__":
    run()
