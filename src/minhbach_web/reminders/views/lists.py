"""A person's own reminders, and how they want to get them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhbach_web.core.forms import sent
from minhbach_web.reminders import queries
from minhbach_web.reminders.filling import EDITORS
from minhbach_web.reminders.forms import ChoiceForm
from minhbach_web.reminders.services import choices
from minhbach_web.units.queries import home_units, person

A_PAGE = 30
OFFICES = 3  # whose rules are a click away


@require_GET
def reminder_list(request: HttpRequest) -> HttpResponse:
    """What the person was reminded of: what is still to be done, or all of it."""
    user = person(request)
    everything = request.GET.get("tat-ca") == "1"
    rows = queries.own_notices(user) if everything else queries.to_do(user)
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "everything": everything,
        "unread": queries.unread(user),
        "query": "tat-ca=1&" if everything else "",
        "offices": home_units(user, *EDITORS)[:OFFICES],
    }
    return render(request, "reminders/list.html", context)


@require_GET
def open_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the thing; the reminder is read from then on."""
    notice = queries.own_notice(person(request), pk)
    choices.mark_read(notice=notice)
    return redirect(notice.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All are read."""
    n = choices.mark_all_read(by=person(request))
    words = ngettext("%(n)s reminder marked as read.", "%(n)s reminders marked as read.", n)
    messages.success(request, words % {"n": n})
    return redirect("reminders:list")


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """By e-mail or not, in which language, from what hour."""
    user = person(request)
    held = queries.choice_of(user)
    start = {"email": held.email, "language": held.language, "not_before": held.not_before}
    form = ChoiceForm(*sent(request), initial=start)
    if form.is_valid():
        choices.set_choice(by=user, **form.cleaned_data)
        messages.success(request, _("Your choice was kept."))
        return redirect("reminders:choices")
    context = {"form": form, "delivery": queries.delivery()}
    return render(request, "reminders/choices.html", context, status=422 if form.errors else 200)
