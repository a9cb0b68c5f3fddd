"""No pattern of the package takes more than linear time, whatever it is fed.

The worst input of a pattern is what nearly matches it, again and again: its own beginnings. They
are derived from the compiled pattern, so a new pattern is under this test without being named.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import minhbach.citations as package

_SIZE = 100_000
_QUICK = 0.004  # seconds for 100 kB below which growth can't be told from noise


def _patterns() -> Iterator[Any]:
    """Every compiled pattern at module level, and those that cached functions make."""
    seen = set()
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"minhbach.citations.{info.name}")
        for name, value in vars(module).items():
            made = value
            if hasattr(value, "cache_info") and value.__module__ == module.__name__:
                made = _called(value)
            if not isinstance(made, re.Pattern) or made in seen:
                continue
            seen.add(made)
            yield pytest.param(made, id=f"{info.name}.{name}")


def _called(function: Any) -> object:
    return None if function.__wrapped__.__code__.co_argcount else function()


def _sample(tree: Any, longest: bool) -> str:
    """A string that the parsed pattern matches: most repeats (up to 12) or fewest."""
    out = []
    for op, value in tree:
        if op is ops.LITERAL:
            out.append(chr(value))
        elif op in (ops.NOT_LITERAL, ops.ANY):
            out.append("x")
        elif op is ops.IN:
            out.append(_of_class(value))
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            low, high, inner = value
            times = min(int(high), 12) if longest else int(low)
            out.append(_sample(inner, longest) * times)
        elif op is ops.SUBPATTERN:
            out.append(_sample(value[3], longest))
        elif op is ops.BRANCH:
            out.append(_sample(value[1][-1 if longest else 0], longest))
        elif op is ops.ATOMIC_GROUP:
            out.append(_sample(value, longest))
    return "".join(out)


def _of_class(items: Any) -> str:
    for op, value in items:
        if op is ops.LITERAL:
            return chr(value)
        if op is ops.RANGE:
            return chr(value[0])
        if op is ops.CATEGORY:
            return {ops.CATEGORY_DIGIT: "1", ops.CATEGORY_SPACE: " "}.get(value, "a")
    return "x"


def _beginnings(pattern: re.Pattern[str]) -> list[str]:
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pieces: dict[str, None] = {}
    pieces[_sample(tree, longest=False)[:-1] + " "] = None
    whole = _sample(tree, longest=True)
    for part in (1, 2, 3):
        pieces[whole[: max(1, len(whole) * part // 4)]] = None
    pieces[whole[:-1] + " "] = None
    return [piece for piece in pieces if piece]


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def _is_steep(pattern: re.Pattern[str], text: str) -> bool:
    """Quadratic time grows sixteenfold from a quarter to the whole, linear time fourfold: that
    is twice the doubling's 2 against 4, far apart even on a busy machine."""
    whole = _seconds(pattern, text)
    return whole > _QUICK and whole > 9 * _seconds(pattern, text[: len(text) // 4])


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_doubled_text_takes_no_more_than_thrice_the_time(pattern: re.Pattern[str]) -> None:
    texts = [(piece * (_SIZE // len(piece) + 1))[:_SIZE] for piece in _beginnings(pattern)]

    # Seen twice, it is no accident of the machine.
    assert [t[:60] for t in texts if _is_steep(pattern, t) and _is_steep(pattern, t)] == []
