"""The language a person chose, and no copies of pages in shared caches."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from minhbach_web.core.troubles import FULL, trouble_of

logger = logging.getLogger(__name__)
NOT_FOUND = 404
GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Vietnamese unless the person chose otherwise: a browser's own language is no choice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class PrivatePagesMiddleware:
    """Pages of a signed-in person are never kept by a browser that others use too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class EvenNotFoundMiddleware:
    """A page that is not there takes as long as one that is hidden.

    What is hidden may have cost a question more to the database. The answer waits until
    ``NOT_FOUND_FLOOR`` seconds have gone; only people who are signed in can ask for hidden things.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.get_response(request)
        floor = settings.NOT_FOUND_FLOOR
        if floor and response.status_code == NOT_FOUND and request.user.is_authenticated:
            time.sleep(max(0.0, begun + floor - time.monotonic()))
        return response


class TroubleMiddleware:
    """A full disk or a database that doesn't answer is told as what it is, with what to do.

    The transaction of the act was rolled back before this is reached: nothing is half stored.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        trouble = trouble_of(error)
        if not trouble:
            return None
        logger.error("no room or no database: %s", error)
        # Signing in gives the page a new token; the form that is sent again has the old one.
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        from minhbach_web.core.views.errors import unavailable  # noqa: PLC0415  # needs the apps

        return unavailable(full=trouble == FULL)
