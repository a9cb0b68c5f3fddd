"""Signing in: accounts are made by an administrator; a given password is changed at once."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed
from django.contrib.auth.decorators import login_not_required
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from minhbach_web.core.services import audit
from minhbach_web.units.models import User

ALWAYS_OPEN = {"account_change_password", "account_logout", "core:language", "core:health"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """No self sign-up, no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def first_of_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where nobody has an account yet, signing in begins with making the first one."""

    @login_not_required
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and not User.objects.exists():
            return redirect("accounts:start")
        return view(request, *args, **kwargs)

    return entered


class OwnPasswordMiddleware:
    """Whoever signed in with a password that someone else knows chooses an own one first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not user.must_change_password:
            return None
        if request.resolver_match and request.resolver_match.view_name in ALWAYS_OPEN:
            return None
        return redirect("account_change_password")


@receiver(password_changed, dispatch_uid="own_password")
def note_own_password(user: User, **kwargs: Any) -> None:
    """The person chose a password: nobody else knows it now."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    audit.record(actor=user, action="units.change_password", obj=f"user:{user.pk}")
