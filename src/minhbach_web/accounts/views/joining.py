"""Coming in by a link, and asking for one. Nobody is signed in here yet."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.accounts.forms import AskForm, PasswordForm
from minhbach_web.accounts.forms_second_step import JoinKeyForm
from minhbach_web.accounts.models import Link
from minhbach_web.accounts.services import attempts, letters, links
from minhbach_web.core.forms import sent
from minhbach_web.core.throttle import address_of

LOCKED = "core/errors/locked.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking at the link takes nothing: programs that preview addresses do that, too."""
    link = _link(request, secret)
    if isinstance(link, HttpResponse):
        return link
    form = PasswordForm(*sent(request), user=link.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "link": link, "secret": secret}
        return render(request, "accounts/join.html", context, status=status)
    try:
        user = links.use(secret=secret, password=form.cleaned_data["password"])
    except links.Gone:
        return render(request, "accounts/link_gone.html", status=404)
    request.session.flush()
    record_authentication(request, user, "password")
    return sign_in(request, user)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join_passkey(request: HttpRequest, secret: str) -> HttpResponse:
    """The same with a passkey in place of a password, for who is invited."""
    link = _link(request, secret)
    if isinstance(link, HttpResponse):
        return link
    if link.kind != links.Kind.INVITATION:
        return redirect("accounts:join", secret)
    form = JoinKeyForm(request.POST if request.method == "POST" else None, user=link.user)
    if not form.is_valid():
        options = auth.begin_registration(link.user, passwordless=True)
        context = {"form": form, "link": link, "secret": secret, "options": options}
        status = 422 if form.is_bound else 200
        return render(request, "accounts/join_passkey.html", context, status=status)
    try:
        user = links.use(secret=secret, password=None)
    except links.Gone:
        return render(request, "accounts/link_gone.html", status=404)
    request.session.flush()
    key = flows.signup_authenticator(
        request, user, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
    )
    post_authentication(request, key, passwordless=True)
    return sign_in(request, user)


def _link(request: HttpRequest, secret: str) -> Link | HttpResponse:
    """The link that still opens something, or the page that says why not."""
    what = ("link", address_of(request))
    if attempts.blocked(*what, limit=attempts.FROM_ONE_PLACE):
        return render(request, LOCKED, status=429)
    link = links.link_of(secret)
    if link is None:
        attempts.failed(*what)
        return render(request, "accounts/link_gone.html", status=404)
    return link


def sign_in(request: HttpRequest, user: Any) -> HttpResponse:
    """Through the same stages as any sign-in: a second step is asked for where there is one."""
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
