"""Long hostile text against every regular expression of the program: does one of them run away?

    python -m tools.hostile_patterns                   20,000 characters, a second each
    python -m tools.hostile_patterns --length 2000     quicker: finds what explodes

For each pattern the texts are made from itself: what any of its repeated parts takes, many times,
and then something that it does not take; and from what stands in every document.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import pkgutil
import platform
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import _parser  # type: ignore[attr-defined] # the only parser of patterns there is
from typing import Any

PIECES = ("a", "1", " ", ".", "-", "/", "1.", "a ", "A ", "Số 1/", "ngày 1/", "\n", "(", "“", "số ")
END = "\x00!"
# Only ever asked whether they take the whole of a text: then they don't start anew at each letter.
WHOLE = ("minhbach.readers.signatory.TYPIST",)


@dataclass(frozen=True)
class Slow:
    """A pattern that took too long, and the piece that the text repeated."""

    pattern: str
    piece: str
    seconds: float


class TooSlow(Exception):
    """The time is up."""


def patterns() -> list[re.Pattern[str]]:
    """Those that come into being when everything of ours is imported and used on a document."""
    platform.platform()  # a library's own
    before = {id(one) for one in _alive()}
    kept = _alive()  # so that no number is given to another one
    for package in ("minhbach",):
        for module in pkgutil.walk_packages(
            importlib.import_module(package).__path__, f"{package}."
        ):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    _use()
    found = {one.pattern: one for one in _alive() if id(one) not in before}
    del kept
    return [one for text, one in found.items() if isinstance(text, str)]


def _alive() -> list[Any]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, re.Pattern)]


def _use() -> None:
    """Patterns that are made from word lists come with their first use."""
    from minhbach import check, extract_plan, find_citations, read  # noqa: PLC0415  # a door

    text = "KẾ HOẠCH\ntuyên truyền năm 2024\nCăn cứ Nghị quyết số 5-NQ/TW ngày 01/02/2024.\n1. Ý\n"
    document = read(text.encode(), "a.txt")
    find_citations(document)
    check(document)
    extract_plan(document)


def pieces(pattern: re.Pattern[str], *, own: bool = False) -> Iterator[str]:
    """What the repeated parts of the pattern take, and what stands in every document."""
    seen = dict.fromkeys(_repeated(_parser.parse(pattern.pattern, pattern.flags)))
    yield from list(seen)[:8]
    if not own:
        yield from PIECES


def _repeated(tree: Any) -> Iterator[str]:
    for operation, argument in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            if int(argument[1]) > 3 and (piece := "".join(_taken(argument[2]))):
                yield piece
            yield from _repeated(argument[2])
        elif name == "SUBPATTERN":
            yield from _repeated(argument[3])
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeated(branch)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeated(argument[1])


def _taken(tree: Any) -> Iterator[str]:
    """One text that this part takes."""
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            yield chr(argument)
        elif name == "NOT_LITERAL":
            yield "a" if argument != ord("a") else "b"
        elif name == "ANY":
            yield "a"
        elif name == "IN":
            yield _one_of(argument)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield "".join(_taken(argument[2])) * max(1, int(argument[0]))
        elif name == "SUBPATTERN":
            yield from _taken(argument[3])
        elif name == "BRANCH":
            yield from _taken(argument[1][0])


def _one_of(choices: Any) -> str:
    kinds = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    name, value = choices[0][0], choices[0][1]
    if str(name) == "LITERAL":
        return chr(value)
    if str(name) == "RANGE":
        return chr(value[0])
    return kinds.get(str(value), "a") if str(name) == "CATEGORY" else "¶"


def slow(
    pattern: re.Pattern[str], *, length: int, seconds: float, own: bool = False
) -> Slow | None:
    """The first text on which the pattern takes longer than that."""
    for piece in pieces(pattern, own=own):
        text = (piece * (length // len(piece)))[:length] + END
        begun = time.thread_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            (pattern.fullmatch if pattern.pattern in whole() else pattern.search)(text)
        except TooSlow:
            return Slow(pattern.pattern, piece, time.thread_time() - begun)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


@cache
def whole() -> frozenset[str]:
    """The texts of the patterns in ``WHOLE``."""
    named = (name.rpartition(".") for name in WHOLE)
    return frozenset(getattr(importlib.import_module(m), n).pattern for m, _dot, n in named)


def _stop(_number: int, _frame: object) -> None:
    raise TooSlow


def main(argv: list[str] | None = None) -> int:
    """Try all of them; print those that are slow, and how many there were."""
    parser = argparse.ArgumentParser(prog="python -m tools.hostile_patterns")
    parser.add_argument("--length", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--own", action="store_true", help="only texts made from each pattern")
    options = parser.parse_args(argv)
    signal.signal(signal.SIGVTALRM, _stop)
    tried = patterns()
    asked = {"length": options.length, "seconds": options.seconds, "own": options.own}
    found = [one for pattern in tried if (one := slow(pattern, **asked))]
    for one in found:
        print(f"{one.seconds:.1f} s on {one.piece!r} …: {one.pattern[:160]!r}")
    print(f"{len(tried)} patterns, {options.length} characters: {len(found)} slow")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
