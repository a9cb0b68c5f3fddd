"""Restatement: ask for it, allow or refuse it, read what it changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms_decisions import ReasonForm
from minhbach_web.reporting.models import Restatement
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import (
    ASKERS,
    READERS,
    decides,
    obligation_for,
    period_for,
)
from minhbach_web.reporting.queries.restatements import pending_of, restatements_of
from minhbach_web.reporting.services.restatements import allow, ask, refuse
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading


@require_http_methods(["GET", "POST"])
def restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a restatement; who decides on the period allows it in the same act."""
    user = person(request)
    obligation = obligation_for(user, pk, *ASKERS)
    decider = decides(user, obligation.period)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            made = ask(obligation=obligation, reason=form.cleaned_data["reason"], by=user)
            if decider:
                allow(restatement=made, by=user)
        except ReportingProblem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(
                request,
                _("The unit can send a new revision now.")
                if decider
                else _("The office that opened the period has your request."),
            )
            return redirect("reporting:report", pk=pk)
    context = heading(obligation) | {
        "form": form,
        "decider": decider,
        "pending": pending_of(obligation),
    }
    return render(request, "reporting/restate.html", context)


@require_GET
def restatement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All restatements of a period with their reason and effect."""
    user = person(request)
    period = period_for(user, pk)
    names = {e.code: e for e in period.data_set.elements.all()}
    rows = [(row, _named(row.effect, names)) for row in restatements_of(period)]
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "rows": rows,
        "decides": decides(user, period),
        "form": ReasonForm(auto_id=False),
    }
    return render(request, "reporting/restatements.html", context)


def _named(effect: dict[str, object], names: Mapping[str, object]) -> dict[str, object]:
    """The effect with what its elements are called; empty where nothing was restated yet."""
    return {**effect, "names": names} if effect else {}


@require_POST
def answer(request: HttpRequest, pk: int, restatement: int) -> HttpResponse:
    """Allow the restatement, or refuse it with a reason."""
    user = person(request)
    obligation = obligation_for(user, pk, *READERS)
    row = Restatement.objects.filter(pk=restatement, obligation=obligation).first()
    if row is None or not decides(user, obligation.period):
        raise Http404
    try:
        if request.POST.get("act") == "allow":
            allow(restatement=row, by=user)
            messages.success(request, _("The unit can send a new revision now."))
        else:
            refuse(restatement=row, answer=request.POST.get("reason", ""), by=user)
            messages.success(request, _("Refused. The unit reads your reason."))
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
    return redirect("reporting:restatements", pk=obligation.period_id)
