"""Reading the log: the list, one activity with its history, its files, the table for Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from minhbach_web.activities import kinds, tables
from minhbach_web.activities.forms import SearchForm
from minhbach_web.activities.models import Amount, Entry
from minhbach_web.activities.queries import (
    evidence_of,
    readable_activity,
    readable_entries,
    search_entries,
)
from minhbach_web.activities.queries.log import entries_of
from minhbach_web.activities.views.kinds import keeps_kinds
from minhbach_web.core.services import files
from minhbach_web.programme.queries_tasks import loggable_units
from minhbach_web.units.queries import person, readable_units

if TYPE_CHECKING:
    from minhbach_web.units.models import User

PER_PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 50_000


def _asked(request: HttpRequest, user: User) -> tuple[SearchForm, QuerySet[Entry]]:
    form = SearchForm(request.GET, units=readable_units(user))
    rows = readable_entries(user)
    if not form.is_valid():
        return form, rows.none()
    asked = form.cleaned_data
    unit = asked["unit"]
    return form, search_entries(
        rows,
        unit=unit.pk if unit else None,
        kind=asked["kind"],
        since=asked["since"],
        until=asked["until"],
    )


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form, rows = _asked(request, user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    given = {name: request.GET[name] for name in SearchForm.names.values() if request.GET.get(name)}
    context = {
        "search": form,
        "page": page,
        "sums": _sums(rows),
        "query": urlencode(given) + "&" if given else "",
        "asked": bool(given),
        "writes": loggable_units(user).exists(),
        "keeps": keeps_kinds(user),
        "many": len(form.offer.units) > 1,
    }
    return render(request, "activities/list.html", context)


def _sums(rows: QuerySet[Entry]) -> list[tuple[str, int]]:
    """Each count over everything that was asked for; what stands now isn't added up."""
    counted = Amount.objects.filter(entry__in=rows.order_by().values("pk")).order_by()
    found = dict(counted.values_list("code").annotate(n=Sum("number")))
    return [
        (count.name, found[code])
        for code, count in kinds.counts().items()
        if code in found and count.over_time == "sum"
    ]


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    _form, rows = _asked(request, person(request))
    return workbook(tables.log_workbook(rows[:MOST_ROWS]), "hoat-dong.xlsx")


def workbook(data: bytes, name: str) -> HttpResponse:
    """An Excel file to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": disposition})


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    shown = readable_activity(person(request), pk)
    entries = entries_of(shown)
    context = {
        "activity": shown,
        "entry": entries[0],
        "before": entries[1:],
        "writes": loggable_units(person(request)).filter(pk=shown.unit_id).exists(),
    }
    return render(request, "activities/activity.html", context)


@require_safe
def evidence(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file: photos are shown, everything else is kept by the reader's machine unopened."""
    found = evidence_of(person(request), pk, file)
    is_photo = found.media.startswith("image/")
    disposition = content_disposition_header(as_attachment=not is_photo, filename=found.name)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(files.load(found.sha256), content_type=found.media, headers=headers)
