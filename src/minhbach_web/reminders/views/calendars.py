"""The calendar feed: the page where a person gets the address, and the feed itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.reminders import queries
from minhbach_web.reminders.models import Feed
from minhbach_web.reminders.services import feeds
from minhbach_web.units.queries import person

MOST = 100  # characters of a secret that are looked at


@require_http_methods(["GET", "POST"])
def feed_page(request: HttpRequest) -> HttpResponse:
    """Get an address, change it for another one, or close it. A new one is shown this once."""
    user = person(request)
    if request.method == "POST" and "close" in request.POST:
        feeds.close(by=user)
        messages.success(request, _("The calendar address is closed: it gives nothing any more."))
        return redirect("reminders:feed_page")
    address = ""
    if request.method == "POST":
        path = reverse("reminders:feed", args=[feeds.renew(by=user)])
        address = settings.SITE_ADDRESS + path if settings.SITE_ADDRESS else path
    context = {
        "feed": Feed.objects.filter(user=user).first(),
        "address": address,
        "whole": bool(settings.SITE_ADDRESS),
    }
    return render(request, "reminders/feed.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The person's dates. A wrong or an old address gives 404, like any address that isn't."""
    user = feeds.person_behind(secret[:MOST])
    if user is None:
        raise Http404
    with translation.override(queries.choice_of(user).language):
        data = feeds.calendar_of(user)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["Content-Disposition"] = 'inline; filename="minh-bach.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
