"""Who asks: the login middleware let only people in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    return cast("User", request.user)
