"""Tokens with which other programs act for a unit: made, shown once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhbach_web.reporting.forms_decisions import TokenForm
from minhbach_web.reporting.models import ApiToken
from minhbach_web.reporting.queries.access import unit_for
from minhbach_web.reporting.services.tokens import make_token, revoke_token
from minhbach_web.reporting.views.person import person

MANAGERS = ("administrator",)


@require_http_methods(["GET", "POST"])
def token_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's tokens; a new one is shown on the page that answers, and never again."""
    user = person(request)
    unit = unit_for(user, pk, *MANAGERS)
    form = TokenForm(request.POST or None)
    text = ""
    if form.is_valid():
        data = form.cleaned_data
        _token, text = make_token(unit=unit, role=data["role"], name=data["name"], by=user)
        form = TokenForm()
    context = {"unit": unit, "tokens": ApiToken.objects.filter(unit=unit), "form": form}
    return render(request, "reporting/tokens.html", context | {"text": text})


@require_POST
def revoke(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """The token opens nothing from now on."""
    user = person(request)
    unit = unit_for(user, pk, *MANAGERS)
    row = ApiToken.objects.filter(pk=token, unit=unit).select_related("user").first()
    if row is None:
        raise Http404
    revoke_token(token=row, by=user)
    messages.success(request, _("Revoked: the program can do nothing more with it."))
    return redirect("reporting:tokens", pk=unit.pk)
