"""Working days: a due date on a day off ends on the next working day, and says why.

Source: Civil Code 2015 (91/2015/QH13), article 148, clause 5: a term whose last day is a weekend
day or a holiday ends with the working day that follows. Which days are off is data given by the
caller: public holidays, days off in lieu, and Saturdays or Sundays worked in exchange (hoán đổi).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST = 40  # days looked ahead: no holiday is longer


@dataclass(frozen=True, slots=True)
class Calendar:
    """``off``: days off with their name; ``worked``: weekend days that are worked, with why."""

    off: Mapping[date, str]
    worked: Mapping[date, str]

    def reason(self, day: date) -> str | None:
        """Why nobody works that day: the holiday's name, "saturday", "sunday"; None if they do."""
        if day in self.worked:
            return None
        if day in self.off:
            return self.off[day]
        return {5: "saturday", 6: "sunday"}.get(day.weekday())


@dataclass(frozen=True, slots=True)
class Moved:
    """``day``: the working day to keep; ``reasons``: the days off passed over, each with why."""

    day: date
    reasons: tuple[tuple[date, str], ...] = ()


NO_HOLIDAYS = Calendar({}, {})


def working_day(day: date, calendar: Calendar = NO_HOLIDAYS) -> Moved:
    """``day`` itself when it is worked, else the next working day with the days passed over.

    >>> working_day(date(2026, 11, 28)).day
    datetime.date(2026, 11, 30)
    """
    passed: list[tuple[date, str]] = []
    for ahead in range(_LONGEST):
        found = day + timedelta(days=ahead)
        reason = calendar.reason(found)
        if reason is None:
            return Moved(found, tuple(passed))
        passed.append((found, reason))
    return Moved(day)
