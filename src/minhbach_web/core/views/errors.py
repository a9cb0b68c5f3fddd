"""Error pages that speak like a colleague: what happened, what is safe, what to do."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language

from minhbach_web.core.troubles import FULL, trouble_of


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "core/errors/csrf.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    # Who signs in is asked before any view runs: a database that is away shows there first.
    if trouble := trouble_of(sys.exc_info()[1]):
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # a form sent again is still taken
        return unavailable(full=trouble == FULL)
    # Without the request: what failed may be what the request's context would ask again.
    page = loader.render_to_string("core/errors/500.html", {"LANGUAGE_CODE": get_language()})
    return HttpResponse(page, status=500)


def too_large(megabytes: int) -> HttpResponse:
    """413: refused by its length alone."""
    return _bare("core/errors/413.html", 413, {"megabytes": megabytes})


def too_often() -> HttpResponse:
    """429: wait a minute."""
    response = _bare("core/errors/429.html", 429, {})
    response["Retry-After"] = "60"
    return response


def _bare(template: str, status: int, context: dict[str, int]) -> HttpResponse:
    """A page that asks the database nothing."""
    page = loader.render_to_string(template, {"LANGUAGE_CODE": get_language(), **context})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def unavailable(*, full: bool) -> HttpResponse:
    """503: the disk is full, or the database is locked or away. Asks the database nothing."""
    context = {"LANGUAGE_CODE": get_language(), "full": full}
    page = loader.render_to_string("core/errors/503.html", context)
    response = HttpResponse(page, status=503)
    response["Retry-After"] = "60"
    return response
