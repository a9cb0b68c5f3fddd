"""The libraries of an installation: which version, since when, when last looked at, what is known.

    python -m tools.audit_dependencies            the list; 1 when something is wrong
    python -m tools.audit_dependencies --day 2027-02-01

It asks no network, so it can't know of weaknesses that nobody wrote down: the file
``requirements/known.toml`` holds the day on which somebody looked, how, and what was found. With a
network ``pip-audit -r requirements/base.lock`` is the thing to run; its outcome belongs there, too.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements/base.lock"
KNOWN = ROOT / "requirements/known.toml"
# a line such as “django-allauth[mfa, socialaccount]==65.21.1 \\”
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pinned() -> dict[str, str]:
    """Name → version, as an installation gets them."""
    found = PIN.findall(LOCK.read_text(encoding="utf-8"))
    return {name.lower().replace("_", "-"): version for name, version in found}


def known() -> dict[str, Any]:
    """What was written down: looked_at, months, version (by name), accepted."""
    return tomllib.loads(KNOWN.read_text(encoding="utf-8"))


def unknown() -> list[str]:
    """Pins that nobody looked at in this version, and notes about what is no longer there."""
    looked, pins = known()["version"], pinned()
    return [
        *(
            f"{n} {v}: last looked at as {looked.get(n, '…')}"
            for n, v in pins.items()
            if looked.get(n) != v
        ),
        *(f"{n}: in known.toml, but not in the lock" for n in looked if n not in pins),
    ]


def overdue(day: datetime.date) -> bool:
    """Whether the last look through the advisories is longer ago than it may be."""
    told = known()
    looked: datetime.date = told["looked_at"]
    return (day - looked).days > int(told["days"])


def home(name: str) -> str:
    """Where the installed library says that it comes from."""
    try:
        meta = distribution(name).metadata
    except PackageNotFoundError:
        return "not installed here"
    return f"{meta.get('License-Expression') or meta.get('License') or '?'}"[:40].splitlines()[0]


def main(argv: list[str] | None = None) -> int:
    """Print the list, and what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.audit_dependencies")
    parser.add_argument("--day", type=datetime.date.fromisoformat, default=None)
    options = parser.parse_args(argv)
    day = options.day or datetime.datetime.now(datetime.UTC).date()
    told = known()
    for name, version in pinned().items():
        print(f"{name:32} {version:14} {home(name)}")
    for line in told["accepted"]:
        print(f"known: {line['name']} {line['what']}: {line['why']}")
    print(f"{len(pinned())} libraries; last looked at on {told['looked_at']}: {told['how']}")
    wrong = unknown()
    if overdue(day):
        wrong.append(f"the last look is more than {told['days']} days ago")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
