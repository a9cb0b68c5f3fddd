"""The word lists of words.toml, made ready for comparison."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from minhbach.vi.text import fold_accents, fold_tone_placement


@cache
def _table() -> dict[str, list[str]]:
    data = files("minhbach.readers").joinpath("words.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(data)
    return table


@cache
def words(name: str) -> tuple[str, ...]:
    """One list, in one tone placement, longest entry first."""
    entries = {fold_tone_placement(entry) for entry in _table()[name]}
    return tuple(sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def folded(name: str) -> frozenset[str]:
    """One list without accents, in capitals."""
    return frozenset(bare(entry) for entry in _table()[name])


def bare(text: str) -> str:
    """Text without accents and extra spaces, in capitals: how short fixed lines are compared."""
    return " ".join(fold_accents(text).upper().split())


def holds(text: str, name: str) -> bool:
    """Whether an entry of the list stands anywhere in the text, at the start of a word."""
    starts = (at for at in range(len(text)) if at == 0 or not text[at - 1].isalpha())
    return any(opens(text[at:], name) for at in starts)


@cache
def _longest(name: str) -> int:
    return max(map(len, words(name)))


@cache
def _firsts(name: str) -> frozenset[str]:
    """With what letters the entries begin, in either tone placement."""
    letters = {entry[:1] for entry in words(name)}
    return frozenset(letters | {fold_accents(letter) for letter in letters})


def opens(text: str, name: str) -> bool:
    """Whether the text opens with an entry of the list, as whole words."""
    if text[:1] not in _firsts(name):
        return False
    entries = words(name)
    text = fold_tone_placement(text[: _longest(name) + 2])
    if not text.startswith(entries):
        return False
    for entry in entries:
        if text.startswith(entry):
            after = text[len(entry) : len(entry) + 1]
            if not after.isalpha() or not entry[-1].isalpha():
                return True
    return False
