"""The kinds of background work: a name, the function, how often it is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise


class Work(Protocol):
    """What runs: it is told its arguments and may say how far it is. Safe to run twice."""

    def __call__(self, progress: Any, /, **arguments: Any) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True)
class Kind:
    """``tries``: how often at most; ``waits``: seconds before the second, third … try;
    ``results``: what the counts that the work gives back are called."""

    code: str
    title: str | Promise
    work: Work
    tries: int = 4
    waits: tuple[int, ...] = (30, 300, 1800)
    results: Mapping[str, str | Promise] = field(default_factory=dict)

    def wait_after(self, tries: int) -> int:
        """Seconds to wait after the ``tries``-th try failed."""
        return self.waits[min(tries, len(self.waits)) - 1]


class GiveUp(Exception):
    """Raised by work that will not succeed by being tried again; ``code`` says why.

    ``code`` is a message of the catalogue (``messages.toml``), so that it holds nothing personal.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_kinds: dict[str, Kind] = {}


def kind(
    code: str,
    *,
    title: str | Promise,
    tries: int = 4,
    waits: tuple[int, ...] = (30, 300, 1800),
    results: Mapping[str, str | Promise] | None = None,
) -> Callable[[Work], Work]:
    """Make a function known as a kind of work; apps do so when they are ready."""

    def known(work: Work) -> Work:
        _kinds[code] = Kind(code, title, work, tries, waits, results or {})
        return work

    return known


def kind_of(code: str) -> Kind | None:
    """The kind of that name; None when no app of this version knows it."""
    return _kinds.get(code)
