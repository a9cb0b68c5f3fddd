"""Plans: the list, making one from a document, and the page of a running one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minhbach_web.core import slots
from minhbach_web.programme import queries
from minhbach_web.programme.forms import OwnerForm
from minhbach_web.programme.services.plans import propose_plan
from minhbach_web.programme.views.requests import person
from minhbach_web.units.queries import can


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    rows = queries.plans_with_progress(person(request))
    context = {"plans": rows, "coordinates": queries.owners_for(person(request)).exists()}
    return render(request, "programme/plans.html", context)


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    source = queries.visible_document(person(request), pk)
    form = OwnerForm(request.POST, owners=queries.owners_for(person(request)))
    if not form.is_valid():
        raise Http404
    plan = propose_plan(source=source, owner_unit=form.cleaned_data["owner"], by=person(request))
    return redirect("programme:confirm", plan.pk)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.visible_plan(person(request), pk)
    if not shown.is_adopted:
        if can(person(request), queries.COORDINATOR, shown.owner):
            return redirect("programme:confirm", shown.pk)
        return render(request, "programme/plan_waiting.html", {"plan": shown})
    before = queries.old_version(shown)
    if before is not None:
        context = {"plan": shown, "version": before, "content": before.content}
        return render(request, "programme/amend/version.html", context)
    programme = queries.programme_page(shown)
    coordinates = can(person(request), queries.COORDINATOR, shown.owner)
    acts = slots.acts_for(slots.PROGRAMME, person(request), programme.programme.pk)
    context = {"plan": shown, "page": programme, "coordinates": coordinates, "acts": acts}
    return render(request, "programme/plan.html", context)
