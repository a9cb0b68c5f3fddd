"""One's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.units import queries


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    memberships = queries.active_memberships(request.user).select_related("unit")
    return render(request, "units/me.html", {"memberships": memberships})
