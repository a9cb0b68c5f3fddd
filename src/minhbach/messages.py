"""Codes → sentences, in Vietnamese and English. The sentences are data: messages.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every code with its sentence per language: ``{"file-empty": {"vi": …, "en": …}}``."""
    data = files("minhbach").joinpath("messages.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(data)
    return table


def message(code: str, lang: str = "vi", **params: object) -> str:
    """The sentence for ``code``, filled with ``params``; the code itself if it is unknown."""
    entry = catalogue().get(code)
    if entry is None:
        return code
    text = entry.get(lang) or entry["vi"]
    return text.format_map(_Blank(params))


class _Blank(dict[str, object]):
    """A parameter that was not given stays visible as a gap instead of raising."""

    def __missing__(self, key: str) -> str:
        return "…"
