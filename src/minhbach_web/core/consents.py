"""What is done with a person's data only when they said yes: off until then.

An app names a purpose when it is ready and asks before it acts::

    consents.register(consents.Purpose("talk-name", _("…"), _("…"), version=1))
    if consents.given(talk.speaker_id, "talk-name"): …
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Purpose:
    """One thing that a person may say yes to. ``version`` grows when the words change: a yes to
    older words is no yes to newer ones."""

    code: str
    label: str | Promise
    words: str | Promise
    version: int = 1


_purposes: dict[str, Purpose] = {}
_source: list[Callable[[Purpose, Collection[int]], frozenset[int]]] = []


def register(purpose: Purpose) -> None:
    """Make a purpose known; twice the same does nothing."""
    _purposes.setdefault(purpose.code, purpose)


def purposes() -> list[Purpose]:
    """Everything that a person may say yes to."""
    return [purpose for _code, purpose in sorted(_purposes.items())]


def purpose(code: str) -> Purpose | None:
    """The purpose with this code."""
    return _purposes.get(code)


def tell(source: Callable[[Purpose, Collection[int]], frozenset[int]]) -> None:
    """Let ``source`` say which of some accounts said yes to a purpose in its present words."""
    _source[:] = [source]


def given(account: int | None, code: str) -> bool:
    """Whether this account said yes and did not take it back; no where nobody keeps consents."""
    found = _purposes.get(code)
    if account is None or found is None or not _source:
        return False
    return account in _source[0](found, (account,))
