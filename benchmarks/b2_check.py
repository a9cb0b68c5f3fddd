"""B2: read, find citations and check everything, beside a peer that reads alone.

The line is half the speed of kreuzberg's reading alone; as fast as it would be the moonshot. A file
of ten pages goes through the command line in less than 0.5 s, start-up included.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.b1_read_docx import corpus_files, generated_files, kreuzberg_reader
from benchmarks.measure import Measured, Peer, one_core, side_by_side
from benchmarks.tables import publish, table

_ABOUT = """\
One core, interleaved rounds, processor time, the same bytes in memory. *all* is reading with \
everything that reading finds, every citation, and all stable rules with the checks of raw \
characters; *kreuzberg* only gives the text. The line is half of kreuzberg's speed, the moonshot \
its whole speed."""
_LINE, _ROUNDS, _STARTS = 0.5, 5, 7
Files = list[tuple[str, bytes]]


def run() -> None:
    """Measure and publish."""
    one_core()
    peers = [
        Peer("read + cite + check", check_all, _ROUNDS),
        Peer("read + cite", cite, _ROUNDS),
        Peer("read", read_alone, _ROUNDS),
        Peer("kreuzberg, reading alone", kreuzberg_reader(), _ROUNDS),
    ]
    parts = [_ABOUT]
    for name, files in (("real", corpus_files()), ("generated", generated_files())):
        if files:
            parts.append(f"## {len(files)} {name} files\n\n{_table(side_by_side(peers, files))}")
            parts.append(f"Where the time of *all* goes ({name} files):\n\n{_shares(files)}")
    parts.append(_command_line())
    publish("B2", "read, cite and check everything", parts)


def check_all(data: bytes, name: str) -> object:
    """What ``minhbach check`` does with a file; the rules CT read every citation."""
    from minhbach.checks import check  # noqa: PLC0415 - loaded where measured
    from minhbach.readers import read  # noqa: PLC0415  # what is measured

    return check(read(data, name), data=data)


def cite(data: bytes, name: str) -> object:
    from minhbach.citations import find_citations  # noqa: PLC0415  # what is measured
    from minhbach.readers import read  # noqa: PLC0415  # what is measured

    return find_citations(read(data, name))


def read_alone(data: bytes, name: str) -> object:
    from minhbach.readers import read  # noqa: PLC0415  # what is measured

    return read(data, name)


def _table(results: list[Measured]) -> str:
    peer = results[-1].per_second
    rows = [
        (r.name, f"{1000 / r.per_second:.1f}", f"{r.per_second / peer:.2f}", _verdict(r, peer))
        for r in results
    ]
    return table(("", "ms a file", "× kreuzberg's speed", "line 0.5"), rows)


def _verdict(result: Measured, peer: float) -> str:
    if not result.name.endswith("check"):
        return ""
    return "met" if result.per_second >= _LINE * peer else "not met"


def _shares(files: Files) -> str:
    """The twelve dearest functions of the families and packages, by the time they take in all."""
    profile = cProfile.Profile()
    profile.enable()
    for name, data in files:
        check_all(data, name)
    profile.disable()
    stats = pstats.Stats(profile)
    whole = stats.total_tt  # type: ignore[attr-defined] # the stubs leave it out
    found: dict[str, float] = {}
    for (path, _, name), values in stats.stats.items():  # type: ignore[attr-defined]  # pstats has it
        if "/minhbach/checks/families/" in path:
            callers = values[4]
            if any("run.py" in caller[0] for caller in callers):
                family = Path(path).stem
                found[f"checks, {family}"] = found.get(f"checks, {family}", 0) + values[3]
        elif path.endswith("readers/__init__.py") and name == "read":
            found["reading"] = values[3]
        elif name == "find_citations":
            found["citations"] = values[3]
    dearest = sorted(found.items(), key=lambda entry: -entry[1])[:12]
    return table(("step", "share"), [(n, f"{t / whole:.0%}") for n, t in dearest])


def _command_line() -> str:
    """A file of about ten pages through the program, start-up included."""
    files = sorted(generated_files(), key=lambda file: abs(len(file[1]) - 21_000))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        path.write_bytes(files[0][1])
        for label, arguments in (
            ("check", ["check", str(path), "--fail-on", "error"]),
            ("check --json", ["check", "--json", str(path)]),
            ("no work: --version", ["--version"]),
        ):
            _seconds(arguments, folder)
            took = min(_seconds(arguments, folder) for _ in range(_STARTS))
            rows.append((label, f"{took:.2f}"))
    heading = "## The command line with start-up, best of seven (line: 0.5 s for ten pages)"
    return f"{heading}\n\n{table(('minhbach …', 'seconds'), rows)}"


def _seconds(arguments: list[str], folder: str) -> float:
    start = time.perf_counter()
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-m", "minhbach.cli", *arguments],
        check=False,
        capture_output=True,
        env=kept | {"PYTHONPYCACHEPREFIX": folder},  # compiled once, as an installed program is
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    run()
