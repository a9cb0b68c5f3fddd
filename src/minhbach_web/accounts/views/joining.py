"""Coming in by a link, and asking for one. Nobody is signed in here yet."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.accounts.forms import AskForm, PasswordForm
from minhbach_web.accounts.services import attempts, letters, links
from minhbach_web.core.forms import sent
from minhbach_web.core.throttle import address_of

LOCKED = "core/errors/locked.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking at the link takes nothing: programs that preview addresses do that, too."""
    what = ("link", address_of(request))
    if attempts.blocked(*what, limit=attempts.FROM_ONE_PLACE):
        return render(request, LOCKED, status=429)
    link = links.link_of(secret)
    if link is None:
        attempts.failed(*what)
        return render(request, "accounts/link_gone.html", status=404)
    form = PasswordForm(*sent(request), user=link.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "link": link, "secret": secret}
        return render(request, "accounts/join.html", context, status=status)
    try:
        user = links.use(secret=secret, password=form.cleaned_data["password"])
    except links.Gone:
        return render(request, "accounts/link_gone.html", status=404)
    return sign_in(request, user, method="password")


def sign_in(request: HttpRequest, user: Any, *, method: str) -> HttpResponse:
    """Through the same stages as any sign-in: a second step is asked for where there is one."""
    request.session.flush()
    record_authentication(request, user, method)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url="/"))
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """A link by e-mail. The answer is the same whether there is such an account or not."""
    what = ("asked", address_of(request))
    if attempts.blocked(*what, limit=attempts.FROM_ONE_PLACE):
        return render(request, LOCKED, status=429)
    form = AskForm(*sent(request))
    if not letters.is_set() or not form.is_valid():
        status = 422 if form.is_bound and letters.is_set() else 200
        context = {"form": form, "mail": letters.is_set()}
        return render(request, "accounts/forgotten.html", context, status=status)
    attempts.failed(*what)
    letters.ask(form.cleaned_data["who"])
    return redirect("accounts:asked")


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/asked.html")
