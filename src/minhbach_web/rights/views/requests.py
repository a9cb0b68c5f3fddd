"""For administrators: what people asked about their data, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.core.permissions import needs
from minhbach_web.rights.clock import clock_of_the_law
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.filling import due
from minhbach_web.rights.forms import AnswerForm
from minhbach_web.rights.models import DataRequest
from minhbach_web.rights.queries.people import (
    closed_requests,
    keeps,
    open_requests,
    request_to_keep,
)
from minhbach_web.rights.services import asking
from minhbach_web.units.queries import person

PER_PAGE = 50


@require_safe
@needs("rights.manage")
def requests(request: HttpRequest) -> HttpResponse:
    """Open ones by their day, then what was closed."""
    waiting = [(row, due(row)) for row in open_requests()]
    page = Paginator(closed_requests(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"open": waiting, "page": page, "law": clock_of_the_law()}
    return render(request, "rights/requests.html", shown)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: answer it, put it off once, say that it is done."""
    row = request_to_keep(person(request), pk)
    form = AnswerForm(request.POST if request.POST.get("act") == "answer" else None)
    if request.method == "GET":
        return _shown(request, row, form)
    if form.is_bound and not form.is_valid():
        return _shown(request, row, form, status=422)
    try:
        _act(request, row, form)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("rights:request", pk=pk)


def _act(request: HttpRequest, row: DataRequest, form: AnswerForm) -> None:
    by, act = person(request), request.POST.get("act")
    if act == "answer":
        asking.answer(request=row, **form.cleaned_data, by=by)
        messages.success(request, _("The answer was kept; the person sees it on their page."))
    elif act == "put-off":
        asking.put_off(request=row, by=by)
        messages.success(request, _("The request was put off."))
    elif act == "done":
        asking.finish(request=row, by=by)
        messages.success(request, _("The request is done."))


def _shown(
    request: HttpRequest, row: DataRequest, form: AnswerForm, status: int = 200
) -> HttpResponse:
    page = {"row": row, "due": due(row), "form": form, "law": clock_of_the_law()}
    page["keeps"] = keeps(person(request))
    return render(request, "rights/request.html", page, status=status)
