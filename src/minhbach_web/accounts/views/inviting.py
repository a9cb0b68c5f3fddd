"""Links in an administrator's hands: made, shown once, listed, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.accounts import queries
from minhbach_web.accounts.forms import InvitationForm
from minhbach_web.accounts.services import letters, links
from minhbach_web.core import clock
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import needs
from minhbach_web.units import queries as units

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
@needs("units.manage_people")
def invite(request: HttpRequest) -> HttpResponse:
    person = units.person(request)
    form = InvitationForm(
        *sent(request),
        units=units.units_of(person, "administrator"),
        initial={"valid_from": clock.today()},
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/invite.html", {"form": form}, status=status)
    try:
        user, secret = links.invite(**form.cleaned_data, by=person)
    except ValidationError as error:  # the name was taken, the unit closed in the meantime
        form.add_error(None, error.messages)
        return render(request, "accounts/invite.html", {"form": form}, status=422)
    return _shown_once(request, user, secret)


@require_safe
@needs("units.manage_people")
def invitations(request: HttpRequest) -> HttpResponse:
    rows = queries.open_links(units.person(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/invitations.html", {"page": page, "now": clock.now()})


@never_cache
@require_POST
@needs("units.manage_people")
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link: the one before, if there is one, works no longer."""
    person = units.person(request)
    user = units.manageable_user(person, pk)
    if not user.is_active:
        messages.error(request, _("The account is closed. Open it again first."))
        return redirect("units:account", pk=pk)
    return _shown_once(request, user, links.make_link(user=user, by=person))


@require_http_methods(["GET", "POST"])
@needs("units.manage_people")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: who was invited and never came has no way in and no role any more."""
    person = units.person(request)
    user = units.manageable_user(person, pk)
    if request.method == "POST":
        links.withdraw(user=user, by=person)
        messages.success(request, _("The link was withdrawn. It opens nothing any more."))
        return redirect("accounts:invitations")
    joined = links.has_joined(user)
    return render(request, "accounts/withdraw.html", {"account": user, "joined": joined})


def _shown_once(request: HttpRequest, user: Any, secret: str) -> HttpResponse:
    path = reverse("accounts:join", args=[secret])
    invited = not links.has_joined(user)
    context = {
        "account": user,
        "address": request.build_absolute_uri(path),
        "invited": invited,
        "mailed": letters.send(user, path, invited=invited),
        "link": queries.open_link(user),
    }
    return render(request, "accounts/link.html", context)
