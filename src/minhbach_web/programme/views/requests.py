"""A request of a person who signed in (the middleware sees to that)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def person(request: HttpRequest) -> User:
    """Who is asking."""
    return cast("User", request.user)
