"""What can stand in the way of a person's act; each says what happened and what to do."""

from __future__ import annotations

from datetime import date

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

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("This period no longer takes reports. Ask the office that opened it.")
        )


class TooLate(PeriodLocked):
    """The last day for late reports is over, and nothing was sent until then."""

    def __init__(self, day: date) -> None:
        super().__init__(
            _(
                "Late reports were taken until %(day)s. Nothing was sent until then, so this "
                "period takes no report of your unit any more. Ask the office that opened it."
            )
            % {"day": day.strftime("%d/%m/%Y")}
        )


class Replaced(PeriodLocked):
    """The report of a longer period stands for this one."""

    def __init__(self) -> None:
        super().__init__(
            _("The report of a longer period replaces this one. Report in that period instead.")
        )


class UpperLocked(ReportingProblem):
    """The opening unit's own time to decide is over."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The time for decisions on this period is over. A restatement is needed to "
                "change it."
            )
        )


class BreaksRules(ReportingProblem):
    """Answers break rules of the form; ``places`` are the cells."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        super().__init__(
            _("The report can't be sent yet: %(first)s") % {"first": " ".join(sentences[:3])}
        )


class FormChanged(ReportingProblem):
    """Somebody else changed the form in the making after the page was made."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this form after you opened the page. Your change was not "
                "saved. This is the form as it stands now; make the change again if it is needed."
            )
        )


class CantPublishForm(ReportingProblem):
    """A form in the making can't become a version as it stands."""


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


class NotItsTurn(ReportingProblem):
    """Another step comes first."""

    def __init__(self, step: str) -> None:
        super().__init__(
            _("This report waits for another step first: %(step)s. Nothing was recorded.")
            % {"step": step}
        )


class SamePerson(ReportingProblem):
    """The unit's second pair of eyes is the first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You sent this report or checked it yourself. Somebody else in the unit has to "
                "take this step."
            )
        )


class EffectChanged(ReportingProblem):
    """What a restatement changes is no longer what the person saw."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Totals have moved since you opened the page, or you have not seen yet what this "
                "restatement changes. Nothing was recorded. Look at the effect below and confirm."
            )
        )


class CantRestate(ReportingProblem):
    """A restatement can't be asked for or made as things stand."""


class CantPublish(ReportingProblem):
    """A report can't be approved or published as things stand."""


class CantSign(ReportingProblem):
    """The installation's key can't be used."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The signing key of this installation can't be read. Nothing was signed; tell the "
                "administrator."
            )
        )


class TextChanged(ReportingProblem):
    """Somebody else edited this narrative part of the consolidated report first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else edited this part after you opened the page. Their text stands; "
                "yours was not saved. It is below, so that you can take it over."
            )
        )
