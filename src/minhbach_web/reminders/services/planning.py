"""Who is to be told what today: open matters, the rules that hold, and the people. Asks, writes
nothing; the day is given."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web import engine
from minhbach_web.core import reminding
from minhbach_web.core.reminding import Matter
from minhbach_web.reminders import when
from minhbach_web.reminders.models import Audience
from minhbach_web.reminders.services.rules import Found, Rulebook, Timing
from minhbach_web.units.queries import answering_units
from minhbach_web.units.queries.holders import holders

REACH = datetime.timedelta(days=120)  # due days farther away than this are no rule's business
MISSED = datetime.timedelta(days=7)  # a day on which nothing ran is made up for so long
NAMED = 10  # units named in one line


@dataclass(frozen=True)
class Planned:
    """One thing to say to one person."""

    user: int
    kind: str
    matter: str
    rule: str
    due: datetime.date
    unit: int
    title: str
    url: str
    why: str
    detail: str = ""


@dataclass
class Plan:
    """What is to be said, and the names of everything that is still open."""

    planned: list[Planned] = field(default_factory=list)
    open: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Fired:
    """A matter whose rule has come due. ``due``: the day that counts, a working day."""

    matter: Matter
    timing: Timing
    due: datetime.date
    moved: str
    rules: Found


def plan(day: datetime.date, calendar: engine.Calendar) -> Plan:
    """Everything to be said by ``day``, in the language that is active."""
    found = answered(list(reminding.matters(day - REACH, day + REACH)))
    book = Rulebook()
    book.know({m.giver for m in found} | {m.unit for m in found})
    fired = [hit for m in found for hit in fire(m, book, day, calendar)]
    made = Plan(open={m.key for m in found} | {m.group for m in found if m.group})
    made.planned += _to_doers([hit for hit in fired if hit.timing.audience == Audience.DOER])
    above = [hit for hit in fired if hit.timing.audience == Audience.ABOVE]
    made.planned += _to_those_above(above, book)
    return made


def answered(found: list[Matter]) -> list[Matter]:
    """What a closed unit still owes, or had asked for, is its one successor's."""
    now = answering_units({m.unit for m in found} | {m.giver for m in found})
    return [
        m
        if now[m.unit] == m.unit and now[m.giver] == m.giver
        else replace(m, unit=now[m.unit], giver=now[m.giver])
        for m in found
    ]


def fire(
    matter: Matter, book: Rulebook, day: datetime.date, calendar: engine.Calendar
) -> list[Fired]:
    """For each audience the last rule whose day has come: who is late needs no "in three days"."""
    rules = book.for_matter(matter.giver, matter.programme)
    due, moved = (matter.due, "") if matter.happened else when.settled(matter.due, calendar)
    start = when.settled(due, calendar)[0]
    hits: dict[str, tuple[datetime.date, Fired]] = {}
    for timing in rules.timings:
        if timing.matter != matter.kind:
            continue
        on = when.shifted(start, timing.days, calendar)
        if not day - MISSED <= on <= day:
            continue
        last = hits.get(timing.audience)
        if last is None or on >= last[0]:
            hits[timing.audience] = (on, Fired(matter, timing, due, moved, rules))
    return [hit for _on, hit in hits.values()]


def _to_doers(fired: list[Fired]) -> list[Planned]:
    wanted: dict[tuple[str, ...], set[int]] = {}
    for hit in fired:
        if not hit.matter.people:
            wanted.setdefault(hit.matter.roles, set()).add(hit.matter.unit)
    held = {roles: holders(units, *roles) for roles, units in wanted.items()}
    rows = []
    for hit in fired:
        m = hit.matter
        people = dict(held[m.roles].get(m.unit, [])) if not m.people else dict.fromkeys(m.people)
        rows += [
            Planned(
                user=user,
                kind=m.kind,
                matter=m.key,
                rule=hit.timing.code,
                due=hit.due,
                unit=m.unit,
                title=m.title,
                url=m.url,
                why=why(hit, role),
                detail=detail(hit),
            )
            for user, role in people.items()
        ]
    return rows


