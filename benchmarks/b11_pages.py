"""B11: every page asks the database the same few questions at 100 and at 50,000 units.

Two offices are made, alike but for their size: a tree of three levels, an adopted plan whose tasks
are given to the units at the top, a period that asks every unit, a re-organisation in force and one
in draft. Then a person with every role at the top opens every page that the matrix of rights
declares (``tests/web/*/access.py``: it makes what the page is about, in one unit of the middle),
and, marked so, the pages about the whole office. ``DATABASE_URL`` chooses the engine (a database
that is emptied); ``MINHBACH_BENCH_SIZES`` other sizes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks.tables import publish, table

SIZES = [int(n) for n in os.environ.get("MINHBACH_BENCH_SIZES", "100,50000").split(",")]
LINE = 30


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    counts: list[dict[str, tuple[int, float, float]]] = []
    closed: set[str] = set()
    for size in SIZES:
        code = f"from benchmarks.b11_pages import one_size; one_size({size})"
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        lines = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("page\t")]
        counts.append({n: (int(q), float(s), float(c)) for _, n, q, s, c in lines})
        others = [ln for ln in done.stdout.splitlines() if ln.startswith(("closed", "trouble"))]
        closed |= {line.split("\t")[1] for line in others}
        print(f"{size}: {len(lines)} pages", *others, sep="\n", flush=True)
        engine = next(line[7:] for line in done.stdout.splitlines() if line.startswith("engine\t"))
    names = sorted(set(counts[0]) & set(counts[1]))
    rows = [
        (
            name,
            *(str(c[name][0]) for c in counts),
            *(f"{c[name][2]:.2f} s" for c in counts),
            f"{counts[1][name][1]:.2f} s",
            "" if counts[0][name][0] == counts[1][name][0] and counts[1][name][0] <= LINE else "!",
        )
        for name in names
    ]
    wrong = [row for row in rows if row[-1]]
    most = max((c[name][0] for c in counts for name in names), default=0)
    heads = (
        "page",
        *(f"questions, {size:,}" for size in SIZES),
        *(f"processor, {size:,}" for size in SIZES),
        f"clock, {SIZES[1]:,}",
        "",
    )
    notes = (
        f"{len(names)} pages; at most {most} questions; {len(wrong)} marked with ! ask more than "
        f"{LINE} or not the same number at both sizes; {len(closed)} addresses could not be opened"
        f"{': ' + ', '.join(sorted(closed)) if closed else ''}. Load before the run {load:.1f} on "
        f"{os.cpu_count()} cores."
    )
    publish(
        f"B11-{engine}",
        f"questions of every page, {engine}",
        [notes, table(heads, rows)],
        cores="shared",
    )


def one_size(units: int) -> None:
    """One office, every page once to warm up and once counted; a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINHBACH_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        import django  # noqa: PLC0415 - the settings come first
        from django.conf import settings  # noqa: PLC0415 - the same
        from django.core.management import call_command  # noqa: PLC0415 - the same

        django.setup()
        settings.FOLLOW_THE_DAY = False
        settings.SECURE_SSL_REDIRECT = False
        settings.ALLOWED_HOSTS = ["*"]
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        from benchmarks.pages_scene import office, open_all  # noqa: PLC0415 - the same

        call_command("migrate", verbosity=0)
        call_command("flush", verbosity=0, interactive=False)
        from django.db import connection  # noqa: PLC0415 - the same

        engine = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        print(f"engine\t{engine}", flush=True)
        open_all(*office(units))
