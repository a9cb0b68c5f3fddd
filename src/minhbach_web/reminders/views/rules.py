"""When people are reminded: an office's own rules, a programme's, the hours for messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.core import reminding
from minhbach_web.core.forms import sent
from minhbach_web.programme.queries import visible_programmes
from minhbach_web.reminders import queries
from minhbach_web.reminders.filling import EDITORS
from minhbach_web.reminders.forms import HoursForm, TimingForm
from minhbach_web.reminders.models import Audience
from minhbach_web.reminders.services import choices
from minhbach_web.reminders.services.planning import offset
from minhbach_web.reminders.services.rules import (
    MOST,
    Found,
    Rulebook,
    Timing,
    TooManyRules,
    forget_rules,
    set_rules,
    usual,
)
from minhbach_web.reminders.services.sending import sending_hours
from minhbach_web.units.queries import holds_at_top, person, units_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.programme.models import Programme
    from minhbach_web.units.models import OrganisationUnit


@dataclass(frozen=True)
class Line:
    """A rule as the page shows it."""

    code: str
    matter: str
    when: str
    who: str


@dataclass(frozen=True)
class Place:
    """Whose rules: an office's, or one of its programmes'."""

    unit: OrganisationUnit
    chosen: Programme | None

    @property
    def programme(self) -> int | None:
        return self.chosen.pk if self.chosen else None


@require_http_methods(["GET", "POST"])
def rules_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of an office or of one of its programmes: see, add, take away, switch off."""
    user = person(request)
    unit = units_of(user, *EDITORS).filter(pk=pk).first()
    if unit is None:
        raise Http404
    programmes = visible_programmes(user).filter(owner=unit)
    chosen = _chosen(request, programmes)
    found = _found(unit, chosen)
    form = TimingForm(*(sent(request) if "add" in request.POST else (None, None)))
    if request.method == "POST" and (form.is_valid() or "add" not in request.POST):
        _act(request, Place(unit, chosen), found, form)
        return redirect(_address(unit, chosen))
    context = {
        "unit": unit,
        "programmes": programmes,
        "chosen": chosen,
        "found": found,
        "own": _own(found, unit, chosen),
        "lines": _lines(found),
        "form": form,
        "at_top": holds_at_top(user, *EDITORS),
        "delivery": queries.delivery(),
    }
    return render(request, "reminders/rules.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, programmes: QuerySet[Programme]) -> Programme | None:
    wanted = request.GET.get("chuong-trinh") or request.POST.get("programme") or ""
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 12):
        raise Http404
    found = programmes.filter(pk=int(wanted)).first()
    if found is None:
        raise Http404
    return found


def _address(unit: OrganisationUnit, chosen: Programme | None) -> str:
    url = reverse("reminders:rules", args=[unit.pk])
    return f"{url}?chuong-trinh={chosen.pk}" if chosen else url


def _found(unit: OrganisationUnit, chosen: Programme | None) -> Found:
    return Rulebook().for_matter(unit.pk, chosen.pk if chosen else None)


def _own(found: Found, unit: OrganisationUnit, chosen: Programme | None) -> bool:
    if chosen:
        return found.programme == chosen.pk
    return found.unit == unit.pk and found.programme is None


def _lines(found: Found) -> list[Line]:
    words, audience = reminding.kinds(), dict(Audience.choices)
    return [
        Line(
            t.code,
            str(words.get(t.matter, t.matter)),
            offset(t.days, happened=reminding.nature(t.matter) != reminding.DUE),
            str(audience[t.audience]),
        )
        for t in sorted(found.timings, key=lambda t: (t.matter, t.days, t.audience))
    ]


def _act(request: HttpRequest, place: Place, found: Found, form: TimingForm) -> None:
    user = person(request)
    if "reset" in request.POST:
        forget_rules(unit=place.unit, programme=place.programme, by=user)
        messages.success(request, _("The rules of the office above hold again."))
        return
    on, timings = _wanted(request, place, found, form)
    try:
        set_rules(unit=place.unit, programme=place.programme, on=on, timings=timings, by=user)
    except TooManyRules:
        words = _("No more than %(n)s rules: people would stop reading.") % {"n": MOST}
        messages.error(request, words)
        return
    messages.success(request, _("The rules were kept. They hold from the next run on."))


def _wanted(
    request: HttpRequest, place: Place, found: Found, form: TimingForm
) -> tuple[bool, list[Timing]]:
    """Whether reminders are on, and the rules, after what was pressed."""
    asked, timings = request.POST, list(found.timings)
    if "remove" in asked:
        return found.on, [t for t in timings if t.code != asked["remove"]]
    if "off" in asked:
        return False, []
    if "on" in asked:
        return True, list(_above(place).timings)
    return True, [*timings, form.timing()] if "add" in asked else timings


def _above(place: Place) -> Found:
    """What would hold without rules of its own."""
    book = Rulebook()
    if place.programme:
        return book.for_unit(place.unit.pk)
    above = book.above(place.unit.pk)
    return book.for_unit(above[0]) if above else Found(usual())


@require_http_methods(["GET", "POST"])
def hours_page(request: HttpRequest) -> HttpResponse:
    """The hours in which messages go out, for the whole site."""
    user = person(request)
    if not holds_at_top(user, *EDITORS):
        raise Http404
    held = sending_hours()
    form = HoursForm(*sent(request), initial={"opens": held.opens, "closes": held.closes})
    if form.is_valid():
        choices.set_hours(by=user, **form.cleaned_data)
        messages.success(request, _("The hours were kept."))
        return redirect("reminders:hours")
    context = {"form": form, "delivery": queries.delivery()}
    return render(request, "reminders/hours.html", context, status=422 if form.errors else 200)
