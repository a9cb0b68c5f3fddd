"""What can stand in the way of a person's act; each says what happened and what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


class ReportingProblem(Exception):
    """Base: ``str()`` is the sentence for the page."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DraftChanged(ReportingProblem):
    """Somebody changed the draft after this page was made."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this report after you opened the page. Nothing was lost: "
                "below is the report as it stands now. Check it and send again."
            )
        )


class NoDraft(ReportingProblem):
    """The draft of the page is gone: it was sent, thrown away, or replaced by another file."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This report was sent, or started anew, after you opened the page. Your last "
                "change was not saved. This is the report as it stands now."
            )
        )


class NothingToSend(ReportingProblem):
    """There is no draft, or it says the same as what was sent."""


class PeriodLocked(ReportingProblem):
    """The period takes no more reports."""

    def __init__(self) -> None:
        super().__init__(_("This period no longer takes reports. Ask the office that opened it."))


class Incomplete(ReportingProblem):
    """An empty report can't be sent as complete."""


class NewerRevision(ReportingProblem):
    """The decision named a revision that is no longer the latest."""

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__(
            _(
                "The unit sent revision %(n)s while you were reading. Your decision was not "
                "recorded, because it would have been about the old one. This is the new revision."
            )
            % {"n": n}
        )


class AlreadyDecided(ReportingProblem):
    """Another person decided otherwise first."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has already decided on this revision. Their decision stands; see below.")
        )


class CantOpen(ReportingProblem):
    """A period can't be opened as asked."""


class CantRead(ReportingProblem):
    """A number or a form can't be read."""