def _to_those_above(fired: list[Fired], book: Rulebook) -> list[Planned]:
    """One line per group for each person above, with the units by name: never sixty lines."""
    chains = {hit.matter.unit: chain(hit.matter, book) for hit in fired}
    units = {unit for line in chains.values() for unit in line}
    held = holders(units, "coordinator")
    groups: dict[tuple[int, str, str, datetime.date], list[tuple[Fired, int]]] = {}
    for hit in fired:
        m = hit.matter
        at = next((unit for unit in chain(m, book) if held.get(unit)), None)
        for user, _role in held.get(at, []) if at is not None else []:
            key = (user, m.group or m.key, hit.timing.code, hit.due)
            groups.setdefault(key, []).append((hit, at or m.giver))
    return [_gathered(key, hits) for key, hits in groups.items()]


def chain(matter: Matter, book: Rulebook) -> list[int]:
    """The units above the one that is late, the nearest first, as far as the one that asked."""
    above = book.above(matter.unit)
    if matter.giver in above:
        return above[: above.index(matter.giver) + 1]
    return [matter.giver] if matter.giver != matter.unit else []


def _gathered(key: tuple[int, str, str, datetime.date], hits: list[tuple[Fired, int]]) -> Planned:
    user, group, code, due = key
    first, place = hits[0]
    m = first.matter
    names = list(dict.fromkeys(hit.matter.unit_name for hit, _at in hits))
    words = ngettext("%(n)s unit is late", "%(n)s units are late", len(names))
    return Planned(
        user=user,
        kind=m.kind,
        matter=group,
        rule=code,
        due=due,
        unit=place,
        title=f"{m.group_title or m.title}: {words % {'n': len(names)}}",
        url=m.group_url or m.url,
        why=why(first, "coordinator"),
        detail=listed(names),
    )


def listed(names: Collection[str]) -> str:
    """The names, at most so many of them."""
    shown = list(names)[:NAMED]
    more = len(names) - len(shown)
    text = "; ".join(shown)
    return text + _(" and %(n)s more") % {"n": more} if more else text


def detail(hit: Fired) -> str:
    """Why it came back; why the day is another one than was asked for."""
    m, lines = hit.matter, []
    if m.reason:
        lines.append(m.reason)
    moved = hit.moved or m.moved
    if moved and not m.happened:
        asked = m.asked or m.due
        lines.append(
            _("The due day %(asked)s is a day off (%(why)s): it is %(due)s instead.")
            % {
                "asked": f"{asked.day}/{asked.month}/{asked.year}",
                "why": moved,
                "due": f"{hit.due.day}/{hit.due.month}/{hit.due.year}",
            }
        )
    return "\n".join(lines)


def why(hit: Fired, role: str | None) -> str:
    """Why this person gets this now: the unit, the role, the rule and whose rule it is."""
    m, days = hit.matter, hit.timing.days
    who = {
        "reporter": _("you report for %(unit)s"),
        "coordinator": _("you coordinate %(unit)s or the units below it"),
    }.get(role or "", _("you see to this for %(unit)s"))
    if hit.timing.audience == Audience.ABOVE:
        who = _("you coordinate above %(unit)s")
    rule = offset(days, happened=m.happened)
    whose = _("rule of %(name)s") % {"name": hit.rules.name} if hit.rules.name else _("usual rule")
    return _("Because %(who)s; sent %(rule)s (%(whose)s).") % {
        "who": who % {"unit": m.unit_name},
        "rule": rule,
        "whose": whose,
    }


def offset(days: int, *, happened: bool = False) -> str:
    """In words: 3 working days before the due day."""
    n = abs(days)
    if happened:
        if not days:
            return _("as soon as it came about")
        words = ngettext(
            "%(n)s working day after it came about", "%(n)s working days after it came about", n
        )
    elif not days:
        return _("on the due day")
    elif days < 0:
        words = ngettext(
            "%(n)s working day before the due day", "%(n)s working days before the due day", n
        )
    else:
        words = ngettext(
            "%(n)s working day after the due day", "%(n)s working days after the due day", n
        )
    return words % {"n": n}
