"""Check before adopting, then adopt once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhbach_web.programme import queries
from minhbach_web.programme.errors import PlanNotReady
from minhbach_web.programme.review import review_of
from minhbach_web.programme.services.plans import adopt_plan
from minhbach_web.programme.summing import summary_of
from minhbach_web.programme.views.requests import person


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    if plan.is_adopted:
        return redirect("programme:plan", plan.pk)
    review = review_of(plan)
    context = {"plan": plan, "review": review, "summary": summary_of(review)}
    return render(request, "programme/check.html", context)


@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    try:
        adopt_plan(plan=plan, by=person(request))
    except PlanNotReady:
        return redirect("programme:check", plan.pk)
    messages.success(request, _("The tasks were issued. The units see them from now on."))
    return redirect("programme:plan", plan.pk)
