"""Too large is refused before it is read; too often is slowed. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from minhbach_web.core.throttle import Throttle, address_of
from minhbach_web.core.views.errors import too_large, too_often

METHODS = ("GET", "HEAD", "POST", "PUT", "OPTIONS")  # no address takes another one
GetResponse = Callable[[HttpRequest], HttpResponse]


class LargestRequestMiddleware:
    """405 for a method that nothing here knows; 413 by what the request says of its length.

    A form would be kept whole before any view sees it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _length(request) > settings.REQUEST_LIMIT:
            return too_large(settings.REQUEST_LIMIT // 2**20)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # then nothing is read


class RatesMiddleware:
    """429 for an account that uploads or exports without end, and for an address that sends one
    form after another without an account. The audience of talks and the API have their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        rates = settings.RATES
        self.throttles = {kind: Throttle(burst=b, a_second=s) for kind, (b, s) in rates.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        kind = _kind(request)
        if kind is None:
            return None
        who = address_of(request) if kind == "strangers" else str(request.user.pk)
        return None if self.throttles[kind].takes(who) else too_often()


def _kind(request: HttpRequest) -> str | None:
    """Which rate holds; None for the pages of every day."""
    match = request.resolver_match
    name = match.view_name if match else ""
    posted = request.method == "POST"
    if not request.user.is_authenticated:
        own = name.startswith(("briefing:", "reporting:api:"))
        return "strangers" if posted and not own else None
    if name in settings.COSTLY:
        return "exports"
    return "uploads" if posted and request.FILES else None
