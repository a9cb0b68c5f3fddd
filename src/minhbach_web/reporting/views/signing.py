"""A signed PDF of an approved report, for those who may publish it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, period_for
from minhbach_web.reporting.queries.issues import issue_of
from minhbach_web.reporting.services.publishing import sign_report
from minhbach_web.reporting.signatures import signs
from minhbach_web.reporting.views.person import person


@require_POST
def sign_issue(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Sign and download; the act stands in the log."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    issue = issue_of(period, n)
    if not signs():
        raise Http404
    try:
        data = sign_report(report=issue.report, by=user)
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:issue", pk=pk, n=n)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"tong-hop-{period.code}-lan-{n}-ky-so"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
