"""Random (person, address, thing) out of scope: is every answer 404, and does any of them tell?

    python -m tools.random_requests --count 10000 --seed 1

Makes an office in a folder of its own (or in the empty database that DATABASE_URL names), with
something behind every declared address; asks for what is hidden and, each time, for the same
address about nothing; compares status, body, headers, and time by a permutation test. Exit code 1
when something tells.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter


def main(argv: list[str] | None = None) -> int:
    """Make the office, ask, judge, print."""
    parser = argparse.ArgumentParser(prog="python -m tools.random_requests")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", type=float, help="the least seconds of a 404 (the site's own)")
    parser.add_argument("--compared", type=float, default=1.0, help="this share of them twice")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="minhbach-probing-") as var:
        os.environ["MINHBACH_VAR"] = var
        os.environ["DJANGO_SETTINGS_MODULE"] = "tools.probing.settings"
        if options.floor is not None:
            os.environ["PROBING_FLOOR"] = str(options.floor)
        return _run(options.count, options.seed, options.compared)


def _run(count: int, seed: int, compared: float) -> int:
    import django  # noqa: PLC0415  # after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # after the setup
    from django.db import connection, transaction  # noqa: PLC0415  # after the setup

    from tools.probing.asking import pairs  # noqa: PLC0415  # after the setup
    from tools.probing.judging import LEVEL, judge  # noqa: PLC0415  # after the setup
    from tools.probing.scene import make  # noqa: PLC0415  # after the setup

    call_command("migrate", verbosity=0, interactive=False)
    begun = time.perf_counter()
    with transaction.atomic():
        office = make()
    made = time.perf_counter() - begun
    sys.stdout.flush()
    verdict = judge(pairs(office, count=count, seed=seed, compared=compared))
    print(
        f"{connection.vendor}, seed {seed}: {len(office.people)} people,"
        f" {len(office.things)} things behind {len({t.access.view for t in office.things})}"
        f" addresses, made in {made:.0f} s"
    )
    print(f"{verdict.requests} requests out of scope, {verdict.compared} compared with nothing")
    _counted("not 404", verdict.found)
    _counted("another body", verdict.bodies)
    _counted("other headers", verdict.headers)
    print(f"time tells (p < {LEVEL}, Holm): {len(verdict.told)} of {len(verdict.times)} addresses")
    odd = [timed for timed in verdict.times if abs(timed.queries) > 0.05]
    shown = dict.fromkeys([*verdict.told, *odd, *verdict.times[:5]])
    for timed in shown:
        print(
            f"  {timed.view}: {timed.hidden:.2f} ms hidden, {timed.absent:.2f} ms absent,"
            f" {timed.queries:+.1f} queries, p {timed.p:.3f}, n {timed.n}"
        )
    return 1 if verdict.found or verdict.bodies or verdict.headers or verdict.told else 0


def _counted(title: str, counted: Counter[str]) -> None:
    print(f"{title}: {counted.total()}")
    for name, n in counted.most_common(20):
        print(f"  {n} × {name}")


if __name__ == "__main__":
    sys.exit(main())
