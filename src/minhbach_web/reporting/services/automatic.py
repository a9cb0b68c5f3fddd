"""A report sent by another program: one whole set of answers, once, on what it saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.reporting.models import (
    Draft,
    IdempotencyKey,
    Obligation,
    State,
    SubmissionRevision,
)
from minhbach_web.reporting.problems import DraftChanged, ReportingProblem
from minhbach_web.reporting.services.answers import Answer, TextAnswer, save_answers, save_texts
from minhbach_web.reporting.services.drafts import latest_revision, start_form_draft
from minhbach_web.reporting.services.submissions import submit

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@dataclass(frozen=True)
class Given:
    """One answer as a program gives it."""

    state: str
    value: Decimal | None = None
    qualifier: str = ""
    blank_kind: str = ""


class Moved(ReportingProblem):
    """What the program saw is no longer the latest revision."""


class KeyTaken(ReportingProblem):
    """The idempotency key was used for another request."""


@transaction.atomic
def send_report(
    *,
    obligation: Obligation,
    values: Mapping[str, Given],
    texts: Mapping[str, str],
    seen: str,
    by: User,
) -> SubmissionRevision:
    """The next revision. ``seen``: sha256 of the latest revision, "" for none; Moved otherwise.

    DraftChanged while a person works on the report: a program never overwrites a person.
    """
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    latest = latest_revision(obligation)
    if (latest.sha256 if latest else "") != seen:
        raise Moved(_("Another revision was sent meanwhile. Read the report again."))
    if Draft.objects.filter(obligation=obligation).exists():
        raise DraftChanged
    draft = start_form_draft(obligation=obligation, by=by)
    versions = dict(draft.entries.values_list("element__code", "version"))
    answers = [
        Answer(
            code,
            versions[code],
            given.state,
            number=given.value,
            qualifier=given.qualifier,
            blank_kind=given.blank_kind or ("not_given" if given.state == State.BLANK else ""),
        )
        for code, given in values.items()
    ]
    save_answers(draft=draft, answers=answers, by=by)
    parts = dict(draft.narratives.values_list("section__code", "version"))
    save_texts(
        draft=draft,
        answers=[TextAnswer(code, parts[code], text) for code, text in texts.items()],
        by=by,
    )
    draft.refresh_from_db()
    return submit(obligation=obligation, token=draft.token, seen=draft.version, by=by)


def once(
    *, key: str, request: Mapping[str, Any], by: User, act: Callable[[], tuple[int, dict[str, Any]]]
) -> tuple[int, dict[str, Any]]:
    """``act`` for the first request with ``key``; the same answer again for each repetition.

    The answer is stored in the transaction of the act: both happened, or neither. KeyTaken when
    the key comes with another content.
    """
    text = json.dumps(request, ensure_ascii=False, sort_keys=True, default=str)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = _known(key, sha256, by)
    if known:
        return known
    try:
        with transaction.atomic():
            status, answer = act()
            IdempotencyKey.objects.create(
                user=by,
                key=key,
                request_sha256=sha256,
                status=status,
                answer=answer,
                at=clock.now(),
            )
    except IntegrityError:
        again = _known(key, sha256, by)
        if again is None:
            raise
        return again
    return status, answer


def _known(key: str, sha256: str, by: User) -> tuple[int, dict[str, Any]] | None:
    row = IdempotencyKey.objects.filter(user=by, key=key).first()
    if row is None:
        return None
    if row.request_sha256 != sha256:
        raise KeyTaken(_("This idempotency key was used for another request. Take a new one."))
    return row.status, row.answer
