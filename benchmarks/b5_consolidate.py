"""B5: sixty Word reports into one on the command line (line: 5 s); a thousand with two processes.

Start-up, reading, extracting, totalling and writing are all in the time. Each file is read once
before it is measured, and the values found are compared with what the generator wrote.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.generate.unit_reports import FORM, unit_paper
from benchmarks.tables import publish, table
from minhbach.reports import read_manifest

FEW, MANY, LINE, SCALE = 60, 1000, 5.0, 1.7


def run() -> None:
    """Prints and keeps the table."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "form.toml").write_text(FORM, encoding="utf-8")
        truth = _write(root / "few", FEW)
        _write(root / "many", MANY)
        few = [_consolidate(root, "few", 1) for _ in range(3)]
        _compare(root / "few.docx", truth)
        rounds = [(_consolidate(root, "many", 1), _consolidate(root, "many", 2)) for _ in range(3)]
    scale = median(one.wall / two.wall for one, two in rounds)
    rows = [
        _row(f"{FEW} reports, one process", FEW, few, ""),
        _row(f"{MANY} reports, one process", MANY, [one for one, _ in rounds], "1.00"),
        _row(f"{MANY} reports, --jobs 2", MANY, [two for _, two in rounds], f"{scale:.2f}"),
    ]
    heads = ("command", "seconds", "processor seconds", "reports/s", "× one process")
    notes = (
        f"Wall-clock time of `minhbach consolidate`, start-up included; median of three rounds. "
        f"Line: {FEW} reports in {LINE:.0f} s, {MANY} with two processes {SCALE} × as fast. "
        f"Load of the machine before the run: {load:.1f} on {os.cpu_count()} cores. Two processes "
        "scale only where two cores are free: the processor seconds say what they would need."
    )
    publish("B5", "Word reports consolidated", [table(heads, rows), notes], cores="two cores")


def _write(folder: Path, count: int) -> dict[str, int]:
    """The reports of ``count`` units; gives the sums that they state."""
    folder.mkdir()
    sums: dict[str, int] = {}
    for number in range(1, count + 1):
        paper = unit_paper(number)
        (folder / paper.name).write_bytes(paper.data)
        for code, value in paper.values.items():
            sums[code] = sums.get(code, 0) + value
    return sums


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds on the clock, and of the processors, child processes included."""

    wall: float
    processor: float


def _row(what: str, count: int, times: list[Timed], scale: str) -> tuple[str, ...]:
    wall = median(timed.wall for timed in times)
    processor = median(timed.processor for timed in times)
    return what, f"{wall:.2f}", f"{processor:.2f}", f"{count / wall:.0f}", scale


def _consolidate(root: Path, name: str, jobs: int) -> Timed:
    program = Path(sys.executable).with_name("minhbach")
    command = [str(program), "consolidate", str(root / name)]
    command += ["--form", str(root / "form.toml"), "--period", "2024-Q1"]
    command += ["--jobs", str(jobs), "-o", str(root / f"{name}.docx")]
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, os.times()
    user = after.children_user - before.children_user
    return Timed(wall, user + after.children_system - before.children_system)


def _compare(report: Path, truth: dict[str, int]) -> None:
    """Every value stands in the manifest: nothing was skipped to be quick."""
    manifest = read_manifest(report.read_bytes())
    found: dict[str, int] = {}
    for number in manifest.numbers:
        if number.id.startswith(f"{number.element}."):  # a unit's own value
            found[number.element] = found.get(number.element, 0) + int(number.text.replace(".", ""))
    if found != truth:
        raise SystemExit(f"wrong values: {found} for {truth}")


if __name__ == "__main__":
    run()
