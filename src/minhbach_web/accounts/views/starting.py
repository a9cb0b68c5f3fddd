"""The first page of a new site; it is gone as soon as there is an account."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minhbach_web.accounts.forms import StartForm
from minhbach_web.accounts.services import attempts, starting
from minhbach_web.accounts.views.joining import LOCKED, sign_in
from minhbach_web.core.forms import sent
from minhbach_web.units import queries as units

TRIED = ("start",)
MOST = 20  # for all addresses together


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    if not units.nobody_yet():
        raise Http404
    if attempts.blocked(*TRIED, limit=MOST):
        return render(request, LOCKED, status=429)
    with_office = not units.open_units().exists()
    form = StartForm(*sent(request), with_office=with_office)
    if form.is_bound and not starting.fits(request.POST.get("code", "")):
        attempts.failed(*TRIED)
        form.add_error("code", _("This is not the code that was printed when the site started."))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/start.html", {"form": form}, status=status)
    data = form.cleaned_data
    try:
        user = starting.start(
            office=data.get("office", ""),
            office_code=data.get("office_code", ""),
            full_name=data["full_name"],
            username=data["username"],
            password=data["password"],
        )
    except starting.NotNow:
        raise Http404 from None
    except starting.BadTable as error:
        form.add_error("office_code", str(error))
        return render(request, "accounts/start.html", {"form": form}, status=422)
    attempts.forgotten(*TRIED)
    request.session.flush()
    record_authentication(request, user, "password")
    return sign_in(request, user)
