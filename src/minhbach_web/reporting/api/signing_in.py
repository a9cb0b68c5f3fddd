"""Who asks: a signed-in person's browser, or a program with its token; how often it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from minhbach_web.reporting.services.tokens import user_of
from minhbach_web.reporting.views.person import person

if TYPE_CHECKING:
    from minhbach_web.units.models import User

A_MINUTE = 240


class TooMany(Exception):
    """More requests within a minute than one account may make."""


def count(user: User) -> None:
    """One more request of this account in this minute."""
    key = f"api:{user.pk}:{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > A_MINUTE:
        raise TooMany


class Browser(SessionAuth):
    """The session of a person; acts need the CSRF token as on every page."""

    def __call__(self, request: HttpRequest) -> User | None:
        # A stranger is told to sign in, not that a form's token is wrong.
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        user = person(request)
        if user.must_change_password:
            return None
        count(user)
        return user


class Program(HttpBearer):
    """``Authorization: Bearer mb_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of(token)
        if user is not None:
            request.user = user
            count(user)
        return user
