"""What can stand in the way of an entry in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.engine import MinhBachError

if TYPE_CHECKING:
    from minhbach_web.activities.models import Entry


class LogError(Exception):
    """Base of these."""


class KeyTaken(LogError):
    """The key of the page belongs to another unit's activity."""


class EntryChanged(LogError):
    """Somebody corrected the activity after the page was shown; ``entry`` is what holds now."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(f"activity {entry.activity_id} is at entry {entry.n}")


class EntryWithdrawn(LogError):
    """The activity was withdrawn: it is read only."""


class BadEvidence(LogError):
    """A file that can't be kept. ``why``: the engine's own error, or a code of ``evidence``."""

    def __init__(self, name: str, why: str | MinhBachError) -> None:
        self.name, self.why = name, why
        super().__init__(f"{name}: {why}")
