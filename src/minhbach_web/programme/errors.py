"""What can stand in the way of a decision. Views turn each into a page that says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minhbach_web.programme.models import PlanItem


class PlanError(Exception):
    """Base of these."""


class ItemChanged(PlanError):
    """Somebody decided the item after the page was shown; ``item`` is how it stands now."""

    def __init__(self, item: PlanItem) -> None:
        self.item = item
        super().__init__(f"item {item.pk} is at version {item.version}")


class PlanAdopted(PlanError):
    """The plan was adopted: its items are fixed."""


class PlanNotReady(PlanError):
    """Some items weren't looked at yet."""

    def __init__(self, pending: int) -> None:
        self.pending = pending
        super().__init__(f"{pending} items wait for a decision")


class OutOfScope(PlanError):
    """The item is not supported by this system: it can only be read, cut or marked as wrong."""

    def __init__(self, reason: str = "", phrase: str = "") -> None:
        self.reason, self.phrase = reason, phrase
        super().__init__(reason)


class CannotCut(PlanError):
    """There is no such place to cut, or the item can't be cut."""


class NotAmendable(PlanError):
    """The plan can't be a next version of that programme."""


class PairingChanged(PlanError):
    """Somebody decided the pairing after the page was shown, or it is no more."""
