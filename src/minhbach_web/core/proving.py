"""What an app can prove about its own rows: digests that still fit, sums that still add up.

An app registers its proofs when it is ready::

    proving.register("audit", _("Audit log"), audit_chain)

``minhbach verify`` and every restore run them all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

MAX_PLACES = 50


@dataclass(frozen=True)
class Wrong:
    """One thing that is not as it was: ``code`` says what, ``place`` where ("revision:12")."""

    code: str
    place: str


@dataclass(frozen=True)
class Proof:
    """How many things were looked at, and which of them were wrong (the first fifty)."""

    name: str
    label: str
    checked: int
    wrong: tuple[Wrong, ...]
    more: int = 0

    @property
    def holds(self) -> bool:
        return not self.wrong


# Gives None for each thing that is right, and what is wrong for each that is not.
Check = Callable[[], Iterator[Wrong | None]]
# What a proof found when it ran last: (when, whether it held, how many things); None: never ran.
Last = Callable[[str], "tuple[datetime.datetime, bool, int] | None"]
_last: list[Last] = []
_checks: dict[str, tuple[str | Promise, Check]] = {}


def register(name: str, label: str | Promise, check: Check) -> None:
    """Have ``check`` run with the others; twice the same name does nothing."""
    _checks.setdefault(name, (label, check))


def remember(source: Last) -> None:
    """Let ``source`` say what the last run of a proof found."""
    _last[:] = [source]


def last_run(name: str) -> tuple[datetime.datetime, bool, int] | None:
    """When the proof of this name ran last, whether it held, how many things it looked at."""
    return _last[0](name) if _last else None


def prove() -> Iterator[Proof]:
    """Every proof, in the order of their names."""
    for name, (label, check) in sorted(_checks.items()):
        checked, more = 0, 0
        wrong: list[Wrong] = []
        for found in check():
            checked += 1
            if found is None:
                continue
            if len(wrong) < MAX_PLACES:
                wrong.append(found)
            else:
                more += 1
        yield Proof(name, str(label), checked, tuple(wrong), more)
