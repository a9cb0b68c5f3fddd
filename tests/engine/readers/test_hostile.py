"""Hostile files are refused fast and small, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.hostile import HOSTILE

from minhbach.messages import catalogue

# Reads every file of a folder: per file the code of the refusal, the seconds of the processor,
# and the megabytes that the process has needed so far.
_READ = """
import json, re, sys, time
from pathlib import Path
from minhbach.errors import MinhBachError
from minhbach.readers import read
import minhbach.readers.html, minhbach.readers.odt, minhbach.readers.pdf
found = {}
for file in sorted(Path(sys.argv[1]).iterdir(), key=lambda file: file.stat().st_size):
    data = file.read_bytes()
    start, code = time.process_time(), None
    try:
        read(data, file.name)
    except MinhBachError as error:
        code = error.code
    took = time.process_time() - start
    del data
    peak = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())  # since exec
    found[file.name] = code, took, int(peak[1]) // 1024
print(json.dumps(found))
"""
_SECONDS, _MEGABYTES = 1.0, 200
_HARMLESS = ("vong.pdf", "vo-so.pdf")  # read as far as they go: pages that aren't there are empty


def test_hostile_files_are_refused_within_a_second_and_200_megabytes(tmp_path: Path) -> None:
    for name, make in HOSTILE.items():
        (tmp_path / name).write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path)], capture_output=True, text=True, check=True
    )

    found: dict[str, tuple[str | None, float, int]] = json.loads(done.stdout)
    assert set(found) == set(HOSTILE)
    wrong = {
        name: result
        for name, result in found.items()
        if (result[0] not in catalogue() and name not in _HARMLESS)
        or result[1] > _SECONDS
        or result[2] > _MEGABYTES
    }
    assert wrong == {}
