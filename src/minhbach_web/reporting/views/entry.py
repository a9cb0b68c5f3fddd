"""The web form: every asked element and the narrative parts on one page."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from minhbach_web.core import clock
from minhbach_web.reporting.forms import AnswerForm
from minhbach_web.reporting.models import Draft, DraftEntry, State
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import report_for
from minhbach_web.reporting.queries.by_theme import theme_ranks
from minhbach_web.reporting.queries.checking import by_cell, findings
from minhbach_web.reporting.queries.drafts import answer_text, draft_of, draft_rows
from minhbach_web.reporting.queries.logged import Logged, logged
from minhbach_web.reporting.services.answers import (
    Answer,
    Clash,
    TextClash,
    save_answers,
    save_texts,
)
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.views.confirm import Line, answer_form, line_of, mine_text, told_lines
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.problems import told
from minhbach_web.reporting.views.report import heading
from minhbach_web.reporting.views.texts import Part, parts_of, text_answers


@require_http_methods(["GET", "POST"])
@told
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form as it stands; save it and go on to the check."""
    user = person(request)
    obligation = report_for(user, pk)
    try:
        start_form_draft(obligation=obligation, by=user)
    except ReportingProblem as problem:
        context = heading(obligation) | {"problem": problem.message}
        return render(request, "reporting/locked.html", context)
    draft = draft_of(obligation)
    lines = [line_of(row) for row in draft_rows(draft)]
    parts = parts_of(draft)
    from_log = logged(obligation)
    if request.method == "POST":
        lines, parts, done = _save(request, draft, lines, parts, from_log)
        if done:
            return redirect("reporting:check", pk=pk)
    lines = theme_by_theme(_proposed(told_lines(lines, draft, hints=True), from_log), draft)
    context = heading(obligation) | {
        "draft": draft,
        "lines": lines,
        "parts": parts,
        "texts": [f for f in findings(draft) if f.cell in {p.section.code for p in parts}],
    }
    context["errors"] = [
        (f"id_{line.form.prefix}-number", error)
        for line in lines
        if line.form.is_bound
        for errors in line.form.errors.values()
        for error in errors
    ]
    clash = any(line.clash for line in lines) or any(part.mine for part in parts)
    status = 200 if request.method == "GET" else 409 if clash else 422
    return render(request, "reporting/enter.html", context, status=status)


def theme_by_theme(lines: list[Line], draft: Draft) -> list[Line]:
    """The lines in the order of the report: the form's themes one after the other."""
    ranks = theme_ranks(draft.obligation.data_set)
    return sorted(lines, key=lambda line: ranks[line.row.element.code])


@require_POST
def autosave(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Save one answer or narrative part while the person goes on; gives the line that says so."""
    user = person(request)
    obligation = report_for(user, pk)
    try:
        draft = draft_of(obligation)
        entry = draft.entries.select_related("element").filter(element__code=code).first()
        context = _save_text(request, draft, code) if entry is None else _save_one(request, entry)
    except ReportingProblem as problem:
        context = {"problem": problem.message, "status": 409}
    context |= {"code": code, "at": clock.now()}
    status = int(str(context.get("status", 200)))
    return render(request, "reporting/parts/saved.html", context, status=status)


def _save_one(request: HttpRequest, entry: DraftEntry) -> dict[str, object]:
    code, form = entry.element.code, answer_form(entry, request.POST)
    seen = request.POST.get(f"{code}-seen", "")
    if not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found]
        return {"problem": " ".join(errors), "seen": seen, "status": 422}
    clashes = save_answers(
        draft=entry.draft, answers=[form.answer(code) or form.emptied(code)], by=person(request)
    )
    if clashes:
        theirs = answer_text(clashes[0].theirs)
        return {"theirs": theirs, "who": clashes[0].theirs.decided_by, "seen": seen, "status": 409}
    entry.refresh_from_db()
    return {"seen": entry.version, "findings": by_cell(findings(entry.draft)).get(code, [])}


def _save_text(request: HttpRequest, draft: Draft, code: str) -> dict[str, object]:
    parts = [part for part in parts_of(draft) if part.section.code == code]
    if not parts:
        raise Http404
    clashes = save_texts(draft=draft, answers=text_answers(request, parts), by=person(request))
    if clashes:
        seen = request.POST.get(f"{code}-seen", "")
        return {"theirs": clashes[0].theirs.text[:200], "seen": seen, "status": 409}
    return {"seen": next(p.version for p in parts_of(draft) if p.section.code == code)}


def _proposed(lines: list[Line], from_log: dict[str, Logged]) -> list[Line]:
    """What nobody answered yet is filled in from the log; it counts once the page is saved."""
    shown = []
    for line in lines:
        known = from_log.get(line.row.element.code)
        if known and line.row.entry.state == State.UNCONFIRMED and not line.row.text:
            line.form.initial.setdefault("number", "")
            line.form.initial["number"] = line.form.initial["number"] or known.text
        shown.append(replace(line, logged=known))
    return shown


def _with_origin(answer: Answer, entry: DraftEntry, known: Logged | None) -> Answer:
    """An answer that is the log's own number says so, unless a person wrote why it is right."""
    same = known is not None and answer.number == known.number
    if known is None or not same or answer.note or entry.note:
        return answer
    return replace(answer, note=known.note)


def _save(
    request: HttpRequest,
    draft: Draft,
    lines: list[Line],
    parts: list[Part],
    from_log: dict[str, Logged],
) -> tuple[list[Line], list[Part], bool]:
    """What was typed, saved where it is right; wrong or clashing fields come back to be shown."""
    bound = [answer_form(line.row.entry, request.POST) for line in lines]
    right = not [form for form in bound if not form.is_valid()]
    answers = [
        _with_origin(answer, line.row.entry, from_log.get(line.row.element.code))
        for line, form in zip(lines, bound, strict=True)
        if form.is_valid()
        and (answer := form.answer(line.row.element.code) or _emptied(line, form))
    ]
    clashes = save_answers(draft=draft, answers=answers, by=person(request))
    text_clashes = save_texts(draft=draft, answers=text_answers(request, parts), by=person(request))
    if right and not clashes and not text_clashes:
        return lines, parts, True
    return _again(draft, lines, bound, clashes), _texts_again(draft, text_clashes), False


def _emptied(line: Line, form: AnswerForm) -> Answer | None:
    """What was answered and is said no more; an element that is not asked stays so."""
    known = line.row.entry.state in (State.UNCONFIRMED, State.NOT_ASKED)
    return None if known else form.emptied(line.row.element.code)


def _again(draft: Draft, lines: list[Line], bound: list, clashes: list[Clash]) -> list[Line]:  # type: ignore[type-arg]  # pairs of bound forms
    clashing = {clash.mine.code: clash for clash in clashes}
    fresh = {row.element.code: row for row in draft_rows(draft)}
    shown = []
    for line, form in zip(lines, bound, strict=True):
        code = line.row.element.code
        clash = clashing.get(code)
        kept = form if not form.is_valid() else None
        again = line_of(fresh[code], kept)
        shown.append(replace(again, clash=clash, mine=mine_text(clash.mine)) if clash else again)
    return shown


def _texts_again(draft: Draft, clashes: list[TextClash]) -> list[Part]:
    mine = {clash.mine.code: clash.mine.text for clash in clashes}
    return [
        Part(p.section, p.text, p.version, p.anchors, mine.get(p.section.code, ""))
        for p in parts_of(draft)
    ]
