"""A worker of its own process with one slow kind of work, for the test that kills it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import django

from minhbach_web.core import jobs


@jobs.kind("tests.slow", title="Slow")
def slow(progress: jobs.Progress, folder: str) -> dict[str, int]:
    """Leaves a mark when it begins; ends at once when it is told to hurry."""
    place = Path(folder)
    with (place / "begun").open("a") as file:
        file.write("x")
    while not (place / "hurry").exists():
        time.sleep(0.02)
        progress.say("Waiting", 1, 2)
    return {"marks": len((place / "begun").read_text())}


if __name__ == "__main__":
    django.setup()
    from minhbach_web.core.jobs.worker import work

    work(once="--once" in sys.argv)
