"""What this app stores about a person: speakers and authors. Of who asked or voted: nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minhbach_web.briefing.models import (
    Answer,
    Disposition,
    Question,
    QuestionState,
    Talk,
    TalkState,
)
from minhbach_web.briefing.services.questions import HIDDEN
from minhbach_web.core import clock, consents, holding, retention

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

R = holding.Rows
SPEAKER_NAME = "briefing.speaker_name"
OPEN = Q(disposition=Disposition.OPEN, state__in=(QuestionState.WAITING, QuestionState.SHOWN))


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.record(
            "briefing.talks",
            _("Talks"),
            _("Talks given or to be given: title, place, time."),
            R("briefing.Talk", "speaker", "title place starts_at state"),
            R("briefing.Talk", "created_by", "title created_at"),
        ),
        holding.Kept(
            code="briefing.speaker_names",
            label=_("The name as a speaker, typed on a talk"),
            what=_("Talks on which this full name stands without an account."),
            basis=holding.DUTY,
            fate=holding.KEPT,
            why=_(
                "Somebody else may have the same name. Whoever keeps the talk can change it there."
            ),
            rows=(
                R(
                    "briefing.Talk",
                    "speaker_name",
                    "title place starts_at",
                    value=lambda user: user.full_name,
                    where={"speaker_name__gt": ""},
                ),
            ),
        ),
        holding.record(
            "briefing.writing",
            _("Figures, kits and answers written or released"),
            _("Which figure, kit or answer, and when."),
            R("briefing.Figure", "created_by", "concept period created_at"),
            R("briefing.FigureVersion", "by", "figure__concept source reason at"),
            R("briefing.Kit", "created_by", "title created_at"),
            R("briefing.KitSection", "edited_by", "heading edited_at"),
            R("briefing.KitVersion", "released_by", "title override_reason released_at"),
            R("briefing.Answer", "written_by", "text"),
            R("briefing.Answer", "published_by", "published_on"),
        ),
    )
    retention.register(
        retention.Term(
            "briefing.questions",
            _("Words of settled questions without a published answer, and their votes"),
            _("the day the question came"),
            retention.BLANKED,
            *_blanking(settled),
        ),
        retention.Term(
            "briefing.open_questions",
            _("Words of questions that nobody settled, and their votes"),
            _("the day the question came"),
            retention.BLANKED,
            *_blanking(unsettled),
        ),
    )
    holding.hold_back(talks_to_come)
    consents.register(
        consents.Purpose(
            SPEAKER_NAME,
            _("My name on the public page of a talk"),
            _(
                "The audience’s page of a talk at which I speak shows my full name. Anyone with "
                "the address of that page sees it. Without this, the page says nothing about who "
                "speaks."
            ),
        )
    )


def _blanking(
    older: retention.Older,
) -> tuple[Callable[[datetime.datetime], int], Callable[[datetime.datetime], int]]:
    """The words and the votes go, and with them what somebody began to answer."""
    due, blank = retention.of_rows(older, text=HIDDEN, votes=0)

    def clear(before: datetime.datetime) -> int:
        gone = blank(before)
        Answer.objects.filter(question__text=HIDDEN, published_on=None).delete()
        return gone

    return due, clear


def _unread(before: datetime.datetime) -> QuerySet[Question]:
    """Questions with words that no public page shows beside an answer: those stay public."""
    public = Q(state=QuestionState.SHOWN, answer__published_on__isnull=False)
    rows = Question.objects.filter(day__lt=retention.start_of(before)).exclude(text=HIDDEN)
    return rows.exclude(public)


def settled(before: datetime.datetime) -> QuerySet[Question]:
    """Those that were disposed of, merged or set aside."""
    return _unread(before).exclude(OPEN)


def unsettled(before: datetime.datetime) -> QuerySet[Question]:
    """Those that still wait for somebody."""
    return _unread(before).filter(OPEN)


def talks_to_come(accounts: Collection[int]) -> dict[int, str]:
    """Planned talks at which people are to speak."""
    ahead = Talk.objects.filter(
        speaker__in=accounts, state=TalkState.PLANNED, ends_at__gte=clock.now()
    ).order_by()
    return {
        speaker: ngettext(
            "They are the speaker of %(n)s planned talk. Name somebody else first.",
            "They are the speaker of %(n)s planned talks. Name somebody else first.",
            n,
        )
        % {"n": n}
        for speaker, n in ahead.values_list("speaker").annotate(n=Count("pk"))
    }
