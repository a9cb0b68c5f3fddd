"""The tree of units: the list, one unit, a table taken in."""

import datetime

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import clock, slots
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import allowed, needs
from minhbach_web.core.services import files
from minhbach_web.units import queries, services
from minhbach_web.units.forms_tree import ImportForm
from minhbach_web.units.models import OrganisationUnit, User

PER_PAGE = 100
SEAL = "units.import"


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units at the top of what one sees with those below them, or what a search finds; a
    search finds closed units, too, whose work goes on in those."""
    person = queries.person(request)
    units = queries.visible_units(person)
    text = " ".join(request.GET.get("q", "").split())[:100]
    if text:
        shown = queries.search_units(queries.readable_units(person), text)
    else:
        shown = queries.first_levels(units)
    page = Paginator(queries.with_levels(shown), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "units/list.html",
        {
            "page": page,
            "text": text,
            "count": units.count(),
            "query": urlencode({"q": text}) + "&" if text else "",
            "may_import": allowed(request, "units.import"),
            "may_see_decisions": allowed(request, "units.see_reorganisations"),
        },
    )


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit; a closed one is a page of its past, without acts."""
    person = queries.person(request)
    found = queries.readable_unit(person, pk)
    visible = queries.visible_units(person)
    today = clock.today()
    gone = found.closed is not None and found.closed <= today
    see = not gone and queries.can(person, "units.see_people", found)
    above = queries.ancestors_on(found, last_day(found)) if gone else queries.ancestors(found)
    below = queries.children(found).filter(pk__in=visible.values("pk"))
    return render(
        request,
        "units/unit.html",
        {
            "unit": found,
            "gone": gone,
            "last_day": last_day(found) if gone else None,
            "heirs": queries.heirs(found, today) if gone else [],
            "acts": [] if gone else slots.acts_for(slots.UNIT, person, found.pk),
            "above": above,
            "linked": set(
                visible.filter(pk__in=[u.pk for u in above]).values_list("pk", flat=True)
            ),
            "readable": readable_around(person, found),
            "below": Paginator(below, PER_PAGE).get_page(request.GET.get("page")),
            "people": queries.people_in(found) if see else None,
            "may_manage": not gone and queries.can(person, "units.manage_people", found),
            "names": queries.past_names(found),
            "went": queries.events(found),
            "came": queries.predecessors(found)[:PER_PAGE],
            "may_see_decisions": allowed(request, "units.see_reorganisations"),
        },
    )


def last_day(found: OrganisationUnit) -> datetime.date:
    """The last day on which a closed unit was open."""
    assert found.closed is not None  # noqa: S101 -- the caller asks about closed units
    return found.closed - datetime.timedelta(days=1)


def readable_around(person: User, found: OrganisationUnit) -> set[int]:
    """Keys of those units before and after ``found`` that the person may open."""
    around = queries.related(found)
    return set(queries.readable_units(person).filter(pk__in=around).values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
@needs("units.import")
def import_table(request: HttpRequest) -> HttpResponse:
    """First step: the table comes in and is compared; nothing is written."""
    form = ImportForm(*sent(request))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "units/import.html", {"form": form}, status=status)
    data = form.cleaned_data["table"].read(5 * 2**20 + 1)
    day = form.cleaned_data["day"] or clock.today()
    result = services.import_units(data=data, by=queries.person(request), today=day, dry_run=True)
    seal = ""
    if not result.problems:
        seal = signing.dumps([files.store(data), day.isoformat()], salt=SEAL)
    context = {
        "result": result,
        "seal": seal,
        "name": form.cleaned_data["table"].name,
        "day": day,
    }
    return render(request, "units/import_preview.html", context)


@require_POST
@needs("units.import")
def import_confirmed(request: HttpRequest) -> HttpResponse:
    """Second step: exactly the table that was shown is written."""
    try:
        sha256, day = signing.loads(request.POST.get("seal", ""), salt=SEAL, max_age=86400)
    except signing.BadSignature:
        raise Http404 from None
    result = services.import_units(
        data=files.load(sha256),
        by=queries.person(request),
        today=datetime.date.fromisoformat(day),
    )
    if result.problems:  # the tree changed between the two steps
        context = {"result": result, "seal": "", "name": ""}
        return render(request, "units/import_preview.html", context, status=409)
    messages.success(request, _("The units were taken over."))
    return redirect("units:list")
