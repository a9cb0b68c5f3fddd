"""Questions as moderators and as the public see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from minhbach_web.briefing.models import Answer, Question, QuestionState, Talk
from minhbach_web.briefing.queries.talks import COORDINATOR, SMALL, is_small, talk_to_keep
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import User

ORDER = (QuestionState.WAITING, QuestionState.SHOWN, QuestionState.ASIDE, QuestionState.MERGED)


def question_to_keep(user: User, talk_pk: int, pk: int) -> Question:
    """A question of a talk that ``user`` keeps, else Http404."""
    talk = talk_to_keep(user, talk_pk)
    rows = Question.objects.select_related("theme", "merged_into", "answer__written_by")
    question = rows.filter(talk=talk, pk=pk).first()
    if question is None:
        raise Http404
    question.talk = talk
    return question


def of_talk(talk: Talk, state: str) -> QuerySet[Question]:
    """A talk's questions in one state, the most wanted first, then in no order that tells."""
    return talk.questions.filter(state=state).select_related("theme", "answer", "merged_into")


def counts(talk: Talk) -> list[tuple[str, str, int]]:
    """(state, its word, how many) for each state."""
    found = dict(talk.questions.order_by().values_list("state").annotate(n=Count("pk")))
    return [(state.value, str(state.label), found.get(state.value, 0)) for state in ORDER]


@dataclass(frozen=True)
class Shown:
    """A question as the audience sees it."""

    question: Question
    answer: Answer | None


def shown(talk: Talk) -> list[Shown]:
    """What the audience sees: answered ones first, then the most wanted. Small audiences: none."""
    if is_small(talk):
        return []
    rows = talk.questions.filter(state=QuestionState.SHOWN).select_related("answer")
    found = [Shown(row, _published(row)) for row in rows[:300]]
    return sorted(found, key=lambda row: row.answer is None)


def _published(question: Question) -> Answer | None:
    answer = getattr(question, "answer", None)
    return answer if answer is not None and answer.published_on else None


def published(programme: int | None = None) -> QuerySet[Answer]:
    """Published answers of talks whose audience was not small, the newest day first.

    Left out everywhere, so that no sum of others tells what is missing.
    """
    rows = Answer.objects.exclude(published_on=None).filter(
        Q(question__talk__attendance=None) | Q(question__talk__attendance__gte=SMALL),
        question__state=QuestionState.SHOWN,
    )
    if programme is not None:
        rows = rows.filter(question__talk__programme=programme)
    rows = rows.select_related("question__theme", "question__talk")
    return rows.order_by(F("published_on").desc(), "question__theme", "pk")


def by_theme(answers: QuerySet[Answer]) -> list[tuple[Any, list[Answer]]]:
    """Answers grouped by theme, those without one last."""
    groups: dict[Any, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.question.theme, []).append(answer)
    return sorted(groups.items(), key=lambda group: (group[0] is None, getattr(group[0], "pk", 0)))


def talks_with_waiting(user: User) -> list[tuple[Talk, int]]:
    """Talks that the person keeps, with how many questions nobody has looked at; at most twenty."""
    rows = (
        Talk.objects.filter(owner__in=units_of(user, COORDINATOR).values("pk"))
        .annotate(n=Count("questions", filter=Q(questions__state=QuestionState.WAITING)))
        .filter(n__gt=0)
        .select_related("owner")
    )
    return [(talk, talk.n) for talk in rows[:20]]
