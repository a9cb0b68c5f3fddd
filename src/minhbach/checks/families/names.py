"""VH: names whose capitals are fixed: regions, bodies, events, honours (data/names.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files

from minhbach.checks.context import Check, Checks, Context
from minhbach.model.finding import Finding
from minhbach.vi.text import fold_tone_placement, new_tone_placement

_SENTENCE_START = re.compile(r"(?:^|[.?!:;\n“(]|[-–+•] |\d\. |[a-zđ]\) )\s*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"(?<=[a-zđà-ỹ] )(Tỉnh|Huyện|Xã|Phường|Thị xã|Thị trấn|Quận) (?=[A-ZĐ])")


_UNIT_WORDS = ("tỉnh", "huyện", "xã", "phường", "thị", "quận")


@cache
def _data() -> dict[str, list[str]]:
    data = files("minhbach.checks").joinpath("data/names.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(data)
    return table


@cache
def _pattern(code: str) -> re.Pattern[str]:
    forms = {form for name in _data()[code] for form in (name, new_tone_placement(name))}
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![-\w])(?:{words})(?![-\w])", re.IGNORECASE)


@cache
def _small_forms(code: str) -> dict[str, tuple[str, ...]]:
    """The first word of a name → the names that begin with it, in small letters."""
    found: dict[str, set[str]] = {}
    for name in _data()[code]:
        for form in (name.lower(), new_tone_placement(name).lower()):
            found.setdefault(_FIRST_WORD.findall(form)[0], set()).add(form)
    return {first: tuple(forms) for first, forms in found.items()}


def _names_in(code: str, context: Context) -> Iterator[re.Match[str]]:
    """The names of a list in the text; the dear pattern is tried only where one may begin."""
    known, lowered = context.known, context.lowered
    firsts = [
        first
        for first, forms in _small_forms(code).items()
        if first in known and any(form in lowered for form in forms)
    ]
    return context.at_words(_pattern(code), *firsts)


@cache
def _right(code: str) -> dict[str, str]:
    return {fold_tone_placement(name).lower(): name for name in _data()[code]}


def fixed(code: str, context: Context) -> Iterator[Finding]:
    """A name with other capitals than its own; whole lines in capitals are left alone."""
    for found in _names_in(code, context):
        words = found[0]
        folded = fold_tone_placement(words)
        right = _right(code)[folded.lower()]
        if folded == right or words.isupper():
            continue
        before = context.text[max(0, found.start() - 6) : found.start()]
        if folded[1:] == right[1:] and folded[0].isupper() and _SENTENCE_START.search(before):
            continue
        if code == "VH-09" and found[0][0].islower():
            continue  # "cơ sở y tế", "nội bộ Công an"
        if code == "VH-08" and re.search(r"(?:phía|hướng|cực) $", before):
            continue
        if folded != words:
            right = new_tone_placement(right)
        yield context.finding(code, found.start(), found.end(), replacement=right)


def units(context: Context) -> Iterator[Finding]:
    """VH-04: "Tỉnh Nam Định" in mid-sentence; only provinces, whose names are known."""
    provinces = _provinces()
    for found in context.at_words(_UNIT, *_UNIT_WORDS):
        if provinces.match(context.text, found.end()):
            end = found.start() + len(found[1])
            yield context.finding("VH-04", found.start(), end, replacement=found[1].lower())


@cache
def _provinces() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, _data()['provinces']))})(?![-\w])")


_CODES = ("VH-06", "VH-08", "VH-09", "VH-10", "VH-12", "VH-14", "VH-17", "VH-19", "VH-21")
_FIXED: tuple[tuple[tuple[str, ...], Check], ...] = tuple(
    ((code,), partial(fixed, code)) for code in _CODES
)
CHECKS: Checks = (*_FIXED, (("VH-04",), units))
