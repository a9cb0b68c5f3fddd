"""No regular expression of the engine runs away on long hostile text.

The suite looks for what explodes; ``python -m tools.hostile_patterns`` tries 20,000 characters.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tools import hostile_patterns

from minhbach.vi.personal import find_personal

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]


def test_no_pattern_explodes() -> None:
    command = [sys.executable, "-m", "tools.hostile_patterns", "--own", "--length", "500"]

    done = subprocess.run(
        [*command, "--seconds", "0.5"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    said = re.search(r"^(\d+) patterns, 500 characters: 0 slow$", done.stdout, re.MULTILINE)
    assert said
    assert int(said[1]) > 300


@pytest.mark.parametrize("cue", ["CCCD", "sinh năm", "số nhà"])
def test_the_longest_question_is_looked_through_at_once(cue: str) -> None:
    """Anybody may send one: 5,000 characters."""
    begun = time.thread_time()
    for filling in (" ", "1", "1/", "a.", "@"):
        find_personal(cue + filling * (5000 // len(filling)))

    assert time.thread_time() - begun < 1.0


def test_the_texts_come_from_the_pattern_itself() -> None:
    pattern = re.compile(r"(?:(?:ab|\d)+)+!")

    made = list(hostile_patterns.pieces(pattern))

    assert made[0] == "ab"
    assert set(hostile_patterns.PIECES) <= set(made)
