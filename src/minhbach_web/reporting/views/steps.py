"""How many approval steps a unit's reports take."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.reporting.forms_decisions import StepsForm
from minhbach_web.reporting.queries.access import unit_for
from minhbach_web.reporting.queries.approvals import steps_in
from minhbach_web.reporting.services.approvals import set_steps
from minhbach_web.reporting.views.person import person

MANAGERS = ("coordinator", "administrator")


@require_http_methods(["GET", "POST"])
def edit_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The setting of one unit, followed by the units below that have none of their own."""
    user = person(request)
    unit = unit_for(user, pk, *MANAGERS)
    form = StepsForm(request.POST or None, initial={"steps": steps_in(unit)})
    if form.is_valid():
        set_steps(unit=unit, steps=form.cleaned_data["steps"], by=user)
        messages.success(request, _("Saved. Reports that were already sent keep their way."))
        return redirect("reporting:periods")
    return render(request, "reporting/steps.html", {"form": form, "unit": unit})
