"""For administrators: one person's data: seen, taken away, corrected, deleted."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import clock, holding
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import needs
from minhbach_web.core.search import search_key
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.forms import AskForm, CorrectForm
from minhbach_web.rights.queries.people import own_requests, person_to_keep
from minhbach_web.rights.services.asking import ask
from minhbach_web.rights.services.erasing import erase_person
from minhbach_web.rights.services.exporting import export_person
from minhbach_web.units import queries
from minhbach_web.units.services.leaving import correct_account, is_blank

PER_PAGE = 50


@require_safe
@needs("rights.manage")
def people(request: HttpRequest) -> HttpResponse:
    """Find a person by name or user name."""
    text = " ".join(request.GET.get("q", "").split())[:100]
    found = queries.search_users(queries.manageable_users(request.user), search_key(text))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': text})}&" if text else ""
    shown = {"page": page, "text": text, "query": query}
    return render(request, "rights/people.html", shown)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is stored about this person."""
    user = person_to_keep(queries.person(request), pk)
    held = [row for row in holding.counts(user) if row.rows]
    asked = own_requests(user)
    page = {"account": user, "held": held, "requests": asked, "blank": is_blank(user)}
    return render(request, "rights/person.html", page)


@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a person who can't sign in, to hand over."""
    by = queries.person(request)
    return zipped(export_person(person=person_to_keep(by, pk), by=by))


def zipped(data: bytes) -> HttpResponse:
    """The zip as a download whose name says the day and nobody's name."""
    response = HttpResponse(data, content_type="application/zip")
    name = f"du-lieu-{clock.today():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def take_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a person asked by letter or by word of mouth."""
    by = queries.person(request)
    user = person_to_keep(by, pk)
    form = AskForm(*sent(request))
    if not form.is_valid():
        page = {"form": form, "account": user}
        status = 422 if form.is_bound else 200
        return render(request, "rights/ask.html", page, status=status)
    row = ask(person=user, **form.cleaned_data, by=by)
    return redirect("rights:request", pk=row.pk)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the name or the address right."""
    by = queries.person(request)
    user = person_to_keep(by, pk)
    first = {"full_name": user.full_name, "email": user.email}
    form = CorrectForm(*sent(request), initial=first)
    if not form.is_valid():
        page = {"form": form, "account": user}
        status = 422 if form.is_bound else 200
        return render(request, "rights/correct.html", page, status=status)
    correct_account(user=user, **form.cleaned_data, by=by)
    messages.success(request, _("The account was corrected."))
    return redirect("rights:person", pk=pk)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what goes, what stays and why, and what stands in the way; then does it."""
    by = queries.person(request)
    user = person_to_keep(by, pk)
    if request.method == "POST":
        try:
            erase_person(person=user, by=by)
        except NotPossible as error:
            for reason in error.reasons:
                messages.error(request, reason)
            return redirect("rights:erase", pk=pk)
        messages.success(request, _("The person’s data were deleted."))
        return redirect("rights:person", pk=pk)
    held = [row for row in holding.counts(user) if row.rows]
    page = {
        "account": user,
        "goes": [row for row in held if row.kind.fate == holding.DELETED],
        "stays": [row for row in held if row.kind.fate != holding.DELETED],
        "duties": holding.open_duties(user),
        "own": user.pk == by.pk,
        "blank": is_blank(user),
    }
    return render(request, "rights/erase.html", page)
