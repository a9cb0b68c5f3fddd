"""What this app keeps for an hour: checked files, outside the database."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from minhbach_web.checking import drawer
from minhbach_web.core import retention


def register() -> None:
    """Called once when the apps are ready."""
    retention.register(
        retention.Term(
            "checking.files",
            _("Files that were sent to be checked"),
            _("an hour after the check"),
            _("The file and what was found are deleted; nothing of it is in the database."),
            due=_over,
            clear=drawer.sweep,
        )
    )


def _over(now: datetime.datetime) -> int:
    return drawer.sweepable(now)
