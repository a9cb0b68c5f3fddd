"""For everyone: one's own data, what was asked about them, what one said yes to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import consents, holding
from minhbach_web.core.forms import sent
from minhbach_web.rights.clock import clock_of_the_law
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.filling import due
from minhbach_web.rights.forms import AskForm
from minhbach_web.rights.queries.people import keeps, last_words, own_request, own_requests
from minhbach_web.rights.services import asking
from minhbach_web.rights.services.consenting import set_consent
from minhbach_web.rights.services.exporting import export_person
from minhbach_web.rights.views.people import zipped
from minhbach_web.units.queries import person


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is stored about the person who is signed in."""
    user = person(request)
    said = last_words(user)
    page = {
        "held": [row for row in holding.counts(user) if row.rows],
        "requests": [(row, due(row)) for row in own_requests(user)],
        "purposes": [
            (purpose, row if (row := said.get(purpose.code)) else None, _agrees(purpose, row))
            for purpose in consents.purposes()
        ],
        "law": clock_of_the_law(),
        "keeps": keeps(user),
    }
    return render(request, "rights/mine.html", page)


def _agrees(purpose: consents.Purpose, said: object) -> bool:
    return bool(
        said and getattr(said, "given", False) and getattr(said, "version", 0) == purpose.version
    )


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything, as a zip."""
    user = person(request)
    return zipped(export_person(person=user, by=user))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a correction, a deletion …; the clock runs from today."""
    user = person(request)
    form = AskForm(*sent(request))
    if not form.is_valid():
        page = {"form": form, "account": None, "law": clock_of_the_law()}
        status = 422 if form.is_bound else 200
        return render(request, "rights/ask.html", page, status=status)
    row = asking.ask(person=user, **form.cleaned_data, by=user)
    words = _("Your request was sent. You get an answer by %(day)s.")
    messages.success(request, words % {"day": f"{row.answer_by:%d/%m/%Y}"})
    return redirect("rights:mine")


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The person no longer asks for it."""
    user = person(request)
    try:
        asking.take_back(request=own_request(user, pk), by=user)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The request was taken back."))
    return redirect("rights:mine")


@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Say yes to one purpose, or take it back: one press either way."""
    purpose = consents.purpose(code)
    if purpose is None:
        raise Http404
    given = request.POST.get("given") == "1"
    set_consent(purpose=purpose, given=given, by=person(request))
    done = _("Kept: you said yes.") if given else _("Kept: you took it back.")
    messages.success(request, done)
    return redirect("rights:mine")
