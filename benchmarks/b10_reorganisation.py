"""B10: the country re-organised in one decision: 10,794 units end, are merged, divided, renamed.

``DATABASE_URL`` chooses the engine (tools/with_postgres.sh). ``MINHBACH_BENCH_BELOW``: party cells
under each commune, which follow it into the new tree (4: 50,000 units in all). Each commune has a
reporter whose role goes on in the successor. What is timed is what a person waits for: the table
taken, the page of before and after, the signature; then the decision is undone. Before that a
signature is broken off in the middle, and nothing of it may be left.
"""

from __future__ import annotations

import os
import tempfile

from benchmarks.generate import country
from benchmarks.tables import publish, table

BELOW = int(os.environ.get("MINHBACH_BENCH_BELOW", "0"))
LINE = 60.0


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINHBACH_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "minhbach_web.site.settings.base"
        import django  # noqa: PLC0415 - the settings come first
        from django.core.management import call_command  # noqa: PLC0415 - the same

        django.setup()
        from benchmarks.country_scene import measure  # noqa: PLC0415 - needs the setup

        call_command("migrate", verbosity=0)
        name, rows, units, lines = measure(BELOW, LINE)
    notes = (
        f"{units:,} units, {country.PROVINCES} provinces to {country.KEPT}, no districts, "
        f"{country.COMMUNES:,} communes merged by threes, every fiftieth divided; {lines:,} lines. "
        f"Load before the run {load:.1f} on {os.cpu_count()} cores: where others work too, the "
        "clock shows it. A signature that was broken off in the middle left nothing."
    )
    heads = ("what", "clock", "processor", "line")
    suffix = f"-{units // 1000}k" if BELOW else ""
    publish(
        f"B10-{name}{suffix}",
        f"a country re-organised in one decision, on {name}",
        [table(heads, rows), notes],
        cores="shared",
    )
