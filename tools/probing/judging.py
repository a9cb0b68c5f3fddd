"""Do the answers tell what is there? Counted, and for time by a permutation test.

For each address the times of a hidden and an absent thing come in pairs. If nothing tells them
apart, the sign of each difference is chance: the signs are drawn anew many times, and ``p`` is how
often the mean difference comes out as large as it was. Holm's correction holds over all addresses.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from tools.probing.asking import Pair

LEVEL = 0.01


@dataclass(frozen=True)
class Timed:
    """One address: medians in milliseconds, queries more (hidden against absent), corrected p."""

    view: str
    n: int
    hidden: float
    absent: float
    queries: float
    p: float

    @property
    def more(self) -> float:
        """How much longer a hidden thing takes, in milliseconds."""
        return self.hidden - self.absent


@dataclass
class Verdict:
    """``found``: an answer that was no 404. The others: what differs from nothing being there."""

    requests: int = 0
    compared: int = 0
    found: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    headers: Counter[str] = field(default_factory=Counter)
    times: list[Timed] = field(default_factory=list)

    @property
    def told(self) -> list[Timed]:
        """Addresses whose time tells, by the test."""
        return [timed for timed in self.times if timed.p < LEVEL]


def judge(pairs: Iterable[Pair], *, rounds: int = 2000, seed: int = 0) -> Verdict:
    """Count, compare, and test the times of each address with at least eight pairs."""
    verdict = Verdict()
    by_view: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        verdict.requests += 1
        name = f"{pair.view} ({pair.role})"
        if pair.hidden.status != 404:
            verdict.found[f"{name}: {pair.hidden.status}"] += 1
        if pair.absent is None:
            continue
        verdict.compared += 1
        if pair.hidden.status == pair.absent.status:
            by_view[pair.view].append(pair)
        if pair.hidden.body != pair.absent.body:
            verdict.bodies[f"{name}: {len(pair.hidden.body)} ≠ {len(pair.absent.body)}"] += 1
        if pair.hidden.headers != pair.absent.headers:
            verdict.headers[name] += 1
    chance = random.Random(seed)  # noqa: S311 -- seeded, so that a run can be repeated
    raw = [_timed(view, of, rounds, chance) for view, of in by_view.items() if len(of) >= 8]
    verdict.times = sorted(_holm(raw), key=lambda timed: -abs(timed.more))
    return verdict


def _timed(view: str, pairs: Sequence[Pair], rounds: int, chance: random.Random) -> Timed:
    both = [(pair.hidden, pair.absent) for pair in pairs if pair.absent is not None]
    differences = [hidden.seconds - absent.seconds for hidden, absent in both]
    return Timed(
        view=view,
        n=len(both),
        hidden=1000 * median(hidden.seconds for hidden, _absent in both),
        absent=1000 * median(absent.seconds for _hidden, absent in both),
        queries=fmean(hidden.queries - absent.queries for hidden, absent in both),
        p=_surely(differences, rounds, chance),
    )


def _surely(differences: Sequence[float], rounds: int, chance: random.Random) -> float:
    """Asked again, twenty-five times as often, where the answer is near: so many addresses are
    asked that a p of one in two thousand could never pass the correction."""
    p = sign_flip(differences, rounds=rounds, chance=chance)
    if rounds > 1 and p < 5 / rounds:
        p = sign_flip(differences, rounds=25 * rounds, chance=chance)
    return p


def sign_flip(differences: Sequence[float], *, rounds: int, chance: random.Random) -> float:
    """How often chance alone gives a mean this far from nought.

    A pause of the machine is no answer: differences are cut at the middle 90 % first.
    """
    cut = sorted(abs(d) for d in differences)[int(0.9 * (len(differences) - 1))]
    held = [max(-cut, min(cut, d)) for d in differences]
    seen = abs(sum(held))
    as_far = sum(
        abs(sum(d if chance.random() < 0.5 else -d for d in held)) >= seen for _ in range(rounds)
    )
    return (as_far + 1) / (rounds + 1)


def _holm(timed: Sequence[Timed]) -> list[Timed]:
    """The same with p corrected for how many addresses were tested."""
    found, least = [], 0.0
    for rank, one in enumerate(sorted(timed, key=lambda t: t.p)):
        least = max(least, min(1.0, one.p * (len(timed) - rank)))
        found.append(Timed(one.view, one.n, one.hidden, one.absent, one.queries, least))
    return found
