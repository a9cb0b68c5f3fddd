"""One revision beside its document; accept it or return it with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhbach_web.reporting.forms import ReturnForm
from minhbach_web.reporting.models import SubmissionRevision
from minhbach_web.reporting.problems import NewerRevision, ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, decides, revision_for
from minhbach_web.reporting.queries.drafts import answer_text, revision_rows
from minhbach_web.reporting.queries.whose import whose_report
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.views.check import receipt_code
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading


@require_GET
def revision_page(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """What was sent, each number with its sentence; the coordinator decides here."""
    revision = revision_for(person(request), pk, n)
    return _page(request, revision, ReturnForm())


def _page(request: HttpRequest, revision: SubmissionRevision, form: ReturnForm) -> HttpResponse:
    obligation = revision.submission.obligation
    latest = revision.submission.revisions.order_by("-n")[0]
    decision = revision.decisions.select_related("by").first()
    may_decide = decides(person(request), obligation.period)
    context = heading(obligation) | {
        "revision": revision,
        "code": receipt_code(revision),
        "rows": [(row, answer_text(row.entry)) for row in revision_rows(revision)],
        "parts": revision.narratives.select_related("section"),
        "decision": decision,
        "latest": latest,
        "is_latest": latest.pk == revision.pk,
        "whose": whose_report(revision.extraction, obligation),
        "late": revision.reported_on > obligation.period.due,
        "remarks": revision.submission.remarks.all(),
        "oversees": may_decide,
        "decides": may_decide and decision is None and latest.pk == revision.pk,
        "form": form,
    }
    return render(request, "reporting/revision.html", context)


@require_POST
def decide(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Accept or return exactly the revision that the page showed."""
    user = person(request)
    revision = revision_for(user, pk, n, *DECIDERS)
    if not decides(user, revision.submission.obligation.period):
        raise Http404  # a unit's own coordinator doesn't decide for the one who asked
    seen = request.POST.get("sha256", "")
    form = ReturnForm(request.POST)
    try:
        if request.POST.get("act") == "accept":
            accept(revision=revision, seen=seen, by=user)
            messages.success(request, _("Accepted. Its numbers are in the totals now."))
        elif form.is_valid():
            send_back(revision=revision, seen=seen, reason=form.cleaned_data["reason"], by=user)
            messages.success(request, _("Returned. The unit sees your reason on its first page."))
        else:
            return _page(request, revision, form)
    except NewerRevision as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:revision", pk=pk, n=problem.n)
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:revision", pk=pk, n=n)
    return redirect("reporting:period", pk=revision.submission.obligation.period_id)
