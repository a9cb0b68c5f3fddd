"""The web form: every asked element and the narrative parts on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhbach_web.reporting.models import Draft
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import WRITERS, obligation_for
from minhbach_web.reporting.queries.drafts import draft_of, draft_rows
from minhbach_web.reporting.services.answers import Clash, TextClash, save_answers, save_texts
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.views.confirm import Line, answer_form, line_of, mine_text
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.problems import told
from minhbach_web.reporting.views.report import heading
from minhbach_web.reporting.views.texts import Part, parts_of, text_answers


@require_http_methods(["GET", "POST"])
@told
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form as it stands; save it and go on to the check."""
    user = person(request)
    obligation = obligation_for(user, pk, *WRITERS)
    try:
        start_form_draft(obligation=obligation, by=user)
    except ReportingProblem as problem:
        context = heading(obligation) | {"problem": problem.message}
        return render(request, "reporting/locked.html", context)
    draft = draft_of(obligation)
    lines = [line_of(row) for row in draft_rows(draft)]
    parts = parts_of(draft)
    if request.method == "POST":
        lines, parts, done = _save(request, draft, lines, parts)
        if done:
            return redirect("reporting:check", pk=pk)
    context = heading(obligation) | {"draft": draft, "lines": lines, "parts": parts}
    context["errors"] = [
        (f"id_{line.form.prefix}-number", error)
        for line in lines
        if line.form.is_bound
        for errors in line.form.errors.values()
        for error in errors
    ]
    return render(request, "reporting/enter.html", context)


def _save(
    request: HttpRequest, draft: Draft, lines: list[Line], parts: list[Part]
) -> tuple[list[Line], list[Part], bool]:
    """What was typed, saved where it is right; wrong or clashing fields come back to be shown."""
    bound = [answer_form(line.row.entry, request.POST) for line in lines]
    right = not [form for form in bound if not form.is_valid()]
    answers = [
        answer
        for line, form in zip(lines, bound, strict=True)
        if form.is_valid() and (answer := form.answer(line.row.element.code))
    ]
    clashes = save_answers(draft=draft, answers=answers, by=person(request))
    text_clashes = save_texts(draft=draft, answers=text_answers(request, parts), by=person(request))
    if right and not clashes and not text_clashes:
        return lines, parts, True
    return _again(draft, lines, bound, clashes), _texts_again(draft, text_clashes), False


def _again(draft: Draft, lines: list[Line], bound: list, clashes: list[Clash]) -> list[Line]:  # type: ignore[type-arg]  # pairs of bound forms
    clashing = {clash.mine.code: clash for clash in clashes}
    fresh = {row.element.code: row for row in draft_rows(draft)}
    shown = []
    for line, form in zip(lines, bound, strict=True):
        code = line.row.element.code
        clash = clashing.get(code)
        kept = form if not form.is_valid() else None
        again = line_of(fresh[code], kept)
        shown.append(
            Line(again.row, again.form, again.answer, clash, mine_text(clash.mine))
            if clash
            else again
        )
    return shown


def _texts_again(draft: Draft, clashes: list[TextClash]) -> list[Part]:
    mine = {clash.mine.code: clash.mine.text for clash in clashes}
    return [
        Part(p.section, p.text, p.version, p.anchors, mine.get(p.section.code, ""))
        for p in parts_of(draft)
    ]
