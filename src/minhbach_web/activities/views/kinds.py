"""For administrators at the top: the kinds of activities and what is counted for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.activities import kinds
from minhbach_web.activities.forms_kinds import CountForm, KindForm, initial_of_kind
from minhbach_web.activities.services.kinds import add_count, save_kind
from minhbach_web.core.forms import sent
from minhbach_web.units.queries import holds_at_top, person

if TYPE_CHECKING:
    from minhbach_web.units.models import User

KEEPERS = ("administrator", "coordinator")


def keeps_kinds(user: User) -> bool:
    """Whether this person says which kinds of activities there are: the log is one for all."""
    return holds_at_top(user, *KEEPERS)


def _keeper(request: HttpRequest) -> User:
    user = person(request)
    if not keeps_kinds(user):
        raise Http404
    return user


@require_safe
def kind_list(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    counted = kinds.counts()
    rows = [(kind, [counted[code].name for code in kind.counts]) for kind in kinds.kinds().values()]
    return render(request, "activities/kinds.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, code: str = "") -> HttpResponse:
    """A kind to be changed; without a code a new one."""
    user = _keeper(request)
    found = kinds.kinds().get(code)
    if code and found is None:
        raise Http404
    initial = initial_of_kind(found) if found else {}
    form = KindForm(*sent(request), kind=found, initial=initial)
    if form.is_valid():
        save_kind(code=code, wanted=form.wanted(), by=user)
        messages.success(request, _("The kind was saved. The log offers it from now on."))
        return redirect("activities:kinds")
    status = 422 if form.is_bound else 200
    return render(request, "activities/kind.html", {"form": form, "kind": found}, status=status)


@require_http_methods(["GET", "POST"])
def new_count(request: HttpRequest) -> HttpResponse:
    user = _keeper(request)
    form = CountForm(*sent(request))
    if form.is_valid():
        add_count(**form.cleaned_data, by=user)
        messages.success(request, _("It can be counted now. Choose the kinds that ask for it."))
        return redirect("activities:kinds")
    status = 422 if form.is_bound else 200
    return render(request, "activities/count.html", {"form": form}, status=status)
