"""A signed re-organisation comes into force on its day, with no job that somebody has to set up."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from minhbach_web.core import clock
from minhbach_web.units.services import apply_due

logger = logging.getLogger(__name__)
_looked_on: datetime.date | None = None


class TreeOfTheDayMiddleware:
    """Looks once a day in each process, before the first page of someone who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.FOLLOW_THE_DAY and request.user.is_authenticated:
            follow(clock.today())
        return self.get_response(request)


def follow(today: datetime.date) -> None:
    """Put in force what is due, if this process has not looked today."""
    global _looked_on  # noqa: PLW0603 -- what this process knows
    if _looked_on == today:
        return
    _looked_on = today
    try:
        apply_due(today=today)
    except DatabaseError:  # the page that was asked for comes first; the next process tries again
        logger.exception("a signed re-organisation could not be put in force")
