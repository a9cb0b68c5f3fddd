"""Which units a plan means by its words. Proposals only, each with its reason; a person picks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from minhbach_web.core.search import search_key

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

Reason = Literal[
    "holds", "same-name", "issuer", "type", "every", "several", "part-of-name", "similar"
]
SIMILAR = 82
MISTYPED = 90
PARTS = re.compile(r"\s*[,;]\s*|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Units that the words may mean. ``sure``: the only reading, same name letter for letter."""

    units: tuple[int, ...]
    reason: Reason
    label: str = ""
    sure: bool = False

    @property
    def key(self) -> str:
        return "-".join(str(unit) for unit in self.units)


@dataclass(frozen=True, slots=True)
class Names:
    """A unit with its names as they are compared."""

    pk: int
    name: str
    type: str
    kind: str  # the type's key
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The plan's owner, what is directly below it, and everything there is below it."""

    owner: int
    owner_name: str
    children: tuple[int, ...]
    names: tuple[Names, ...]


def tree_of(
    owner: OrganisationUnit, units: Iterable[OrganisationUnit], children: Iterable[OrganisationUnit]
) -> Tree:
    """The names to compare with, made once for a whole plan."""
    names = tuple(
        Names(
            unit.pk,
            unit.name,
            unit.type,
            search_key(unit.type),
            tuple(key for key in (search_key(unit.name), search_key(unit.short_name)) if key),
        )
        for unit in units
    )
    return Tree(owner.pk, owner.name, tuple(unit.pk for unit in children), names)


def propose_units(text: str, *, tree: Tree, issuer: str = "") -> tuple[Proposal, ...]:
    """The units that ``text`` may mean, best first; an empty text has none."""
    key = search_key(text)
    if not key:
        return ()
    found = [
        *_same_name(key, tree),
        *_issuer(key, tree, issuer),
        *_types(key, tree),
        *_every(key, tree),
        *_several(text, tree),
        *_part_of_name(key, tree),
        *_similar(key, tree),
    ]
    seen: dict[tuple[int, ...], Proposal] = {}
    for proposal in found:
        seen.setdefault(tuple(sorted(proposal.units)), proposal)
    return tuple(seen.values())[:6]


def _same_name(key: str, tree: Tree) -> list[Proposal]:
    same = [unit for unit in tree.names if key in unit.keys]
    sure = len(same) == 1
    return [Proposal((unit.pk,), "same-name", unit.name, sure) for unit in same]


def _issuer(key: str, tree: Tree, issuer: str) -> list[Proposal]:
    if issuer and key == search_key(issuer):
        return [Proposal((tree.owner,), "issuer", tree.owner_name)]
    return []


def _types(key: str, tree: Tree) -> list[Proposal]:
    """Each type of unit below the owner that the text names, and all of them together."""
    below = [unit for unit in tree.names if unit.kind and unit.pk != tree.owner]
    spoken = _spoken(key)
    named = {unit.kind: unit.type for unit in below if _has(spoken, unit.kind)}
    units = {kind: tuple(u.pk for u in below if u.kind == kind) for kind in named}
    single = [Proposal(units[kind], "type", label) for kind, label in sorted(named.items())]
    if len(single) < 2:
        return single
    every = tuple(unit for kind in sorted(named) for unit in units[kind])
    return [Proposal(every, "type", ", ".join(p.label for p in single)), *single]


def _spoken(key: str) -> str:
    for word, kind in _data()[1]:
        if _has(key, word):
            key = f"{key} {kind}"
    return key


def _every(key: str, tree: Tree) -> list[Proposal]:
    # "Cấp ủy cho, đảng bộ cơ sở": a typing error must not hide the class, hence the ratio.
    spoken = any(
        _has(key, word) or (len(word) > 9 and fuzz.partial_ratio(word, key) >= MISTYPED)
        for word in _data()[0]
    )
    return [Proposal(tree.children, "every")] if tree.children and spoken else []


def _several(text: str, tree: Tree) -> list[Proposal]:
    """``Cục Thuế, Kho bạc Nhà nước và Thanh tra tỉnh``: each part one unit, none left over."""
    parts = [search_key(part) for part in PARTS.split(text)]
    if len(parts) < 2:
        return []
    units: list[int] = []
    for part in parts:
        found = _same_name(part, tree) or _part_of_name(part, tree)
        if len(found) != 1:
            return []
        units.extend(found[0].units)
    return [Proposal(tuple(dict.fromkeys(units)), "several")]


def _part_of_name(key: str, tree: Tree) -> list[Proposal]:
    """The words stand inside a unit's name, or a unit's short name inside the words."""
    if len(key.split()) < 2:
        return []
    return [
        Proposal((unit.pk,), "part-of-name", unit.name)
        for unit in tree.names
        if key not in unit.keys
        and (any(_has(name, key) for name in unit.keys) or _short_in(unit, key))
    ][:3]


def _short_in(unit: Names, key: str) -> bool:
    short = unit.keys[-1]
    return len(short.split()) > 1 and _has(key, short)


def _similar(key: str, tree: Tree) -> list[Proposal]:
    choices = {(unit.pk, name): name for unit in tree.names for name in unit.keys}
    label = {unit.pk: unit.name for unit in tree.names}
    close = process.extract(
        key, choices, scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR, limit=3
    )
    return [Proposal((pk,), "similar", label[pk]) for _, _, (pk, _name) in close]


def _has(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


@cache
def _data() -> tuple[Sequence[str], Sequence[tuple[str, str]]]:
    raw = files("minhbach_web.programme").joinpath("data/bodies.toml").read_text("utf-8")
    table = tomllib.loads(raw)
    every = tuple(search_key(word) for word in table["every"])
    kinds = tuple((search_key(word), search_key(kind)) for word, kind in table["types"].items())
    return every, kinds
