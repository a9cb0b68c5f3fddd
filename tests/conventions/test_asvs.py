"""The table of docs/asvs.md: whole, and resting on tests that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")
# | 1.2.10 | requirement | met | reason |
ROW = re.compile(r"^\| (\d+\.\d+)\.(\d+) \| ([^|]+) \| ([a-z ]+) \| ([^|]+) \|$", re.MULTILINE)
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they come first in it.
SECTIONS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5},
    **{"6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2},
    **{"8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4},
    **{"10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4},
    **{"11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2},
    **{"13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1},
    **{"16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}


def test_every_requirement_stands_once_in_order() -> None:
    told = [f"{section}.{n}" for section, n, *_rest in ROW.findall(PAGE)]

    assert told == [f"{s}.{n}" for s, most in SECTIONS.items() for n in range(1, most + 1)]


def test_every_line_is_judged_and_the_sum_is_right() -> None:
    counted = Counter(state for *_number, _text, state, _reason in ROW.findall(PAGE))

    assert set(counted) == {"met", "not applicable", "not met"}
    assert (
        f"{counted['met']} met, {counted['not applicable']} not applicable,"
        f" {counted['not met']} not met, of {counted.total()}."
    ) in PAGE


def test_every_named_test_exists() -> None:
    named = set(re.findall(r"`(tests/[^`]+)`", PAGE))

    assert {name for name in named if not (ROOT / name).is_file()} == set()
    assert len(named) > 40
