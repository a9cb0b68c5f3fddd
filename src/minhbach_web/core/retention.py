"""How long what is stored, and what happens then: each app says it for its own rows.

The days come from ``data/retention.toml`` until an administrator sets others within its bounds.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import clock

BATCH = 500  # rows in one transaction: others write in between
GONE, BLANKED = _("The rows are deleted."), _("The words are blanked; the row stays.")

Words = str | Promise


@dataclass(frozen=True)
class Limits:
    """The usual number of days, the least and the most that may be set, and the rule behind."""

    days: int
    least: int
    most: int
    vi: str
    en: str

    @property
    def source(self) -> str:
        return self.en if (get_language() or "vi").startswith("en") else self.vi

    @property
    def fixed(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class Term:
    """A kind of data that goes by itself: ``since`` says from which day the days count.

    ``due`` counts, ``clear`` removes what is older than an instant; both are safe to run twice.
    """

    code: str
    label: Words
    since: Words
    does: Words
    due: Callable[[datetime.datetime], int]
    clear: Callable[[datetime.datetime], int]

    @property
    def limits(self) -> Limits:
        return limits()[self.code]

    @property
    def days(self) -> int:
        return days(self.code)

    def before(self, now: datetime.datetime, days: int | None = None) -> datetime.datetime:
        """What is older than this goes."""
        return now - datetime.timedelta(days=self.days if days is None else days)


@cache
def limits() -> dict[str, Limits]:
    """What ``data/retention.toml`` says, by the code of the kind."""
    text = files("minhbach_web.core").joinpath("data/retention.toml").read_text("utf-8")
    return {code: Limits(**row) for code, row in tomllib.loads(text).items()}


_terms: dict[str, Term] = {}
_set: list[Callable[[], Mapping[str, int]]] = []


def register(*terms: Term) -> None:
    """Make kinds that go by themselves known; twice the same does nothing."""
    for term in terms:
        _terms.setdefault(term.code, term)


def terms() -> list[Term]:
    """Every such kind, in the order of their codes."""
    return [term for _code, term in sorted(_terms.items())]


def term(code: str) -> Term | None:
    """The kind with this code, if an app keeps it."""
    return _terms.get(code)


def tell_days(source: Callable[[], Mapping[str, int]]) -> None:
    """Let ``source`` say how many days an administrator set, by the code of the kind."""
    _set[:] = [source]


def days(code: str) -> int:
    """After how many days rows of a kind go: as set here, never outside the bounds."""
    return all_days()[code]


def all_days() -> dict[str, int]:
    """The days of every kind, in one question."""
    chosen = _set[0]() if _set else {}
    return {
        code: min(max(chosen.get(code, row.days), row.least), row.most)
        for code, row in limits().items()
    }


def start_of(before: datetime.datetime) -> datetime.date:
    """The day to compare with where rows have a day and no hour."""
    return clock.day_of(before)


Older = Callable[[datetime.datetime], models.QuerySet[Any]]


def of_rows(
    older: Older, **blank: Any
) -> tuple[Callable[[datetime.datetime], int], Callable[[datetime.datetime], int]]:
    """``due`` and ``clear`` of a term about the rows that ``older`` finds.

    With ``blank`` (column=value) the rows stay and these columns are set; ``older`` must leave out
    what is blank already.
    """

    def due(before: datetime.datetime) -> int:
        return older(before).count()

    def clear(before: datetime.datetime) -> int:
        gone = 0
        while True:
            with transaction.atomic():
                keys = list(older(before).order_by("pk").values_list("pk", flat=True)[:BATCH])
                rows = older(before).model._base_manager.filter(pk__in=keys)
                if blank:
                    rows.update(**blank)
                else:
                    rows.delete()
            gone += len(keys)
            if len(keys) < BATCH:
                return gone

    return due, clear
