"""The word lists of thesaurus.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from minhbach.figures.phrases import compiled

Pattern = re.Pattern[str]


@cache
def thesaurus() -> dict[str, Any]:
    """The word lists of thesaurus.toml."""
    text = files("minhbach.figures").joinpath("thesaurus.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(table: str, key: str) -> Pattern:
    """A compiled list of a table: ``words("cues", "plan")``."""
    return compiled(thesaurus()[table][key])


@cache
def taking_part() -> Pattern:
    """The verbs of those who come, with any tone: "tham dư"."""
    return compiled(thesaurus()["persons"]["verbs"], loose=True)


@cache
def persons() -> str:
    """The choice of words for persons, for phrases that say $persons."""
    return "|".join(thesaurus()["persons"]["words"])


@cache
def all_units() -> Pattern:
    """Every unit of measure that the thesaurus knows."""
    raw = thesaurus()
    groups = [word for group in raw["unit"] for word in group["words"]]
    own = [word for concept in raw["concept"] for word in concept["units_of"]]
    return compiled(word for word in {*groups, *own} if word != "%")
