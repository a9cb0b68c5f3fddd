"""Answers: written, then published by another person, every figure with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.models import (
    Answer,
    Disposition,
    Kit,
    KitSection,
    Question,
    QuestionState,
    Talk,
)
from minhbach_web.briefing.problems import Changed, NotReady
from minhbach_web.briefing.services.kits import add_section
from minhbach_web.briefing.services.rendering import Rendered, render_draft
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.units.queries.holders import holders

if TYPE_CHECKING:
    from minhbach_web.units.models import User

PUBLISHERS = ("coordinator", "approver")


@transaction.atomic
def write(*, question: Question, text: str, seen: int, by: User) -> Answer:
    """The draft of an answer; a published one goes back to being a draft. Raises Changed."""
    row = Answer.objects.select_for_update().filter(question=question).first()
    if (row.version if row else 0) != seen:
        raise Changed
    if question.state != QuestionState.SHOWN:
        raise NotReady(_("Show the question first; then answer it."))
    row = row or Answer(question=question, version=0)
    row.text, row.written_by, row.version = text.strip(), by, row.version + 1
    row.content, row.published_by, row.published_on = [], None, None
    row.save()
    if question.disposition == Disposition.ANSWERED:
        _set(question, Disposition.OPEN)
    audit.record(actor=by, action="briefing.write_answer", obj=f"question:{question.pk}")
    return row


def rendered(talk: Talk, text: str, user: User) -> Rendered:
    """The answer as it will be read: references looked up, numbers without a source named."""
    kit = Kit(programme=talk.programme, title="")
    return render_draft(kit, [KitSection(heading="", text=text)], user)


@transaction.atomic
def publish(*, answer: Answer, seen: int, by: User) -> Answer:
    """Others read the answer. By another person than its writer, where the office has one.

    Raises Changed, and NotReady when a number has no source or a reference stands for nothing.
    """
    row = Answer.objects.select_for_update().select_related("question__talk").get(pk=answer.pk)
    if row.version != seen:
        raise Changed
    talk = row.question.talk
    shown = rendered(talk, row.text, by)
    if not row.text:
        raise NotReady(_("Write the answer first."))
    if shown.troubles:
        raise NotReady(_("Some references stand for nothing. Mend them first."))
    if shown.unsourced:
        raise NotReady(
            _("These numbers have no source: %(numbers)s. Put them in from the register.")
            % {"numbers": ", ".join(trouble.quote for trouble in shown.unsourced)}
        )
    if row.written_by_id == by.pk and _others(talk, by):
        raise NotReady(_("Another person of your office publishes what you wrote."))
    row.content = [engine.to_json(part) for part in shown.parts]
    row.published_by, row.published_on, row.version = by, clock.today(), row.version + 1
    row.save()
    _set(row.question, Disposition.ANSWERED)
    audit.record(actor=by, action="briefing.publish_answer", obj=f"question:{row.question_id}")
    return row


def _others(talk: Talk, by: User) -> bool:
    found = holders([talk.owner_id], *PUBLISHERS).get(talk.owner_id, [])
    return any(pk != by.pk for pk, _name in found)


def _set(question: Question, disposition: Disposition) -> None:
    Question.objects.filter(pk=question.pk).update(disposition=disposition)


def into_kit(*, kit: Kit, answers: list[Answer], by: User) -> int:
    """Published answers become sections of the kit's draft, one per theme, figures still live."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        theme = answer.question.theme
        groups.setdefault(" ".join(theme.text.split()) if theme else "", []).append(answer)
    for name, rows in groups.items():
        heading = f"Hỏi – đáp: {name}" if name else "Hỏi – đáp"
        lines: list[str] = []
        for row in rows:
            lines += [f"Hỏi: {row.question.text}", f"Đáp: {row.text}"]
        add_section(kit=kit, heading=heading.rstrip(" .;:")[:300], text="\n".join(lines), by=by)
    return len(answers)


def said(answer: Answer) -> list[Any]:
    """The parts of a published answer, as they were when it was published."""
    return [engine.from_json(engine.KitPart, part) for part in answer.content]
