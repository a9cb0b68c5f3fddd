"""The citation register: search it, read an entry with its places, keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.programme import cited
from minhbach_web.programme.forms_cited import MergeForm, StatusForm, TableForm
from minhbach_web.programme.graph import picture
from minhbach_web.programme.models import CitedDocument, CitedPlace, LegalStatus
from minhbach_web.programme.services import cited as services
from minhbach_web.programme.services.cited_table import BadRow, table_of, take_table
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import engine_words

PER_PAGE = 50
FIRST_DATES = 10  # entries of two dates on the first page of contradictions
# tone, shape and word of the tag component
SEVERITIES = {
    "error": ("red", "alert", gettext_lazy("Error")),
    "warning": ("amber", "clock", gettext_lazy("Warning")),
    "info": ("blue", "info", gettext_lazy("Hint")),
}


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    text, status = request.GET.get("tim", ""), request.GET.get("tinh-trang", "")
    entries = cited.search_entries(cited.visible_entries(person(request)), text, status)
    keys = list(entries.values_list("pk", flat=True))  # one look serves the count and the page
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    named = CitedDocument.objects.select_related("replaced_by").in_bulk(list(page.object_list))
    shown = [named[key] for key in page.object_list]
    counts = cited.counts_of(person(request), shown)
    rows = [(entry, counts.get(entry.pk, cited.Cited())) for entry in shown]
    context = {
        "page": page,
        "rows": rows,
        "text": text,
        "status": status,
        "statuses": LegalStatus.choices,
        "keeps": cited.keeps_register(person(request)),
    }
    return render(request, "programme/cited/register.html", context)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    return _entry_page(request, cited.visible_entry(person(request), pk))


def _entry_page(
    request: HttpRequest, found: CitedDocument, form: StatusForm | None = None
) -> HttpResponse:
    user = person(request)
    places = cited.visible_places(user).filter(entry=found).select_related("source", "found_as")
    page = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    others = cited.visible_entries(user)
    own_dates = places.exclude(date=None).order_by("date").values_list("date", flat=True)
    context = {
        "entry": found,
        "page": page,
        "count": page.paginator.count,
        "dates": list(own_dates.distinct()),
        "issuers": list(
            places.exclude(issuer="").order_by("issuer").values_list("issuer", flat=True).distinct()
        ),
        "merged": found.merged.all(),
        "alike": cited.alike(user, found),
        "keeps": cited.keeps_register(user),
        "form": form or StatusForm(entry=found, others=others, user=user),
        "merge_form": MergeForm(others=others.exclude(pk=found.pk)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "programme/cited/entry.html", context, status=status)


@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    found = cited.entry_to_keep(person(request), pk)
    others = cited.visible_entries(person(request))
    form = StatusForm(request.POST, entry=found, others=others, user=person(request))
    if not form.is_valid():
        return _entry_page(request, found, form)
    services.set_status(entry=found, by=person(request), **form.cleaned_data)
    messages.success(request, _("The status was kept."))
    return redirect("programme:cited", found.pk)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This entry goes into another, or one that went into it comes back ("undo")."""
    found = cited.entry_to_keep(person(request), pk)
    undone = request.POST.get("undo", "")
    if undone:
        if not undone.isdigit():
            raise Http404
        other = found.merged.filter(pk=int(undone)).first()
        if other is None:
            raise Http404
        services.unmerge(entry=other, by=person(request))
        messages.success(request, _("The entries stand apart again."))
        return redirect("programme:cited", found.pk)
    form = MergeForm(request.POST, others=cited.visible_entries(person(request)).exclude(pk=pk))
    if not form.is_valid():
        messages.error(request, _("No single entry has this number or title. Nothing was merged."))
        return redirect("programme:cited", found.pk)
    target = form.cleaned_data["into"]
    services.merge(entry=found, into=target, by=person(request))
    messages.success(request, _("The entries are one now. You can undo this below."))
    return redirect("programme:cited", target.pk)


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """A place gets an entry of its own, or goes back to where it was found ("undo")."""
    found = cited.entry_to_keep(person(request), pk)
    place = _place_of(request, found)
    if request.POST.get("undo"):
        target = place.found_as.merged_into or place.found_as
        services.unsplit(place=place, by=person(request))
    else:
        target = services.split(place=place, by=person(request))
    messages.success(request, _("The place counts here now."))
    return redirect("programme:cited", target.pk)


def _place_of(request: HttpRequest, found: CitedDocument) -> CitedPlace:
    wanted = request.POST.get("place", "")
    places = cited.visible_places(person(request)).filter(entry=found)
    place = places.filter(pk=int(wanted)).first() if wanted.isdigit() else None
    if place is None:
        raise Http404
    return place


@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    """Those within documents, with the first of those between documents; ``xem=ngay``: all of
    the latter."""
    user, wanted = person(request), request.GET.get("page")
    between = Paginator(cited.entries_of_two_dates(user), PER_PAGE)
    only_dates = request.GET.get("xem") == "ngay"
    context: dict[str, Any] = {"only_dates": only_dates, "between": between.count}
    if only_dates:
        page: Page[Any] = between.get_page(wanted)
        context |= {"page": page, "two_dates": cited.two_dates(user, list(page.object_list))}
    else:
        page = Paginator(cited.disagreements(user), PER_PAGE).get_page(wanted)
        first = between.get_page(1).object_list[:FIRST_DATES]
        rows = [(row, _sentence(row), SEVERITIES[row.severity]) for row in page.object_list]
        context |= {"page": page, "two_dates": cited.two_dates(user, list(first)), "rows": rows}
    return render(request, "programme/cited/contradictions.html", context)


def _sentence(row: Any) -> str:
    quotes = [quote for quote, _anchor in row.places]
    other = quotes[1] if len(quotes) > 1 else ""
    return engine_words(
        row.code.lower(), quote=quotes[0], other=other, needed=row.needed, actual=row.actual
    )


@require_safe
def graph(request: HttpRequest) -> HttpResponse:
    links = cited.links(person(request))
    page = Paginator(links, PER_PAGE).get_page(request.GET.get("page"))
    context = {"links": links, "picture": picture(links), "page": page}
    return render(request, "programme/cited/graph.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The register as CSV."""
    entries = list(cited.visible_entries(person(request)).select_related("replaced_by"))
    counts = cited.counts_of(person(request), entries)
    data = table_of(entries, {pk: counted.times for pk, counted in counts.items()})
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="so-vien-dan.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Statuses back from the table."""
    if not cited.keeps_register(person(request)):
        raise Http404
    form = TableForm(request.POST or None, request.FILES or None)
    bad: list[BadRow] = []
    if request.method == "POST" and form.is_valid():
        entries = {row.key: row for row in cited.visible_entries(person(request))}
        data = form.cleaned_data["file"].read(TableForm.LIMIT + 1)
        done, bad = take_table(data=data, entries=entries, by=person(request))
        if not bad:
            messages.success(request, _("%(n)s entries were changed.") % {"n": done})
            return redirect("programme:register")
    failed = bad or form.errors
    context = {"form": form, "bad": bad}
    return render(request, "programme/cited/take.html", context, status=422 if failed else 200)
