"""Units' Word reports: uploaded, confirmed as a person confirmed them, sent, accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.services.answers import Answer, save_answers
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import found_again, start_word_draft
from minhbach_web.reporting.services.submissions import submit

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Draft, DraftEntry, Obligation
    from minhbach_web.units.models import User


@dataclass(frozen=True)
class Count:
    """What came of one report, or of all of them."""

    asked: int = 0
    found: int = 0
    confirmed: int = 0
    not_given: int = 0
    unconfirmed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.asked + other.asked,
            self.found + other.found,
            self.confirmed + other.confirmed,
            self.not_given + other.not_given,
            self.unconfirmed + other.unconfirmed,
        )


@dataclass(frozen=True)
class Report:
    """One unit's file with what a person confirmed on it."""

    name: str
    data: bytes
    confirmation: bytes
    reported_on: date


def send(*, report: Report, obligation: Obligation, by: User, coordinator: User) -> Count:
    """Upload as the unit, confirm, send on its day; the coordinator accepts."""
    draft = start_word_draft(
        obligation=obligation, data=report.data, name=report.name, seen=None, by=by
    )
    labels = json.loads(report.confirmation.decode("utf-8"), parse_float=Decimal)
    entries = list(draft.entries.select_related("element"))
    answers = {entry.element.code: _answer(draft, entry, labels) for entry in entries}
    clashes = save_answers(draft=draft, answers=[a for a in answers.values() if a], by=by)
    if clashes:
        raise RuntimeError("nobody else works on the demonstration")
    draft.refresh_from_db()
    count = _count(draft)
    revision = submit(
        obligation=obligation,
        token=draft.token,
        seen=draft.version,
        by=by,
        on=report.reported_on,
    )
    accept(revision=revision, seen=revision.sha256, by=coordinator)
    return count


def _answer(draft: Draft, entry: DraftEntry, labels: dict[str, Any]) -> Answer | None:
    """What the person said, where the reading agrees; None leaves the figure unconfirmed."""
    code = entry.element.code
    label = labels["values"].get(code)
    if label is None:
        return Answer(code, entry.version, "blank", blank_kind="not_given")
    found = found_again(draft, entry)
    value = unscaled(found.get("number"), found.get("scale", 0))
    also = [Decimal(str(other)) for other in labels.get("accept", {}).get(code, [])]
    if value is None or value not in [Decimal(label["value"]), *also]:
        return None
    return Answer(code, entry.version, "reported", number=value, qualifier=label["qualifier"] or "")


def _count(draft: Draft) -> Count:
    states = list(draft.entries.values_list("state", flat=True))
    found = (draft.extraction.get("values") or {}).items()
    return Count(
        asked=len(states),
        found=sum(1 for code, value in found if value is not None and ":" not in code),
        confirmed=sum(1 for state in states if state in ("reported", "zero")),
        not_given=states.count("blank"),
        unconfirmed=states.count("unconfirmed"),
    )
