"""The word lists of this package, read once from their TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from minhbach.citations.folding import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """A document type: its word, canonical code, and the symbols that stand for it in numbers."""

    word: str
    code: str
    symbols: frozenset[str]
    law: bool
    strong: bool


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table of that name in this package ("bodies" → bodies.toml)."""
    data = files("minhbach.citations").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def kinds() -> Mapping[str, Kind]:
    """Type words, folded, to their kinds: ``kinds()["nghị quyết"].code == "NQ"``."""
    table = {}
    for row in load("kinds")["kind"]:
        kind = Kind(
            row["word"],
            row["code"],
            frozenset(row["symbols"]),
            row.get("law", False),
            row.get("strong", False),
        )
        table[fold(kind.word)] = kind
    return table


@cache
def kind_of_symbol(symbol: str) -> Kind | None:
    """The kind that a type symbol implies: NĐ → Nghị định; QĐ → Quyết định (first in the table)."""
    folded = symbol.upper()
    exact = [k for k in kinds().values() if symbol in k.symbols]
    if exact:
        return min(exact, key=lambda k: len(k.word.split()))
    loose = [k for k in kinds().values() if folded in {s.upper() for s in k.symbols}]
    return min(loose, key=lambda k: len(k.word.split())) if loose else None


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviated type words: {"QĐ": "Quyết định"}."""
    table: Mapping[str, str] = load("kinds")["abbreviations"]
    return table


@cache
def body_family() -> Mapping[str, str]:
    """Body codes to the family they belong to: {"TU": "party", "CP": "state"}."""
    return {code: family for family, rows in load("issuers").items() for code in rows}
