"""Who may reach the pages of talks and of their questions."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from tests.factories import make_user
from tests.web.access import BELOW, SCOPE, Access
from tests.web.access_programme import adopted
from tests.web.briefing import scene

from minhbach_web.briefing.models import Question, QuestionState, Talk
from minhbach_web.briefing.services.talks import Arrangement, arrange
from minhbach_web.units.models import OrganisationUnit

COORDINATOR = {"coordinator": BELOW}
# A talk is for the people of the units that it is for, and for who oversees its office.
READERS = {role: SCOPE[role] for role in SCOPE}
OVERSEERS = {role: SCOPE[role] for role in SCOPE}


def _talk(unit: OrganisationUnit) -> Talk:
    by = make_user(f"noi-{unit.code.lower()}", "coordinator", unit=unit)
    start = timezone.now() - datetime.timedelta(days=1)
    given = Arrangement(
        title="Buổi thử",
        place=f"Hội trường {unit.code}",
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=1),
        speaker=None,
        speaker_name="Người Nói",
        kit_version=None,
        programme=None,
    )
    return arrange(arrangement=given, owner=unit, units=[unit], themes=[], by=by)


def talk(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": _talk(unit).pk}


def question(unit: OrganisationUnit) -> dict[str, Any]:
    row = Question.objects.create(
        talk=_talk(unit),
        text="Một câu hỏi đủ dài?",
        day=timezone.localdate(),
        state=QuestionState.SHOWN,
    )
    return {"pk": row.talk_id, "question_pk": row.pk}


def programme(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": adopted(unit)[0].pk}


def draft(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"soan-{unit.code.lower()}", "coordinator", unit=unit)
    return {"pk": scene.kit(unit, by, "Một câu không có số.").pk}


def asked_talk(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": question(unit)["pk"]}


def merging(unit: OrganisationUnit) -> dict[str, Any]:
    """What is sent: the question that the others go into."""
    return {"into": Question.objects.get(talk__owner=unit).pk}


ACCESS = [
    Access("briefing:talks", everyone=True),
    Access("briefing:new_talk", anywhere={"coordinator"}),
    Access("briefing:talk", at=talk, allowed=READERS),
    Access("briefing:talk_calendar", at=talk, allowed=READERS),
    *(
        Access(f"briefing:{name}", at=talk, allowed=COORDINATOR)
        for name in ("edit_talk", "cancel_talk", "held", "sheet", "code", "questions")
    ),
    Access("briefing:asking", at=talk, allowed=COORDINATOR, method="post", data={"act": "open"}),
    Access("briefing:merge_many", at=asked_talk, allowed=COORDINATOR, method="post", data=merging),
    Access("briefing:coverage", at=programme, allowed=OVERSEERS),
    Access("briefing:question", at=question, allowed=COORDINATOR),
    Access(
        "briefing:question_act",
        at=question,
        allowed=COORDINATOR,
        method="post",
        data={"act": "take-out"},
    ),
    Access("briefing:answer", at=question, allowed=COORDINATOR),
    Access("briefing:into_kit", at=draft, allowed=COORDINATOR),
]
