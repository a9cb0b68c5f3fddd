"""The table of days off, year by year; kept by who stands at the top of the tree."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from minhbach_web.core import clock
from minhbach_web.reporting.forms import DayOffForm
from minhbach_web.reporting.models import DayOff
from minhbach_web.reporting.services.calendar import forget_day, lay_out_year, set_day
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import holds_at_top, units_of

KEEPERS = ("coordinator", "administrator")
FIRST, LAST = 2019, 2099


def _year(text: str | None) -> int:
    year = int(text) if text and text.isascii() and text.isdigit() else clock.today().year
    return min(max(year, FIRST), LAST)


@require_GET
def days_off(request: HttpRequest) -> HttpResponse:
    """One year of the table."""
    user = person(request)
    if not units_of(user, *KEEPERS).exists():
        raise Http404
    return _page(request, _year(request.GET.get("nam")), DayOffForm(initial={"kind": "off"}))


def _page(request: HttpRequest, year: int, form: DayOffForm) -> HttpResponse:
    context = {
        "year": year,
        "rows": DayOff.objects.filter(day__year=year).select_related("by"),
        "keeps": holds_at_top(person(request), *KEEPERS),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/days_off.html", context, status=status)


@require_POST
def change_days(request: HttpRequest) -> HttpResponse:
    """Set or forget one day, or lay out the public holidays of a year."""
    user = person(request)
    if not holds_at_top(user, *KEEPERS):
        raise Http404
    year = _year(request.POST.get("year"))
    if forgotten := request.POST.get("forget"):
        forget_day(day=_day(forgotten), by=user)
    elif "lay_out" in request.POST:
        n = lay_out_year(year=year, by=user)
        text = ngettext("%(n)s day was added.", "%(n)s days were added.", n) % {"n": n}
        messages.success(request, text)
    else:
        form = DayOffForm(request.POST)
        if not form.is_valid():
            return _page(request, year, form)
        set_day(by=user, **form.cleaned_data)
        year = form.cleaned_data["day"].year
        messages.success(request, _("The day was kept. Periods that are open keep their dates."))
    return redirect(f"{reverse('reporting:days_off')}?nam={year}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
