"""Territories that figures are about, with their days."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.figures import TerritoryForm
from minhbach_web.briefing.models import Territory
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.services.territories import add_territory, lay_out_territories
from minhbach_web.core.search import search_key
from minhbach_web.units.queries import person


@require_safe
def territory_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("tim", "")[:100]
    rows = Territory.objects.select_related("becomes")
    for word in search_key(text).split():
        rows = rows.filter(name_key__contains=word)
    context = {
        "page": Paginator(rows, 100).get_page(request.GET.get("page")),
        "text": text,
        "any": Territory.objects.exists(),
        "keeps": queries.keeps_figures(person(request)),
    }
    return render(request, "briefing/figures/territories.html", context)


@require_http_methods(["GET", "POST"])
def new_territory(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not queries.keeps_figures(user):
        raise Http404
    form = TerritoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_territory(by=user, **form.cleaned_data)
        except BriefingProblem as problem:
            form.add_error("code", problem.message)
        else:
            messages.success(request, _("The territory was added: %s.") % made.name)
            return redirect("briefing:territories")
    status = 422 if form.is_bound else 200
    return render(request, "briefing/figures/new_territory.html", {"form": form}, status=status)


@require_POST
def lay_out(request: HttpRequest) -> HttpResponse:
    """The country and its provinces before and after July 2025."""
    user = person(request)
    if not queries.keeps_figures(user):
        raise Http404
    n = lay_out_territories(by=user)
    said = ngettext("%(n)s territory was added.", "%(n)s territories were added.", n)
    messages.success(request, said % {"n": n})
    return redirect("briefing:territories")
