"""Check the answers, send, and the receipt."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web.reporting.models import Draft, Obligation, SubmissionRevision
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import READERS, report_for, revision_for
from minhbach_web.reporting.queries.checking import findings
from minhbach_web.reporting.queries.drafts import changes, draft_of, draft_rows, progress_of
from minhbach_web.reporting.queries.whose import whose_report
from minhbach_web.reporting.services.answers import save_reasons
from minhbach_web.reporting.services.drafts import latest_revision
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.views.confirm import line_of, told_lines
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading
from minhbach_web.reporting.views.texts import parts_of


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be sent, what changed since last time, and the button that sends."""
    obligation = report_for(person(request), pk)
    if request.method == "POST" and "reasons" in request.POST:
        return _keep_reasons(request, obligation)
    if request.method == "POST":
        return _send(request, obligation)
    if not Draft.objects.filter(obligation=obligation).exists():
        return redirect("reporting:report", pk=pk)
    draft = draft_of(obligation)
    base = latest_revision(obligation)
    context = (
        heading(obligation)
        | {
            "draft": draft,
            "lines": told_lines([line_of(row) for row in draft_rows(draft)], draft),
            "parts": parts_of(draft),
            "progress": progress_of(draft),
            "whose": whose_report(draft.extraction, obligation),
            "base": base,
            "changes": changes(draft, base),
        }
        | _said(draft)
    )
    return render(request, "reporting/check.html", context)


def _said(draft: Draft) -> dict[str, object]:
    """Errors that stop the report, and warnings with the reason that was given for each cell."""
    found = findings(draft)
    notes = dict(draft.entries.values_list("element__code", "note"))
    cells: dict[str, list[str]] = {}
    for finding in found:
        if finding.severity == "warning":
            cells.setdefault(finding.cell, []).append(finding.text)
    return {
        "stops": [f for f in found if f.severity == "error"],
        "warnings": [(cell, texts, notes.get(cell, "")) for cell, texts in cells.items()],
        "sections": set(draft.narratives.values_list("section__code", flat=True)),
        "reasons_open": any(not notes.get(cell) for cell in cells),
    }


def _keep_reasons(request: HttpRequest, obligation: Obligation) -> HttpResponse:
    """Keep why doubtful numbers are right all the same."""
    try:
        draft = draft_of(obligation)
        reasons = {
            name.removeprefix("note-"): str(text).strip()[:1000]
            for name, text in request.POST.items()
            if name.startswith("note-")
        }
        save_reasons(draft=draft, reasons=reasons, by=person(request))
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
    return redirect("reporting:check", pk=obligation.pk)


def _send(request: HttpRequest, obligation: Obligation) -> HttpResponse:
    try:
        token = uuid.UUID(request.POST.get("token", ""))
        seen = int(request.POST.get("seen", ""))
    except ValueError:
        return redirect("reporting:check", pk=obligation.pk)
    try:
        revision = submit(obligation=obligation, token=token, seen=seen, by=person(request))
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:check", pk=obligation.pk)
    return redirect("reporting:receipt", pk=obligation.pk, n=revision.n)


@require_GET
def receipt(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """What was sent, when, and the code that names it."""
    revision = revision_for(person(request), pk, n, *READERS)
    obligation = revision.submission.obligation
    context = heading(obligation) | {"revision": revision, "code": receipt_code(revision)}
    return render(request, "reporting/receipt.html", context)


def receipt_code(revision: SubmissionRevision) -> str:
    """A code to read over the telephone: unit, period, revision, beginning of the sha256."""
    obligation = revision.submission.obligation
    digest = revision.sha256[:8].upper()
    return f"{obligation.unit.code} · {obligation.period.code} · {revision.n} · {digest}"
