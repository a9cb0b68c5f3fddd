"""Which rules hold for a matter: the programme's, the office's, those above it, the usual ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock, db
from minhbach_web.core.services import audit
from minhbach_web.reminders.models import Audience, Rule, RuleSet
from minhbach_web.units.queries import ancestors_by_unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import OrganisationUnit, User

DATA = Path(__file__).resolve().parents[1] / "data/rules.toml"
MOST = 30  # rules in one set: more is noise
LOCK = 0x4D42_5255_0000_0000  # "MBRU", and the number of the unit
FARTHEST = 60  # working days from the due day


@dataclass(frozen=True)
class Timing:
    """When who is told: ``days`` working days after the day that counts."""

    matter: str
    days: int
    audience: str = Audience.DOER

    @property
    def code(self) -> str:
        return f"{self.audience}:{self.matter}:{self.days:+d}"


@cache
def usual() -> tuple[Timing, ...]:
    """The rules that hold where no office made its own."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(Timing(r["matter"], r["days"], r["audience"]) for r in data["rule"])


@dataclass(frozen=True)
class Found:
    """The rules that hold, and whose they are: a unit's key, or None for the usual ones."""

    timings: tuple[Timing, ...]
    unit: int | None = None
    programme: int | None = None
    on: bool = True
    name: str = ""


class Rulebook:
    """All rule sets, read once: ``for_matter`` and ``for_unit`` ask nothing more per matter."""

    def __init__(self) -> None:
        self._units: dict[int, Found] = {}
        self._programmes: dict[int, Found] = {}
        self._above: dict[int, list[int]] = {}
        rows = RuleSet.objects.select_related("unit", "programme").prefetch_related("rules")
        for row in rows:
            if row.programme_id:
                self._programmes[row.programme_id] = _found(row)
            else:
                self._units[row.unit_id] = _found(row)

    def know(self, units: Iterable[int]) -> None:
        """Read the units above ``units``, all in one go."""
        new = [unit for unit in set(units) if unit not in self._above]
        above = ancestors_by_unit(new)
        self._above |= {unit: [pk for pk, _code in above.get(unit, [])] for unit in new}

    def above(self, unit: int) -> list[int]:
        """The units above, the nearest first."""
        if unit not in self._above:
            self.know([unit])
        return self._above[unit]

    def for_matter(self, giver: int, programme: int | None) -> Found:
        """The rules for what ``giver`` asked for, within ``programme``."""
        own = self._programmes.get(programme) if programme else None
        return own or self.for_unit(giver)

    def for_unit(self, unit: int) -> Found:
        """The unit's own rules, else those of the nearest unit above, else the usual ones."""
        for place in (unit, *self.above(unit)):
            if found := self._units.get(place):
                return found
        return Found(usual())


def _found(row: RuleSet) -> Found:
    timings = tuple(Timing(r.matter, r.days, r.audience) for r in row.rules.all())
    name = row.programme.name if row.programme else row.unit.name
    return Found(timings if row.on else (), row.unit_id, row.programme_id, row.on, name)


class TooManyRules(Exception):
    """More rules than anybody would read reminders of."""


@transaction.atomic
def set_rules(
    *,
    unit: OrganisationUnit,
    programme: int | None,
    on: bool,
    timings: Sequence[Timing],
    by: User,
) -> RuleSet:
    """Keep these rules for the office, or for one programme; what held before is replaced."""
    if len(set(timings)) > MOST:
        raise TooManyRules
    db.lock(LOCK + unit.pk)  # two people at once: one after the other
    row = _of(unit, programme) or RuleSet(unit=unit, programme_id=programme)
    row.on, row.by, row.at = on, by, clock.now()
    row.save()
    row.rules.all().delete()
    Rule.objects.bulk_create(
        Rule(rule_set=row, matter=t.matter, days=t.days, audience=t.audience)
        for t in dict.fromkeys(timings)
    )
    audit.record(actor=by, action="reminders.set_rules", obj=f"ruleset:{row.pk}")
    return row


@transaction.atomic
def forget_rules(*, unit: OrganisationUnit, programme: int | None, by: User) -> None:
    """No own rules any more: those above hold again."""
    found = _of(unit, programme)
    if found is not None:
        pk = found.pk
        found.delete()
        audit.record(actor=by, action="reminders.forget_rules", obj=f"ruleset:{pk}")


def _of(unit: OrganisationUnit, programme: int | None) -> RuleSet | None:
    rows = RuleSet.objects.select_for_update().filter(unit=unit)
    return rows.filter(programme=programme).first() if programme else _office(rows)


def _office(rows: QuerySet[RuleSet]) -> RuleSet | None:
    return rows.filter(programme=None).first()
