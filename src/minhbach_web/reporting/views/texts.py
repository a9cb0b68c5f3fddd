"""The narrative parts of a report: as they stand in the file, to be read and amended."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhbach_web.reporting.models import Draft, NarrativeSection
from minhbach_web.reporting.queries.access import report_for
from minhbach_web.reporting.queries.drafts import draft_of
from minhbach_web.reporting.services.answers import TextAnswer, save_texts
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.problems import told
from minhbach_web.reporting.views.report import heading


@dataclass(frozen=True)
class Part:
    """One narrative part; ``mine``: what the person typed when somebody else was first."""

    section: NarrativeSection
    text: str
    version: int
    anchors: tuple[str, ...] = ()
    mine: str = ""


def parts_of(draft: Draft) -> list[Part]:
    """The parts of the draft, in the form's order."""
    return [
        Part(n.section, n.text, n.version, tuple(n.anchors))
        for n in draft.narratives.select_related("section")
    ]


def text_answers(request: HttpRequest, parts: list[Part]) -> list[TextAnswer]:
    """What was typed for each part that the page had."""
    answers = []
    for part in parts:
        code = part.section.code
        seen = request.POST.get(f"{code}-seen", "")
        if f"text-{code}" in request.POST and seen.isascii() and seen.isdigit():
            answers.append(TextAnswer(code, int(seen), request.POST[f"text-{code}"]))
    return answers


@require_http_methods(["GET", "POST"])
@told
def edit_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and amend the narrative parts, then go on to the check."""
    obligation = report_for(person(request), pk)
    draft = draft_of(obligation)
    parts = parts_of(draft)
    if request.method == "POST":
        clashes = save_texts(draft=draft, answers=text_answers(request, parts), by=person(request))
        if not clashes:
            return redirect("reporting:check", pk=pk)
        mine = {clash.mine.code: clash.mine.text for clash in clashes}
        parts = [
            Part(p.section, p.text, p.version, p.anchors, mine.get(p.section.code, ""))
            for p in parts_of(draft)
        ]
    return render(
        request, "reporting/texts.html", heading(obligation) | {"draft": draft, "parts": parts}
    )
