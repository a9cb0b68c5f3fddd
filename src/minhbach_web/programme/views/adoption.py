"""Check before adopting, then adopt once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhbach_web.programme import queries
from minhbach_web.programme.differences import differences_of
from minhbach_web.programme.errors import NotAmendable, PlanNotReady
from minhbach_web.programme.review import review_of
from minhbach_web.programme.services.plans import adopt_amendment, adopt_plan
from minhbach_web.programme.summing import summary_of
from minhbach_web.programme.views.requests import person


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    if plan.is_adopted:
        return redirect("programme:plan", plan.pk)
    review = review_of(plan)
    context: dict[str, object] = {"plan": plan, "review": review, "summary": summary_of(review)}
    if plan.amends_id:
        context["diff"] = differences_of(plan)
    return render(request, "programme/check.html", context)


@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    try:
        if plan.amends_id:
            adopt_amendment(plan=plan, by=person(request))
        else:
            adopt_plan(plan=plan, by=person(request))
    except (PlanNotReady, NotAmendable):
        return redirect("programme:check", plan.pk)
    words = _("The tasks were issued. The units see them from now on.")
    if plan.amends_id:
        words = _("The new version is in force. Units see their tasks as they stand in it.")
    messages.success(request, words)
    return redirect("programme:plan", plan.pk)
