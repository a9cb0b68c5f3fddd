"""Failed attempts, counted for all processes together, without a record of who or where.

What is counted (a user name with an address, a link, a person's second step) is kept as a digest
keyed by the site's secret, and only until it is let through again.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from minhbach_web.accounts.models import Attempt
from minhbach_web.core import clock

LIMIT = 5
FROM_ONE_PLACE = 30  # links and requests of one address: an office often has one address only


def pause() -> datetime.timedelta:
    """How long nothing is let through after too many failures."""
    return datetime.timedelta(hours=float(settings.AXES_COOLOFF_TIME))


def digest(*what: str) -> str:
    return salted_hmac("minhbach.attempts", "\0".join(what), algorithm="sha256").hexdigest()


def count(*what: str) -> int:
    """How often this failed lately."""
    row = Attempt.objects.filter(digest=digest(*what), until__gt=clock.now()).first()
    return row.count if row else 0


def blocked(*what: str, limit: int = LIMIT) -> bool:
    """Whether this has to wait."""
    return count(*what) >= limit


def failed(*what: str) -> int:
    """Count one more failure; gives how many there are now."""
    key, now = digest(*what), clock.now()
    until = now + pause()
    mine = Attempt.objects.filter(digest=key, until__gt=now)
    if not mine.update(count=F("count") + 1, until=until):
        Attempt.objects.filter(until__lte=now).delete()
        try:
            with transaction.atomic():
                Attempt.objects.create(digest=key, until=until)
        except IntegrityError:  # another process was quicker
            mine.update(count=F("count") + 1, until=until)
    return count(*what)


def forgotten(*what: str) -> None:
    """It went well: nothing is counted any more."""
    Attempt.objects.filter(digest=digest(*what)).delete()
