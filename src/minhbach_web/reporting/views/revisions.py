"""One revision beside its document; accept it or return it with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhbach_web.reporting.forms import ReturnForm
from minhbach_web.reporting.models import Decision, Obligation, SubmissionRevision
from minhbach_web.reporting.problems import NewerRevision, ReportingProblem
from minhbach_web.reporting.queries.access import decides, period_seen, revision_for
from minhbach_web.reporting.queries.approvals import Step, chain_of, decides_step, same_person
from minhbach_web.reporting.queries.drafts import answer_text, revision_rows
from minhbach_web.reporting.queries.effects import effect_of
from minhbach_web.reporting.queries.restatements import is_restating
from minhbach_web.reporting.queries.signed import source_signatures
from minhbach_web.reporting.queries.whose import whose_report
from minhbach_web.reporting.services.decisions import pass_step, send_back
from minhbach_web.reporting.views.check import receipt_code
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading


@require_GET
def revision_page(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """What was sent, each number with its sentence; the coordinator decides here."""
    revision = revision_for(person(request), pk, n)
    return _page(request, revision, ReturnForm())


def _page(request: HttpRequest, revision: SubmissionRevision, form: ReturnForm) -> HttpResponse:
    user, obligation = person(request), revision.submission.obligation
    latest = revision.submission.revisions.order_by("-n")[0]
    is_latest = latest.pk == revision.pk
    steps = chain_of(revision, obligation)
    step = next((s for s in steps if s.current and is_latest), None)
    may_decide = step is not None and decides_step(user, step)
    context = heading(obligation) | {
        "revision": revision,
        "code": receipt_code(revision),
        "rows": [(row, answer_text(row.entry)) for row in revision_rows(revision)],
        "parts": revision.narratives.select_related("section"),
        "steps": steps,
        "step": step,
        "same": step is not None and may_decide and same_person(user, step, steps, revision),
        "latest": latest,
        "is_latest": is_latest,
        "whose": whose_report(revision.extraction, obligation),
        "signatures": source_signatures(revision.source),
        "late": revision.reported_on > obligation.period.due,
        "remarks": revision.submission.remarks.all(),
        "oversees": decides(user, obligation.period),
        "decides": may_decide,
        "effect": _effect(revision, obligation, step),
        "form": form,
    }
    return render(request, "reporting/revision.html", context)


def _effect(
    revision: SubmissionRevision, obligation: Obligation, step: Step | None
) -> dict[str, object] | None:
    """What acceptance would change, where a report of a closed period is restated."""
    if step is None or not step.last or not is_restating(obligation):
        return None
    effect = effect_of(revision, obligation)
    names = {e.code: e for e in obligation.data_set.elements.all()}
    return {**effect.json, "names": names, "sha256": effect.sha256}


@require_POST
def decide(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Pass or return exactly the revision that the page showed, at the step that it showed."""
    user = person(request)
    revision = revision_for(user, pk, n)
    steps = chain_of(revision, revision.submission.obligation)
    given = request.POST.get("level", "")
    level = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else steps[-1].n
    step = next((s for s in steps if s.n == level), None)
    if step is None or not decides_step(user, step):
        raise Http404  # a unit's own coordinator doesn't decide for the one who asked
    form = ReturnForm(request.POST)
    back = request.POST.get("act") != "accept"
    if back and not form.is_valid():
        return _page(request, revision, form)
    try:
        _act(request, revision, level, form.cleaned_data["reason"] if back else "")
    except NewerRevision as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:revision", pk=pk, n=problem.n)
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
        return redirect("reporting:revision", pk=pk, n=n)
    if period_seen(user, revision.submission.obligation.period_id):
        return redirect("reporting:period", pk=revision.submission.obligation.period_id)
    return redirect("reporting:report", pk=pk)


def _act(request: HttpRequest, revision: SubmissionRevision, level: int, reason: str) -> None:
    user, seen = person(request), request.POST.get("sha256", "")
    if reason:
        send_back(revision=revision, seen=seen, reason=reason, by=user, level=level)
        messages.success(request, _("Returned. The unit sees your reason on its first page."))
        return
    decision = pass_step(
        revision=revision,
        seen=seen,
        level=level,
        by=user,
        effect_seen=request.POST.get("effect", ""),
    )
    messages.success(
        request,
        _("Accepted. Its numbers are in the totals now.")
        if decision.kind == Decision.Kind.ACCEPT
        else _("Recorded. The report goes on to the next step."),
    )
