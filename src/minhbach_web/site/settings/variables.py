"""The environment variables of an installation: which there are, and whether they are well-formed.

The table is ``variables.toml``; a variable that isn't there is most likely a typing error.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("variables.toml")
NUMBERS = {
    "integer": re.compile(r"\d{1,9}"),  # "14"
    "number": re.compile(r"\d{1,9}(?:\.\d{1,6})?"),  # "0.5"
}


@dataclass(frozen=True)
class Problem:
    """Why a start is refused, or (not ``serious``) what whoever operates the site should know.

    ``code`` names the sentence in messages.toml.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    serious: bool = True

    @staticmethod
    def of(code: str, *, serious: bool = True, **params: object) -> Problem:
        """A problem with its parameters as text."""
        return Problem(code, tuple((k, str(v)) for k, v in params.items()), serious)


@dataclass(frozen=True)
class Variable:
    """One line of the table."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    secret: bool = False
    inner: bool = False


@cache
def variables() -> Mapping[str, Variable]:
    """The table, by name."""
    given = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        name: Variable(
            name=name,
            kind=line["kind"],
            choices=tuple(line.get("choices", ())),
            secret=line.get("secret", False),
            inner=line.get("inner", False),
        )
        for name, line in given.items()
    }


def malformed(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Numbers that are none, choices that don't exist, names that nothing reads."""
    for name, variable in variables().items():
        value = environ.get(name, "").strip()
        if not value:
            continue
        pattern = NUMBERS.get(variable.kind)
        if pattern and not pattern.fullmatch(value):
            yield Problem.of("start-number", name=name, value=value)
        elif variable.kind == "flag" and value not in ("0", "1"):
            yield Problem.of("start-choice", name=name, value=value, choices="0, 1")
        elif variable.kind == "choice" and value not in variable.choices:
            choices = ", ".join(variable.choices)
            yield Problem.of("start-choice", name=name, value=value, choices=choices)
    for name in sorted(environ):
        if name.startswith("MINHBACH_") and name not in variables():
            yield unknown(name)


def unknown(name: str) -> Problem:
    """A warning with the name that was probably meant."""
    known = [variable.name for variable in variables().values() if not variable.inner]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return Problem.of("start-unknown-near", serious=False, name=name, near=near[0])
    return Problem.of("start-unknown", serious=False, name=name)
