"""The tree as it was on any day, and its table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from minhbach_web.core import clock
from minhbach_web.core.permissions import allowed
from minhbach_web.units import queries
from minhbach_web.units.forms_tree import FAR
from minhbach_web.units.models import OrganisationUnit
from minhbach_web.units.services.unit_table import table_of

PER_PAGE = 100


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """One level of the tree on a day: at the top, or below one unit."""
    person = queries.person(request)
    days = queries.change_days()
    day = asked_day(request, days)
    units = queries.readable_units(person)
    top = _unit(units, request.GET.get("don-vi", "")) or _only_top(units, day)
    shown = queries.with_children_on(queries.levels_on(units, day, top), day)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    above = queries.ancestors_on(top, day) if top else []
    rename(page.object_list, day)
    rename([*above, *([top] if top else [])], day)
    context = {
        "day": day,
        "is_today": day == clock.today(),
        "days": list(_marks(days, day)),
        "at": sum(1 for d in days if d <= day),
        "count": len(days),
        "newest": days[-1] if days else day,
        "top": top,
        "above": above,
        "linked": set(units.filter(pk__in=[u.pk for u in above]).values_list("pk", flat=True)),
        "page": page,
        "decisions": queries.decisions_on(day),
        "may_see_decisions": allowed(request, "units.see_reorganisations"),
        "query": urlencode({"ngay": day.isoformat(), "don-vi": top.pk if top else ""}) + "&",
    }
    return render(request, "units/tree.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The units that one sees, as a table that can be taken over again."""
    person = queries.person(request)
    day = asked_day(request, queries.change_days())
    units = queries.readable_units(person)
    response = HttpResponse(table_of(units, day), content_type="text/csv; charset=utf-8")
    name = f"don-vi-{day.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_day(request: HttpRequest, days: list[datetime.date]) -> datetime.date:
    """``ngay`` (2025-06-30, or 30/6/2025), or the day at the slider's place ``muc``; else
    today."""
    today = clock.today()
    if "muc" in request.GET:
        place = request.GET["muc"]
        at = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else len(days)
        if at == 0 and days:
            return days[0] - datetime.timedelta(days=1)
        return days[at - 1] if 0 < at <= len(days) else today
    text = request.GET.get("ngay", "").strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            day = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day only
        except ValueError:
            continue
        return min(max(day, FAR[0]), FAR[1])
    return today


def _marks(days: list[datetime.date], day: datetime.date) -> Iterator[tuple[datetime.date, bool]]:
    """Each day of change with whether the tree shown began on it; the last twenty."""
    current = max((d for d in days if d <= day), default=None)
    for each in days[-20:]:
        yield each, each == current


def _unit(units: QuerySet[OrganisationUnit], text: str) -> OrganisationUnit | None:
    if not text:
        return None
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    found = units.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _only_top(units: QuerySet[OrganisationUnit], day: datetime.date) -> OrganisationUnit | None:
    """The one unit at the top of what the person sees, if there is one alone with units below."""
    tops = list(queries.levels_on(units, day, None)[:2])
    if len(tops) != 1 or not queries.levels_on(units, day, tops[0]).exists():
        return None
    return tops[0]


def rename(units: Iterable[OrganisationUnit], day: datetime.date) -> None:
    """Give the units, in memory only, the names that they had on ``day``."""
    rows = list(units)
    names = queries.names_on([unit.pk for unit in rows], day)
    for unit in rows:
        if past := names.get(unit.pk):
            unit.name, unit.short_name, unit.code = past.name, past.short_name, past.code
            unit.type = past.type
