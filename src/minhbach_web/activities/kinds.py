"""The kinds of activities and what is counted for each: data and what the office adds to them,
in the language of the page."""

from __future__ import annotations

import threading
import tomllib
from dataclasses import dataclass, replace
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
    offered: bool = True

    @property
    def name(self) -> str:
        return self.en if _english() else self.vi


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


@cache
def built_in() -> tuple[dict[str, Count], dict[str, Kind]]:
    """What the data say, before an office says otherwise."""
    source = files("minhbach_web.activities").joinpath("data", "kinds.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    counts = {row["code"]: Count(**row) for row in data["count"]}
    kinds = {row["code"]: Kind(**{**row, "counts": tuple(row["counts"])}) for row in data["kind"]}
    return counts, kinds


class _Request(threading.local):
    """The rows of the office, asked for once in a request; outside of one asked each time."""

    within = False
    table: tuple[dict[str, Count], dict[str, Kind]] | None = None


_request = _Request()


def begin(**_: object) -> None:
    """A request begins."""
    _request.within, _request.table = True, None


def end(**_: object) -> None:
    """The request is over, or the rows have changed."""
    _request.within, _request.table = False, None


def _table() -> tuple[dict[str, Count], dict[str, Kind]]:
    if _request.table is None:
        table = _with_own()
        if not _request.within:
            return table
        _request.table = table
    return _request.table


def _with_own() -> tuple[dict[str, Count], dict[str, Kind]]:
    from minhbach_web.activities.models import OwnKind  # noqa: PLC0415  # needs loaded apps

    counts, kinds = dict(built_in()[0]), dict(built_in()[1])
    for row in OwnKind.objects.all():
        if row.part == OwnKind.Part.COUNT:
            units = (row.unit_name, row.unit_english or row.unit_name)
            counts[row.code] = Count(
                row.code, row.name, row.english or row.name, *units, row.over_time
            )
        else:
            kinds[row.code] = Kind(
                row.code,
                row.name,
                row.english or row.name,
                tuple(row.counts),
                row.first,
                row.has_speaker,
                row.offered,
            )
    return counts, {code: _only(kind, counts) for code, kind in kinds.items()}


def _only(kind: Kind, counts: dict[str, Count]) -> Kind:
    """Without counts that are no longer known."""
    if counts.keys() >= set(kind.counts):
        return kind
    return replace(kind, counts=tuple(code for code in kind.counts if code in counts))


def counts() -> dict[str, Count]:
    """Everything that is counted, by code."""
    return _table()[0]


def kinds() -> dict[str, Kind]:
    """The kinds, by code, in the order in which they are offered; those left out, too."""
    return _table()[1]


def offered(*kept: str) -> list[Kind]:
    """The kinds that can be chosen, and those with the codes ``kept``."""
    return [kind for kind in kinds().values() if kind.offered or kind.code in kept]


def count_name(code: str) -> str:
    """What a count is called; its code when the data no longer has it."""
    found = counts().get(code)
    return found.name if found else code


def kind_name(code: str) -> str:
    """What a kind is called; its code when the data no longer has it."""
    found = kinds().get(code)
    return found.name if found else code
