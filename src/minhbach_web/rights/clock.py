"""The days within which requests are answered and done: data, the holiday table, what is set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from minhbach_web.reporting.services.calendar import days_off
from minhbach_web.rights.models import Period

PREFIX = "request."


@dataclass(frozen=True)
class Days:
    """Days until a kind of request is done, within bounds; ``certain``: the decree's own words."""

    days: int
    least: int
    most: int
    certain: bool


@dataclass(frozen=True)
class Clock:
    """``answer`` in working days; ``longer``: by how much a request may be put off once."""

    answer: int
    longer: int
    source_vi: str
    source_en: str
    days: dict[str, Days]

    @property
    def source(self) -> str:
        return self.source_en if (get_language() or "vi").startswith("en") else self.source_vi


@cache
def clock_of_the_law() -> Clock:
    """What ``data/clock.toml`` says."""
    text = files("minhbach_web.rights").joinpath("data/clock.toml").read_text("utf-8")
    read = tomllib.loads(text)
    return Clock(**{**read, "days": {kind: Days(**row) for kind, row in read["days"].items()}})


def days_of_all() -> dict[str, int]:
    """Days until a request is done, by its kind: as set here, within the bounds."""
    set_here = dict(Period.objects.filter(code__startswith=PREFIX).values_list("code", "days"))
    return {
        kind: min(max(set_here.get(f"{PREFIX}{kind}", row.days), row.least), row.most)
        for kind, row in clock_of_the_law().days.items()
    }


def answer_by(asked: date) -> date:
    """The last day for the answer: so many working days after the day it was asked."""
    calendar, day = days_off(), asked
    for _one in range(clock_of_the_law().answer):
        day += timedelta(days=1)
        while calendar.reason(day) is not None:
            day += timedelta(days=1)
    return day


def done_by(asked: date, kind: str) -> date:
    """The last day for doing it, in calendar days; never before the day of the answer."""
    return max(asked + timedelta(days=days_of_all()[kind]), answer_by(asked))


def put_off(due: date) -> date:
    """The last day once it was put off."""
    return due + timedelta(days=clock_of_the_law().longer)
