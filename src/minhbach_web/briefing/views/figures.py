"""The register of official figures: find one, see all its versions, add, correct."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.figures import CorrectionForm, FigureForm
from minhbach_web.briefing.models import Status, Territory
from minhbach_web.briefing.problems import BriefingProblem, Changed
from minhbach_web.briefing.series import chart_of, points_of
from minhbach_web.briefing.services.exports import as_csv, as_json, as_package
from minhbach_web.briefing.services.figures import add_figure, add_version
from minhbach_web.core import clock
from minhbach_web.units.queries import can, person, visible_units

PER_PAGE = 30
EXPORTS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    """What a search finds, each figure with its number, source and day."""
    user = person(request)
    asked = {name: request.GET.get(name, "")[:100] for name in ("tim", "trang-thai", "dia-ban")}
    found = queries.search_figures(
        queries.figures_for(user),
        asked["tim"],
        status=asked["trang-thai"],
        territory=asked["dia-ban"],
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.with_current(page.object_list),
        "asked": {name.replace("-", "_"): value for name, value in asked.items()},
        "filtered": any(asked.values()),
        "query": urlencode({k: v for k, v in asked.items() if v} | {"": ""})[:-1],
        "statuses": Status.choices,
        "territories": Territory.objects.filter(figures__isnull=False).distinct(),
        "keeps": queries.keeps_figures(user),
    }
    return render(request, "briefing/figures/list.html", context)


@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: its number, its series, its versions, where it is used."""
    user = person(request)
    found = queries.visible_figure(user, pk)
    points = points_of(queries.series_of(found))
    versions = list(found.versions.select_related("by", "source_document").order_by("-n"))
    for version in versions:
        version.figure = found
    context = {
        "figure": found,
        "now": versions[0],
        "versions": versions,
        "points": points,
        "chart": chart_of(points, found) if len(points) > 1 else "",
        "uses": queries.uses_of(found, user),
        "keeps": can(user, "coordinator", found.keeper),
    }
    return render(request, "briefing/figures/figure.html", context)


@require_http_methods(["GET", "POST"])
def new_figure(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not queries.keeps_figures(user):
        raise Http404
    form = FigureForm(
        request.POST or None,
        keepers=queries.keepers(user),
        initial={"retrieved_on": clock.today(), "status": Status.FINAL},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = add_figure(
                identity=form.identity(),
                number=form.number(),
                keeper=form.cleaned_data["keeper"],
                by=user,
            )
        except BriefingProblem as problem:
            form.add_error("concept", problem.message)
        else:
            messages.success(request, _("The figure is in the register: %s.") % made.code)
            return redirect("briefing:figure", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "briefing/figures/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of the number; the old one stays to be seen."""
    user = person(request)
    found = queries.figure_to_keep(user, pk)
    now = queries.current_version(found)
    initial = CorrectionForm.initial_of(now, found, clock.today())
    form = CorrectionForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                add_version(
                    figure=found,
                    number=form.number(),
                    reason=data["reason"],
                    by=user,
                    seen=data["seen"],
                )
            except Changed as problem:
                form = CorrectionForm(initial=initial)
                messages.error(request, problem.message)
                status = 409
            except BriefingProblem as problem:
                form.add_error("value", problem.message)
            else:
                messages.success(
                    request, _("The new number holds. Kits that use the old one now warn of it.")
                )
                return redirect("briefing:figure", found.pk)
    context = {
        "form": form,
        "figure": found,
        "now": now,
        "uses": [use for use in queries.uses_of(found, user) if use.version],
    }
    return render(request, "briefing/figures/correct.html", context, status=status)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures that the list shows, as a file."""
    readable = queries.figures_for(person(request))
    if not visible_units(person(request)).exists():
        raise Http404
    found = queries.search_figures(
        readable,
        request.GET.get("tim", "")[:100],
        status=request.GET.get("trang-thai", "")[:20],
        territory=request.GET.get("dia-ban", "")[:20],
    )
    rows = queries.with_current(found)
    if kind == "zip":
        data = as_package(rows, "Số liệu chính thức", clock.today())
    else:
        data = {"csv": as_csv, "json": as_json}[kind](rows)
    response = HttpResponse(data, content_type=EXPORTS[kind])
    response["Content-Disposition"] = f'attachment; filename="so-lieu.{kind}"'
    return response
