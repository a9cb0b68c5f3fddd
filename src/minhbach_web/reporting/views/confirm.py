"""Confirm what was found: all figures in one list, or one at a time on a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web import engine
from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.forms import AnswerForm
from minhbach_web.reporting.models import Draft, State
from minhbach_web.reporting.queries.access import report_for
from minhbach_web.reporting.queries.checking import Finding, Hint, by_cell, findings, last_time
from minhbach_web.reporting.queries.drafts import (
    Row,
    answer_text,
    draft_of,
    draft_rows,
    progress_of,
    row_of,
    typed,
)
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.queries.logged import Logged
from minhbach_web.reporting.queries.whose import unread_parts, whose_report
from minhbach_web.reporting.services.answers import Answer, Clash, save_answers
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.problems import told
from minhbach_web.reporting.views.report import heading

if TYPE_CHECKING:
    from minhbach_web.reporting.models import DraftEntry


@dataclass(frozen=True)
class Line:
    """A row with the form to correct it; ``clash`` when somebody answered first."""

    row: Row
    form: AnswerForm
    answer: str
    clash: Clash | None = None
    mine: str = ""
    findings: tuple[Finding, ...] = ()
    hint: Hint | None = None
    logged: Logged | None = None
    about: engine.Element | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a warning asks for a reason, or one was given."""
        warned = any(finding.severity == "warning" for finding in self.findings)
        return warned or bool(self.row.entry.note)


def answer_form(entry: DraftEntry, data: object = None) -> AnswerForm:
    """The form of one element, filled with its answer as it stands."""
    initial = {"number": typed(entry), "qualifier": entry.qualifier, "seen": entry.version}
    initial["note"] = entry.note
    if entry.state == State.BLANK:
        initial["kind"] = entry.blank_kind
    elif entry.state == State.NOT_APPLICABLE:
        initial["kind"] = "not_applicable"
    elif entry.state == State.ZERO:
        initial |= {"kind": "", "number": "0"}
    return AnswerForm(data, initial=initial, prefix=entry.element.code)  # type: ignore[arg-type]  # initial may hold Decimals


def line_of(row: Row, form: AnswerForm | None = None) -> Line:
    return Line(row, form or answer_form(row.entry), answer_text(row.entry))


def told_lines(lines: list[Line], draft: Draft, *, hints: bool = False) -> list[Line]:
    """The lines with what the rules say about each, and what was answered last time."""
    cells = by_cell(findings(draft))
    before = last_time(draft.obligation) if hints else {}
    asked = {e.code: e for e in form_of(draft.obligation.data_set).elements}
    return [
        replace(
            line,
            findings=tuple(cells.get(line.row.element.code, ())),
            hint=before.get(line.row.element.code),
            about=asked.get(line.row.element.code),
        )
        for line in lines
    ]


@require_http_methods(["GET", "POST"])
@told
def confirm_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Every asked element with what was found; each is decided on its own."""
    obligation = report_for(person(request), pk)
    draft = draft_of(obligation)
    lines = [line_of(row) for row in draft_rows(draft)]
    if request.method == "POST":
        line = _named(lines, request.POST.get("code", ""))
        outcome = _decide(request, draft, line)
        if outcome is None:
            url = reverse("reporting:confirm", kwargs={"pk": obligation.pk})
            return redirect(f"{url}#so-{line.row.element.code}")
        lines = [outcome if x.row.element.code == line.row.element.code else x for x in lines]
    context = heading(obligation) | {
        "draft": draft,
        "lines": told_lines(lines, draft),
        "progress": progress_of(draft),
        "carried": draft.entries.exclude(carried=None).count(),
        "whose": whose_report(draft.extraction, obligation),
        "unread": unread_parts(draft.extraction),
        "errors": _errors(lines),
    }
    return render(request, "reporting/confirm.html", context)


@require_http_methods(["GET", "POST"])
@told
def confirm_one(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One figure a page: found value, its sentence, three answers, the next one."""
    obligation = report_for(person(request), pk)
    draft = draft_of(obligation)
    codes = list(draft.entries.values_list("element__code", flat=True))
    entry = draft.entries.select_related("element", "decided_by").filter(element__code=code).first()
    if entry is None:
        raise Http404
    line = line_of(row_of(entry, draft.source))
    at = codes.index(code)
    following = codes[at + 1] if at + 1 < len(codes) else None
    if request.method == "POST":
        outcome = _decide(request, draft, line)
        if outcome is None:
            if following:
                return redirect("reporting:confirm_one", pk=pk, code=following)
            return redirect("reporting:texts", pk=pk)
        line = outcome
    context = heading(obligation) | {
        "draft": draft,
        "whose": whose_report(draft.extraction, obligation),
        "line": told_lines([line], draft, hints=True)[0],
        "number": at + 1,
        "count": len(codes),
        "previous": codes[at - 1] if at else None,
        "following": following,
        "errors": _errors([line]),
    }
    return render(request, "reporting/confirm_one.html", context)


def _named(lines: list[Line], code: str) -> Line:
    for line in lines:
        if line.row.element.code == code:
            return line
    raise Http404


def _decide(request: HttpRequest, draft: Draft, line: Line) -> Line | None:
    """Save the decision; the line to show again when it could not be saved, else None."""
    form = answer_form(line.row.entry, request.POST)
    answer = _answer(request, line, form)
    if answer is None:
        if not form.errors:
            form.add_error("number", _("Type the number, or choose why there is none."))
        return replace(line, form=form)
    clashes = save_answers(draft=draft, answers=[answer], by=person(request))
    if not clashes:
        return None
    row = replace(line.row, entry=clashes[0].theirs)
    fresh = line_of(row)
    return replace(fresh, clash=clashes[0], mine=mine_text(clashes[0].mine))


def _answer(request: HttpRequest, line: Line, form: AnswerForm) -> Answer | None:
    """What the pressed button says: right, this place, none in the report, undo, or corrected."""
    entry, code = line.row.entry, line.row.element.code
    act = request.POST.get("act", "")
    seen = _number(request.POST.get(f"{code}-seen")) or entry.version
    chosen = _number(request.POST.get("candidate"))
    if act == "right" and chosen is not None:
        return Answer(code, seen, State.REPORTED, candidate=chosen)
    if act == "right" and entry.number is not None and not line.row.candidates:
        number = unscaled(entry.number, entry.scale)
        return Answer(code, seen, State.REPORTED, number=number, qualifier=entry.qualifier)
    if act == "none":
        return Answer(code, seen, State.BLANK, blank_kind="not_given")
    if act == "undo":
        return Answer(code, seen, State.UNCONFIRMED)
    if act == "right":
        form.add_error(None, _("Choose which of the places is right, then press again."))
        return None
    return form.answer(code) if form.is_valid() else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def mine_text(answer: Answer) -> str:
    from minhbach_web.reporting.amounts import format_amount  # noqa: PLC0415  # only for clashes

    if answer.number is not None:
        return " ".join(p for p in (answer.qualifier, format_amount(answer.number)) if p)
    return str(State(answer.state).label)


def _errors(lines: list[Line]) -> list[tuple[str, str]]:
    return [
        (f"id_{line.form.prefix}-number", str(error))
        for line in lines
        if line.form.is_bound
        for errors in line.form.errors.values()
        for error in errors
    ]
