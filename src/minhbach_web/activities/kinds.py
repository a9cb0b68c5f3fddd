"""The kinds of activities and what is counted for each: data, in the language of the page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Count:
    """Something that is counted. ``over_time``: "sum" or "last"."""

    code: str
    vi: str
    en: str
    unit_vi: str
    unit_en: str
    over_time: str = "sum"

    @property
    def name(self) -> str:
        return self.en if _english() else self.vi

    @property
    def unit(self) -> str:
        return self.unit_en if _english() else self.unit_vi


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity: what is asked for it. ``first``: the count that is 1 as a rule."""

    code: str
    vi: str
    en: str
    counts: tuple[str, ...]
    first: str = ""
    speaker: bool = False

    @property
    def name(self) -> str:
        return self.en if _english() else self.vi


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


@cache
def _table() -> tuple[dict[str, Count], dict[str, Kind]]:
    source = files("minhbach_web.activities").joinpath("data", "kinds.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    counts = {row["code"]: Count(**row) for row in data["count"]}
    kinds = {row["code"]: Kind(**{**row, "counts": tuple(row["counts"])}) for row in data["kind"]}
    return counts, kinds


def counts() -> dict[str, Count]:
    """Everything that is counted, by code."""
    return _table()[0]


def kinds() -> dict[str, Kind]:
    """The kinds, by code, in the order in which they are offered."""
    return _table()[1]


def count_name(code: str) -> str:
    """What a count is called; its code when the data no longer has it."""
    found = counts().get(code)
    return found.name if found else code


def kind_name(code: str) -> str:
    """What a kind is called; its code when the data no longer has it."""
    found = kinds().get(code)
    return found.name if found else code
