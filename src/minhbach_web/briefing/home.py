"""What figures and kits put on pages of other apps: a kit to renew, figures in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.briefing.models import TalkState
from minhbach_web.briefing.periods import period_said
from minhbach_web.briefing.queries import keeps_figures
from minhbach_web.briefing.queries.figures import figures_in_use
from minhbach_web.briefing.queries.kits import stale_kits
from minhbach_web.briefing.queries.questions import published, talks_with_waiting
from minhbach_web.briefing.queries.talks import keeps, talk_counts, visible_talks
from minhbach_web.briefing.services.answers import said
from minhbach_web.briefing.wording import public_origin, value_words
from minhbach_web.core import clock, slots

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Answer, Talk
    from minhbach_web.units.models import User


def kits_to_renew(user: User) -> Iterator[slots.WorkItem]:
    """Released kits of which a figure was revised, for those who write them."""
    for kit in stale_kits(user)[:20]:
        yield slots.WorkItem(
            title=kit.title,
            programme=kit.owner.name,
            due=None,
            state="corrected",
            url=reverse("briefing:kit", args=[kit.pk]),
            action_label=_("See the new number"),
            reason=_("A figure of the released kit was revised."),
        )


def table_figures(user: User, pk: int) -> Iterator[slots.Act]:
    """Figures from the tables of a document, for those who keep figures."""
    if keeps_figures(user):
        url = reverse("briefing:tables", args=[pk])
        yield slots.Act(_("Take figures from its tables"), url)


def talks_ahead(user: User) -> Iterator[slots.WorkItem]:
    """Talks that the person speaks at, and those over that nobody has said a word about."""
    now = clock.now()
    rows = visible_talks(user).filter(state=TalkState.PLANNED).order_by("starts_at")
    for talk in rows.filter(speaker=user, ends_at__gte=now)[:20]:
        yield _item(talk, _("See the talk"), "waiting")
    for talk in rows.filter(ends_at__lt=now)[:20]:
        if keeps(user, talk):
            yield _item(talk, _("Say how it went"), slots.DUE)


def _item(talk: Talk, act: str, state: str) -> slots.WorkItem:
    return slots.WorkItem(
        title=talk.title,
        programme=talk.owner.name,
        due=timezone.localdate(talk.starts_at),
        state=state,
        url=reverse("briefing:talk", args=[talk.pk]),
        action_label=act,
        reason=talk.place,
    )


def questions_waiting(user: User) -> Iterator[slots.WorkItem]:
    """Talks with questions that nobody has looked at, for who looks after them."""
    for talk, n in talks_with_waiting(user):
        yield slots.WorkItem(
            title=talk.title,
            programme=talk.owner.name,
            due=None,
            state="waiting",
            url=reverse("briefing:questions", args=[talk.pk]),
            action_label=_("Look through the questions"),
            reason=ngettext("%(n)s question waits", "%(n)s questions wait", n) % {"n": n},
        )


def held_talk(user: User, key: int) -> slots.Talk | None:
    """What the activity log takes over from a talk that was held."""
    talk = visible_talks(user).filter(pk=key, state=TalkState.HELD).first()
    if talk is None:
        return None
    day = timezone.localdate(talk.starts_at)
    return slots.Talk(talk.pk, talk.title, day, talk.place, talk.who, talk_counts(talk))


def public_figures(programme: int) -> Iterator[slots.PublicBlock]:
    """The figures that the programme's newest released kits use, each with source and day."""
    lines = tuple(
        slots.PublicLine(
            text=", ".join(
                (
                    version.figure.concept,
                    version.figure.territory.name,
                    period_said(version.figure.period),
                )
            ),
            value=value_words(version),
            source=public_origin(version),
        )
        for version in figures_in_use(programme)
    )
    yield slots.PublicBlock(_("Official figures in use"), lines)


def answered_questions(programme: int) -> Iterator[slots.PublicBlock]:
    """Answered questions on the public page of the programme, each with its day."""
    lines = tuple(
        slots.PublicLine(
            text=row.question.text,
            value=_answer_words(row),
            source="; ".join(source.text for part in said(row) for source in part.sources),
        )
        for row in published(programme)[:30]
    )
    yield slots.PublicBlock(_("Answered questions"), lines)


def _answer_words(row: Answer) -> str:
    return " ".join(
        "".join(piece.text for piece in line.pieces) for part in said(row) for line in part.lines
    )


slots.register(slots.TODO, kits_to_renew)
slots.register(slots.TODO, talks_ahead)
slots.register(slots.TODO, questions_waiting)
slots.tell_talks(held_talk)
slots.show_public(public_figures)
slots.show_public(answered_questions)
slots.offer(slots.DOCUMENT, table_figures)
