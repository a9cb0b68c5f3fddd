"""The tree of units: the list, one unit, a table taken in."""

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import clock, slots
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import allowed, needs
from minhbach_web.core.services import files
from minhbach_web.units import queries, services
from minhbach_web.units.forms_people import ImportForm

PER_PAGE = 100
SEAL = "units.import"


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units at the top of what one sees with those below them, or what a search finds."""
    units = queries.visible_units(queries.person(request))
    text = " ".join(request.GET.get("q", "").split())[:100]
    shown = queries.search_units(units, text) if text else queries.first_levels(units)
    page = Paginator(queries.with_levels(shown), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "units/list.html",
        {
            "page": page,
            "text": text,
            "count": units.count(),
            "may_import": allowed(request, "units.import"),
        },
    )


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    person = queries.person(request)
    found = queries.visible_unit(person, pk)
    visible = queries.visible_units(person)
    see = queries.can(person, "units.see_people", found)
    return render(
        request,
        "units/unit.html",
        {
            "unit": found,
            "acts": slots.acts_for(slots.UNIT, person, found.pk),
            "above": queries.ancestors(found),
            "linked": set(visible.filter(descendant_rows__unit=found).values_list("pk", flat=True)),
            "below": queries.children(found).filter(pk__in=visible.values("pk")),
            "people": queries.people_in(found) if see else None,
            "may_manage": queries.can(person, "units.manage_people", found),
        },
    )


@require_http_methods(["GET", "POST"])
@needs("units.import")
def import_table(request: HttpRequest) -> HttpResponse:
    """First step: the table comes in and is compared; nothing is written."""
    form = ImportForm(*sent(request))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "units/import.html", {"form": form}, status=status)
    data = form.cleaned_data["table"].read(5 * 2**20 + 1)
    result = services.import_units(
        data=data, by=queries.person(request), today=clock.today(), dry_run=True
    )
    seal = "" if result.problems else signing.dumps(files.store(data), salt=SEAL)
    context = {"result": result, "seal": seal, "name": form.cleaned_data["table"].name}
    return render(request, "units/import_preview.html", context)


@require_POST
@needs("units.import")
def import_confirmed(request: HttpRequest) -> HttpResponse:
    """Second step: exactly the table that was shown is written."""
    try:
        sha256 = signing.loads(request.POST.get("seal", ""), salt=SEAL, max_age=86400)
    except signing.BadSignature:
        raise Http404 from None
    result = services.import_units(
        data=files.load(sha256), by=queries.person(request), today=clock.today()
    )
    if result.problems:  # the tree changed between the two steps
        context = {"result": result, "seal": "", "name": ""}
        return render(request, "units/import_preview.html", context, status=409)
    messages.success(request, _("The units were taken over."))
    return redirect("units:list")
