"""Days: a due day off a day off, and so many working days before or after."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from minhbach_web import engine

ONE = datetime.timedelta(days=1)
FARTHEST = 400  # days walked: no rule reaches farther


def settled(day: datetime.date, calendar: engine.Calendar) -> tuple[datetime.date, str]:
    """``day`` or the working day after it (Civil Code 2015, article 148), and why it moved."""
    moved = engine.working_day(day, calendar)
    reasons = [f"{passed:%d/%m}: {_words(why)}" for passed, why in moved.reasons]
    return moved.day, "; ".join(dict.fromkeys(reasons))


def _words(why: str) -> str:
    return {"saturday": _("Saturday"), "sunday": _("Sunday")}.get(why, why)


def shifted(day: datetime.date, days: int, calendar: engine.Calendar) -> datetime.date:
    """``days`` working days after ``day``, before it when negative."""
    step, left = (ONE if days > 0 else -ONE), abs(days)
    for _walked in range(FARTHEST):
        if not left:
            break
        day += step
        if calendar.reason(day) is None:
            left -= 1
    return day
