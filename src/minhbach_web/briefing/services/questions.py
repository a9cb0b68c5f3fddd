"""Questions of an audience: asked, voted for, looked through, merged, answered.

Nothing about who asks or votes reaches this module, and no audit entry is written when somebody
of the audience acts: it would tell the hour.
"""

from __future__ import annotations

import unicodedata
import zlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from minhbach_web import engine
from minhbach_web.briefing.models import Disposition, Question, QuestionState, Talk
from minhbach_web.briefing.problems import Changed, NotReady
from minhbach_web.core import clock, db
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minhbach_web.programme.models import Theme
    from minhbach_web.units.models import User

SHORTEST, LONGEST = 8, 600
MOST_WAITING = 2000  # a talk's page takes no more: somebody floods it
ALIKE = 82.0
HIDDEN = "[…]"
LOCK = 0x4D42  # "MB": above the numbers of other locks


def tidy(text: str) -> str:
    """One paragraph, NFC, no control characters."""
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


@transaction.atomic
def ask(*, talk: Talk, text: str) -> None:
    """Keep a question until a moderator looked at it. Raises NotReady.

    The same words again, while they wait, are the same question: a button pressed twice, a page
    sent again because no answer came. Nothing about who sends is needed to know that.
    """
    text = tidy(text)
    if not talk.asking:
        raise NotReady(_("Questions are no longer taken here."))
    if len(text) < SHORTEST:
        raise NotReady(_("The question is too short. Write it in a sentence."))
    if len(text) > LONGEST:
        raise NotReady(_("The question is too long: at most %(n)s characters.") % {"n": LONGEST})
    db.lock(_number_of(talk, text))
    waiting = talk.questions.filter(state=QuestionState.WAITING)
    if waiting.filter(text=text).exists():
        return
    if waiting.count() >= MOST_WAITING:
        raise NotReady(_("Too many questions are waiting. Try again later."))
    Question.objects.create(talk=talk, text=text, day=clock.today())


def _number_of(talk: Talk, text: str) -> int:
    """A number of these words: two that come at the same moment wait for each other."""
    return zlib.crc32(text.encode(), talk.pk & 0xFFFF_FFFF) | LOCK << 32


def vote(*, talk: Talk, pk: int) -> bool:
    """One more who wants to know this; False when it is not shown (any more)."""
    if not talk.asking:
        return False
    rows = Question.objects.filter(pk=pk, talk=talk, state=QuestionState.SHOWN)
    return bool(rows.update(votes=F("votes") + 1))


def marked(text: str) -> list[tuple[str, bool]]:
    """The text in pieces; True: looks like something about a person, to be hidden."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in engine.find_personal(text):
        pieces += [(text[at : found.start], False), (text[found.start : found.end], True)]
        at = found.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def without_persons(text: str) -> str:
    """The text with everything that looks personal hidden: what a moderator begins from."""
    return tidy("".join(HIDDEN if personal else piece for piece, personal in marked(text)))


@transaction.atomic
def show(*, question: Question, seen: int, text: str, theme: Theme | None, by: User) -> Question:
    """Others see the question, as the moderator left it. What was hidden is not kept."""
    row = _held(question, seen)
    if row.state == QuestionState.MERGED:
        raise NotReady(_("The question was merged into another. Take it out first."))
    text = tidy(text)
    if len(text) < SHORTEST or len(text) > LONGEST:
        raise NotReady(
            _("Leave a question of %(a)s to %(b)s characters.") % {"a": SHORTEST, "b": LONGEST}
        )
    row.text, row.theme, row.state, row.reason = text, theme, QuestionState.SHOWN, ""
    return _saved(row, by, "briefing.show_question")


@transaction.atomic
def put_aside(*, question: Question, seen: int, text: str, reason: str, by: User) -> Question:
    """The question is not shown; why stays with it, and it can be taken up again."""
    row = _held(question, seen)
    if not reason.strip():
        raise NotReady(_("Say why the question is set aside."))
    if row.state == QuestionState.MERGED:
        raise NotReady(_("The question was merged into another. Take it out first."))
    row.text, row.state, row.reason = tidy(text) or row.text, QuestionState.ASIDE, reason.strip()
    return _saved(row, by, "briefing.set_question_aside")


@transaction.atomic
def merge(*, questions: Iterable[Question], into: Question, by: User) -> int:
    """These say what ``into`` says: their votes, and each of them as one more, go to it."""
    target = Question.objects.select_for_update().get(pk=into.pk)
    if target.state != QuestionState.SHOWN:
        raise NotReady(_("Show the question first that the others are merged into."))
    merged = 0
    for question in questions:
        row = Question.objects.select_for_update().get(pk=question.pk)
        if row.pk == target.pk or row.talk_id != target.talk_id:
            continue
        if row.state == QuestionState.MERGED or row.merged.exists():
            raise NotReady(_("A question that others were merged into can't be merged itself."))
        target.votes += row.votes + 1
        row.state, row.merged_into, row.version = QuestionState.MERGED, target, row.version + 1
        row.reason = ""
        row.save()
        audit.record(actor=by, action="briefing.merge_question", obj=f"question:{row.pk}")
        merged += 1
    target.version += 1
    target.save(update_fields=["votes", "version"])
    return merged


@transaction.atomic
def take_out(*, question: Question, by: User) -> Question:
    """Undo a merge: the question waits to be looked at again, its votes come back with it."""
    row = Question.objects.select_for_update().get(pk=question.pk)
    if row.merged_into_id is None:
        return row
    target = Question.objects.select_for_update().get(pk=row.merged_into_id)
    target.votes = max(0, target.votes - row.votes - 1)
    target.version += 1
    target.save(update_fields=["votes", "version"])
    row.state, row.merged_into = QuestionState.WAITING, None
    return _saved(row, by, "briefing.take_question_out")


@transaction.atomic
def dispose(*, question: Question, seen: int, disposition: str, reason: str, by: User) -> Question:
    """What becomes of the question; all but an answer in writing need a reason in words."""
    row = _held(question, seen)
    if disposition not in Disposition.values or disposition == Disposition.ANSWERED:
        raise NotReady(_("Choose what becomes of the question."))
    if disposition != Disposition.OPEN and not reason.strip():
        raise NotReady(_("Say in a sentence what was done with the question, and why."))
    row.disposition, row.reason = disposition, reason.strip()
    return _saved(row, by, "briefing.dispose_question")


def alike(question: Question, others: Iterable[Question]) -> list[Question]:
    """Others that seem to ask the same, the likest first; at most five. A person decides."""
    key = search_key(question.text)
    scored = [
        (fuzz.token_set_ratio(key, search_key(other.text)), other)
        for other in others
        if other.pk != question.pk
    ]
    near = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: -row[0])
    return [other for _score, other in near[:5]]


def _held(question: Question, seen: int) -> Question:
    row = Question.objects.select_for_update().get(pk=question.pk)
    if row.version != seen:
        raise Changed
    return row


def _saved(row: Question, by: User, action: str) -> Question:
    row.version += 1
    row.save()
    audit.record(actor=by, action=action, obj=f"question:{row.pk}")
    return row
