"""Measuring side by side: interleaved rounds on one core, medians, memory in a process of its own.

Times are processor times of the whole process, threads included, so that a busy machine or a
peer's thread pool changes nothing. Files stay in memory: no disk is measured.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Read = Callable[[bytes, str], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader under test; ``rounds``: fewer for slow ones."""

    name: str
    read: Read
    rounds: int = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds``: median over the rounds of the time for all files; ``failed``: files that the
    peer could not read (they are left out for it alone)."""

    name: str
    files: int
    seconds: float
    failed: int

    @property
    def per_second(self) -> float:
        return self.files / self.seconds if self.seconds else 0.0


def one_core() -> None:
    """Keep this process and its children on one core; called before any peer is loaded."""
    for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "TOKIO_WORKER_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def side_by_side(peers: Sequence[Peer], files: Sequence[tuple[str, bytes]]) -> list[Measured]:
    """Every peer on every file, round by round, so that all meet the same disturbances."""
    times: dict[str, list[float]] = {peer.name: [] for peer in peers}
    failed = {peer.name: _unreadable(peer, files) for peer in peers}  # also warms everything up
    for number in range(max(peer.rounds for peer in peers)):
        for peer in peers:
            if number < peer.rounds:
                own = [file for file in files if file[0] not in failed[peer.name]]
                times[peer.name].append(_timed(peer, own))
    return [
        Measured(
            peer.name,
            len(files) - len(failed[peer.name]),
            median(times[peer.name]),
            len(failed[peer.name]),
        )
        for peer in peers
    ]


def _unreadable(peer: Peer, files: Sequence[tuple[str, bytes]]) -> set[str]:
    failed: set[str] = set()
    for name, data in files:
        try:
            peer.read(data, name)
        except Exception:
            failed.add(name)
    return failed


def _timed(peer: Peer, files: Sequence[tuple[str, bytes]]) -> float:
    start = _processor_time()
    for name, data in files:
        peer.read(data, name)
    return _processor_time() - start


def _processor_time() -> float:
    """Of this process and of the programs that it ran (pandoc)."""
    own = time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + children.ru_utime + children.ru_stime


def peak_memory(statement: str, path: str) -> float:
    """Most memory in MiB that a new process held while it ran ``statement`` on ``path``."""
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "path = Path(sys.argv[1])\n"
        f"{statement}\n"
        # VmHWM begins anew with a program; ru_maxrss would hold what the parent had.
        "own = [line for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(max(int(own[0].split()[1]), below))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1]) / 1024
