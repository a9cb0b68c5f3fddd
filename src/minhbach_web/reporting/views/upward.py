"""Send a published report up: fill the office's own report with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import period_for
from minhbach_web.reporting.queries.issues import issue_of
from minhbach_web.reporting.queries.upward import obligations_above
from minhbach_web.reporting.services.upward import fill_from_report
from minhbach_web.reporting.views.person import person


@require_POST
def send_up(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """The report to the level above, filled and ready to be checked."""
    user = person(request)
    period = period_for(user, pk)
    report = issue_of(period, n).report
    wanted = request.POST.get("report", "")
    above = obligations_above(user, period)
    obligation = next((o for o in above if str(o.pk) == wanted), None)
    if obligation is None:
        raise Http404
    try:
        fill_from_report(report=report, obligation=obligation, by=user)
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:report", pk=obligation.pk)
    messages.success(request, _("Filled from the consolidated report. Check it, then send it."))
    return redirect("reporting:check", pk=obligation.pk)
