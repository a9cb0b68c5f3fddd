"""Signing in through the office's own provider (OpenID Connect). Only there when one is named.

What the provider says of a person is read once and not kept: neither its token nor its claims.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minhbach_web.accounts import provided
from minhbach_web.accounts.provider_settings import Provider
from minhbach_web.accounts.services.links import has_joined
from minhbach_web.core.services import audit
from minhbach_web.units import queries, services


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Who is known comes in; who is not gets an account only when a group gives a role."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing is sent."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """The claims are looked at here for the last time: what is stored of them is nothing."""
        said = sociallogin.account.extra_data
        merged = {**(said.get("id_token") or {}), **(said.get("userinfo") or {})} or said
        request.provider_claims = merged  # type: ignore[attr-defined]  # until the answer is given
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims: dict[str, Any] = getattr(request, "provider_claims", {})
        groups = groups_in(claims)
        if sociallogin.state.get("process") == "connect":
            if request.user.is_authenticated:
                provided.follow(request.user, groups, _named().given)
                audit.record(
                    actor=request.user, action="accounts.connect", obj=f"user:{request.user.pk}"
                )
            return
        with transaction.atomic():
            if not sociallogin.is_existing:
                _connect(request, sociallogin, claims, groups)
            provided.follow(sociallogin.user, groups, _named().given)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(_refused(request, "failed"))


def _named() -> Provider:
    """The provider; this module is only there when one is named."""
    if settings.OIDC is None:
        raise ImproperlyConfigured("no provider of sign-ins is named")
    return settings.OIDC


def groups_in(claims: dict[str, Any]) -> frozenset[str]:
    """The names of groups, whether they come as a list or as one name."""
    said = claims.get(_named().groups)
    if isinstance(said, str):
        said = [said]
    return frozenset(str(group) for group in said) if isinstance(said, list) else frozenset()


def _connect(
    request: HttpRequest, sociallogin: Any, claims: dict[str, Any], groups: frozenset[str]
) -> None:
    """An account for somebody whom the provider names for the first time."""
    username = AbstractBaseUser.normalize_username(str(claims.get(_named().username) or ""))
    known = queries.user_by_name(username) if username else None
    if known is not None and (has_joined(known) or _is_connected(known)):
        # Only who can sign in to it may connect it: a name alone proves nothing.
        raise ImmediateHttpResponse(_refused(request, "taken"))
    if not provided.given_to(groups, _named().given) and known is None:
        raise ImmediateHttpResponse(_refused(request, "nothing"))
    sociallogin.connect(request, known or _made(request, username, claims))


def _made(request: HttpRequest, username: str, claims: dict[str, Any]) -> Any:
    try:
        return services.create_user(
            username=username,
            password=None,
            full_name=str(claims.get("name") or username)[:120],
            email=str(claims.get("email") or "")[:254],
            by=None,
        )
    except ValidationError as error:
        raise ImmediateHttpResponse(_refused(request, "name")) from error


def _is_connected(user: Any) -> bool:
    return bool(SocialAccount.objects.filter(user=user).exists())


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "accounts/provider_refused.html", {"why": why}, status=403)
