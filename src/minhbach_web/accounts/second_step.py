"""The second step at sign-in: who must have one, how its secrets are kept and its keys named."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable

import segno
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.units import queries

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# JBSWY3DPEHPK3PXP: how apps write a secret
PLAIN = re.compile(r"[A-Z2-7]{16,64}=*")
OPEN_VIEWS = frozenset(
    {"account_logout", "account_change_password", "account_reauthenticate", "core:language"}
)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"minhbach.second-step" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class Adapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The secrets of apps are kept encrypted; no e-mail is sent about keys."""

    error_messages = {  # noqa: RUF012  # as the library has it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "The code is not right. Wait for the next one, or check the clock of your telephone."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            if PLAIN.fullmatch(encrypted_text):  # made before secrets were encrypted
                return encrypted_text
            # The site's secret is another one now: no code may ever fit.
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=1, border=3, light="#fff", unit="")

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing is sent."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return "Minh Bạch"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def has_second_step(user: AbstractBaseUser) -> bool:
    """Whether the person has an app that makes codes, or a key."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())


def must_have(user: AbstractBaseUser) -> bool:
    """Whether one of the person's roles asks for a second step."""
    wanted = settings.SECOND_STEP_ROLES
    return bool(wanted) and bool(queries.roles_of(user) & wanted)  # type: ignore[arg-type]  # ours


class SecondStepMiddleware:
    """Whoever must have a second step sets it up before anything else. Who came in through the
    office's own provider is asked there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        user = request.user
        request.must_have_second_step = False  # type: ignore[attr-defined]  # for the page
        if not settings.SECOND_STEP_ROLES or not user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_VIEWS or not must_have(user):
            return None
        request.must_have_second_step = True  # type: ignore[attr-defined]  # for the page
        if name.startswith("mfa_"):
            return None
        if has_second_step(user) or _from_provider(request, user):
            return None
        return redirect("mfa_index")


def _from_provider(request: HttpRequest, user: AbstractBaseUser) -> bool:
    records = get_authentication_records(request, user)
    return any(row.get("method") == "socialaccount" for row in records)
