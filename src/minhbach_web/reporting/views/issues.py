"""A fixed report: its paper, its way (fixed, approved, published), corrections made since."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import ReturnForm
from minhbach_web.reporting.models import Period, ReportDecision
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, period_for
from minhbach_web.reporting.queries.issues import issue_of
from minhbach_web.reporting.queries.paper import paper
from minhbach_web.reporting.queries.upward import obligations_above
from minhbach_web.reporting.services.publishing import decide_report, needs_approval
from minhbach_web.reporting.services.reports import compose_text
from minhbach_web.reporting.signatures import signs
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import units_of

# Who may take which act, at the office that opened the period.
ACTS = {"approve": ("approver",), "return": ("approver",), "publish": DECIDERS}


@require_GET
def issue_page(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """The report as it was fixed; its numbers lead down to the revisions it rests on."""
    period = period_for(person(request), pk)
    return _page(request, period, n, ReturnForm())


def _page(request: HttpRequest, period: Period, n: int, form: ReturnForm) -> HttpResponse:
    issue = issue_of(period, n)
    kinds = {d.kind for d in issue.decisions}
    done = kinds & {"publish", "return"}
    needed = needs_approval(issue.report)
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "issue": issue,
        "n": n,
        "blocks": paper(compose_text(issue.report.input).report.document),
        "approves": not done and "approve" not in kinds and _may(request, period, "approve"),
        "publishes": not done
        and ("approve" in kinds or not needed)
        and _may(request, period, "publish"),
        "above": obligations_above(person(request), period) if issue.published else [],
        "coordinates": _may(request, period, "publish"),
        "signs": signs()
        and issue.state in ("approved", "published")
        and _may(request, period, "publish"),
        "needed": needed and not kinds,
        "form": form,
    }
    return render(request, "reporting/issue.html", context)


def _may(request: HttpRequest, period: Period, act: str) -> bool:
    return units_of(person(request), *ACTS[act]).filter(pk=period.parent_id).exists()


@require_POST
def decide(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Approve, return or publish exactly the file that the page named."""
    user = person(request)
    period = period_for(user, pk)
    act = request.POST.get("act", "publish")
    if act not in ACTS or not _may(request, period, act):
        raise Http404
    form = ReturnForm(request.POST)
    if act == "return" and not form.is_valid():
        return _page(request, period, n, form)
    try:
        decide_report(
            report=issue_of(period, n).report,
            kind=ReportDecision.Kind(act),
            seen=request.POST.get("sha256", ""),
            by=user,
            reason=request.POST.get("reason", "") if act == "return" else "",
        )
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
    else:
        said = {
            "approve": _("Approved."),
            "return": _("Returned. The coordinator reads your reason."),
            "publish": _("Published. Later changes don't touch it."),
        }
        messages.success(request, said[act])
    return redirect("reporting:issue", pk=pk, n=n)
