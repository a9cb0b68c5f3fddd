"""Asking the rules without knowing which app made them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import rules
from django.http import Http404, HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """A view for those who have ``permission`` (about no unit in particular); else 404."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not allowed(request, permission):
                raise Http404
            return view(request, *args, **kwargs)

        return checked

    return decorate


def allowed(request: HttpRequest, permission: str, about: Any = None) -> bool:
    """Whether the person who asks has ``permission`` about something (a unit, mostly)."""
    return request.user.is_authenticated and bool(rules.has_perm(permission, request.user, about))
