"""Where one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.accounts import queries
from minhbach_web.accounts.services import signing_out
from minhbach_web.core.permissions import needs
from minhbach_web.units import queries as units


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    rows = queries.places(units.person(request), request.session.session_key)
    return render(request, "accounts/places.html", {"places": rows})


@require_POST
def end_one(request: HttpRequest, key: str) -> HttpResponse:
    signing_out.end_one(user=units.person(request), key=key)
    messages.success(request, _("Signed out there."))
    return redirect("accounts:places")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    person = units.person(request)
    signing_out.end_others(user=person, here=request.session.session_key, by=person)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:places")


@require_POST
@needs("units.manage_people")
def end_all_of(request: HttpRequest, pk: int) -> HttpResponse:
    person = units.person(request)
    user = units.manageable_user(person, pk)
    signing_out.end_others(user=user, here=None, by=person)
    messages.success(request, _("The person is signed out everywhere."))
    return redirect("units:account", pk=pk)


@require_http_methods(["GET", "POST"])
@needs("units.manage_people")
def remove_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    person = units.person(request)
    user = units.manageable_user(person, pk)
    if request.method == "POST":
        signing_out.remove_second_step(user=user, by=person)
        messages.success(request, _("The second step was removed."))
        return redirect("units:account", pk=pk)
    return render(request, "accounts/remove_second_step.html", {"account": user})
