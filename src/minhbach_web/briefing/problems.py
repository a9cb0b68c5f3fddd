"""What can stand in the way of a person's act; each says what happened and what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


class BriefingProblem(Exception):
    """Base: ``str()`` is the sentence for the page."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CantRead(BriefingProblem):
    """What was typed is no number, day or period."""


class AlreadyThere(BriefingProblem):
    """The register has this figure: a new number goes into a new version of it."""


class NothingNew(BriefingProblem):
    """The new version says what the current one says."""


class Changed(BriefingProblem):
    """Somebody changed what the page showed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this after you opened the page. Nothing was lost: below is "
                "how it stands now. Check it and save again."
            )
        )


class NotReady(BriefingProblem):
    """A kit that can't be released as it is."""
