"""django-axes asks here whether a password may be tried: see ``services.attempts``."""

from __future__ import annotations

from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.helpers import get_client_username
from django.conf import settings
from django.http import HttpRequest

from minhbach_web.accounts.services import attempts
from minhbach_web.core.throttle import address_of


class Handler(AbstractAxesHandler, AxesBaseHandler):  # type: ignore[misc] # axes has no types
    """Five wrong passwords for one name from one address, then a pause."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        return attempts.count(*_what(request, credentials))

    def user_login_failed(
        self, sender: object, credentials: Any, request: Any = None, **kwargs: Any
    ) -> None:
        if request is None or getattr(request, "axes_locked_out", False):
            return
        count = attempts.failed(*_what(request, credentials))
        request.axes_failures_since_start = count
        if count >= settings.AXES_FAILURE_LIMIT:
            request.axes_locked_out = True
            request.axes_credentials = credentials

    def user_logged_in(self, sender: object, request: Any, user: Any, **kwargs: Any) -> None:
        if request is not None:
            attempts.forgotten(*_named(request, user.get_username()))

    def user_logged_out(self, sender: object, request: Any, user: Any, **kwargs: Any) -> None:
        """Nothing is noted."""


def _what(request: HttpRequest, credentials: Any) -> tuple[str, ...]:
    return _named(request, str(get_client_username(request, credentials) or ""))


def _named(request: HttpRequest, username: str) -> tuple[str, ...]:
    return ("password", username.casefold()[:200], address_of(request))
