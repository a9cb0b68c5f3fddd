"""Check the answers, send, and the receipt."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web.reporting.models import Draft, Obligation, SubmissionRevision
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import READERS, WRITERS, obligation_for, revision_for
from minhbach_web.reporting.queries.drafts import changes, draft_of, draft_rows, progress_of
from minhbach_web.reporting.queries.whose import whose_report
from minhbach_web.reporting.services.drafts import latest_revision
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.views.confirm import line_of
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading
from minhbach_web.reporting.views.texts import parts_of


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be sent, what changed since last time, and the button that sends."""
    obligation = obligation_for(person(request), pk, *WRITERS)
    if request.method == "POST":
        return _send(request, obligation)
    if not Draft.objects.filter(obligation=obligation).exists():
        return redirect("reporting:report", pk=pk)
    draft = draft_of(obligation)
    base = latest_revision(obligation)
    context = heading(obligation) | {
        "draft": draft,
        "lines": [line_of(row) for row in draft_rows(draft)],
        "parts": parts_of(draft),
        "progress": progress_of(draft),
        "whose": whose_report(draft.extraction, obligation),
        "base": base,
        "changes": changes(draft, base),
    }
    return render(request, "reporting/check.html", context)


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
