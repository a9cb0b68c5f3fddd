"""The review workbook: what was read from Word reports goes out by e-mail, decisions come back.

For units in which nobody has an account: the office loads their Word reports, somebody there
looks through the workbook, and the office loads it again. Every cell is checked; all or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.programme.services.documents import upload_limit
from minhbach_web.reporting.models import Draft, Period, State
from minhbach_web.reporting.problems import BreaksRules
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.queries.owed import without_reporter
from minhbach_web.reporting.services.answers import Answer, save_answers

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@dataclass(frozen=True)
class ToReview:
    """A report that was read and waits: ``name`` is its file in the workbook."""

    draft: Draft
    name: str
    open: int


def to_review(period: Period) -> list[ToReview]:
    """The Word reports of units without accounts that are being prepared, in their order."""
    owed = {o.pk: o for o in without_reporter(period)}
    drafts = Draft.objects.filter(obligation__in=owed).exclude(source=None).exclude(extraction={})
    rows = drafts.select_related("source", "obligation__unit").prefetch_related("entries")
    found = [
        ToReview(d, _file(d), sum(e.state == State.UNCONFIRMED for e in d.entries.all()))
        for d in rows
    ]
    return sorted(found, key=lambda row: owed[row.draft.obligation_id].position)


def _file(draft: Draft) -> str:
    name = draft.source.name if draft.source else ""
    return f"{draft.obligation.unit.code} {name}".replace("/", "-").replace("\\", "-")


def review_file(period: Period, rows: list[ToReview]) -> bytes:
    """The workbook of these reports."""
    return engine.review_workbook(
        form_of(period.data_set), (replace(_figures(r.draft), file=r.name) for r in rows)
    )


def _figures(draft: Draft) -> engine.Figures:
    return engine.from_json(engine.Figures, draft.extraction)


@transaction.atomic
def take_review(*, period: Period, data: bytes, name: str, by: User) -> int:
    """Apply the decisions of a returned workbook to the drafts; gives how many answers changed.

    Raises MinhBachError (each wrong cell named), or BreaksRules naming the units whose file or
    answers are others by now; then nothing is taken.
    """
    if len(data) > upload_limit():
        raise engine.RefusedFile("file-too-large", file=name, limit=f"{upload_limit() // 2**20} MB")
    review = engine.read_review(data, form_of(period.data_set), name)
    rows = {row.name: row for row in to_review(period)}
    problems, changed = [], 0
    for figures in review.figures:
        row = rows.get(figures.file)
        if row is None or row.draft.extraction.get("sha256") != figures.sha256:
            problems.append(
                _("%(file)s: this report is not being prepared any more, or another file was sent.")
                % {"file": figures.file}
            )
            continue
        answers = list(_answers(row.draft, figures, review.confirmations.get(figures.file, {})))
        clashes = save_answers(draft=row.draft, answers=answers, by=by)
        problems += [
            _("%(unit)s: “%(name)s” was answered otherwise meanwhile.")
            % {"unit": row.draft.obligation.unit.name, "name": clash.theirs.element.name}
            for clash in clashes
        ]
        changed += len(answers)
    if problems:
        raise BreaksRules(tuple(problems))
    return changed


def _answers(
    draft: Draft, figures: engine.Figures, decisions: Mapping[str, Any]
) -> Iterator[Answer]:
    """One answer for each decision; what stayed open stays unconfirmed."""
    versions = dict(draft.entries.values_list("element__code", "version"))
    for code, said in decisions.items():
        found, seen = figures.values.get(code), versions.get(code)
        if seen is None or said.decision == "open":
            continue
        note = said.note[:1000] if said.note else None
        if said.decision == "absent":
            yield Answer(code, seen, State.BLANK, blank_kind="not_given", note=note)
            continue
        value = said.value
        if said.decision == "right":
            value = found.value if found else None
        qualifier = said.qualifier or ""
        if said.decision == "right" and found is not None:
            qualifier = said.qualifier or found.qualifier or ""
        yield Answer(code, seen, State.REPORTED, number=value, qualifier=qualifier, note=note)
