"""The Vietnamese words of consolidated reports, from layouts/*.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str = "words") -> dict[str, Any]:
    """The table of ``layouts/<name>.toml``."""
    source = files("minhbach.reports").joinpath("layouts", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
