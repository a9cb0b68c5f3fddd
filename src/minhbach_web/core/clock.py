"""The site's clock: instants in UTC, days as they are in Vietnam. Tests set it here."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime.datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today() -> datetime.date:
    """The day it is in Vietnam, wherever the server's clock stands."""
    return day_of(now())


def day_of(instant: datetime.datetime) -> datetime.date:
    """The day in Vietnam to which an instant belongs."""
    return instant.astimezone(VIETNAM).date()
