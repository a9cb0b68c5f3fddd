"""Periods: the list, and one period with where each report stands."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web.core.forms import sent
from minhbach_web.core.slots import PERIOD, acts_for
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms_decisions import ReopenForm
from minhbach_web.reporting.models import Draft, Period, Remark
from minhbach_web.reporting.queries.access import (
    DECIDERS,
    decides,
    own_obligations,
    period_for,
    visible_periods,
)
from minhbach_web.reporting.queries.periods import last_day, period_replaced
from minhbach_web.reporting.queries.standing import UNSENT, by_state, standings
from minhbach_web.reporting.queries.states import keys_by_state
from minhbach_web.reporting.services.periods import close_period, reopen_period
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import units_of

SHOWN = 100  # of one state on a page


@require_GET
def period_list(request: HttpRequest) -> HttpResponse:
    """The periods that the person oversees, and the reports that the person owes."""
    user = person(request)
    overseen = visible_periods(user).annotate(
        n_expected=Count("obligations", distinct=True),
        n_sent=Count("obligations__submission", distinct=True),
    )
    own = standings(own_obligations(user).order_by("-period__start", "pk"))
    context = {
        "periods": [(period, period_codes.label(period.code)) for period in overseen],
        "own": [(row, period_codes.label(row.obligation.period.code)) for row in own],
        "may_open": units_of(user, *DECIDERS).exists(),
    }
    return render(request, "reporting/periods.html", context)


@require_GET
def period_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has sent, who is late, what waits: grouped by what needs attention first."""
    user = person(request)
    period = period_for(user, pk)
    obligations = period.obligations.order_by("position")
    keys = keys_by_state(obligations)
    chosen = request.GET.get("trang-thai", "")
    page = Paginator(keys.get(chosen, []), SHOWN).get_page(request.GET.get("page"))
    first = list(page) if chosen else [pk for group in keys.values() for pk in group[:SHOWN]]
    rows = standings(obligations.filter(pk__in=first))
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "groups": [(state, g, len(keys[state])) for state, g in by_state(rows)],
        "page": page,
        "query": f"trang-thai={chosen}&",
        "counts": [(state, len(group)) for state, group in keys.items()],
        "chosen": chosen,
        "total": sum(map(len, keys.values())),
        "sent": sum(len(group) for state, group in keys.items() if state not in UNSENT),
        "decides": decides(user, period),
        "remarks": _remarks(period),
        "days": (period.start, period.end - timedelta(days=1)),
        "locked_on": last_day(period.lock_at),
        "reopenings": period.reopenings.select_related("by"),
        "replaced": period_replaced(period),
        "acts": acts_for(PERIOD, user, period.pk) if decides(user, period) else [],
    }
    return render(request, "reporting/period.html", context)


def _remarks(period: Period) -> list[Remark]:
    remarks = Remark.objects.filter(submissions__obligation__period=period).distinct()
    return list(
        remarks.select_related("by").prefetch_related("elements", "submissions__obligation__unit")
    )


@require_http_methods(["GET", "POST"])
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the period, or let it take reports again for a reason: asked first, then done."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    if request.POST.get("state") == Period.State.CLOSED:
        close_period(period=period, by=user)
        messages.success(request, _("The period is closed: no more reports are taken."))
        return redirect("reporting:period", pk=period.pk)
    closed = period.state == Period.State.CLOSED
    form = ReopenForm(*sent(request)) if closed else None
    if form and form.is_valid():
        reopen_period(period=period, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("The period takes reports again."))
        return redirect("reporting:period", pk=period.pk)
    obligations = period.obligations.order_by("position")
    keys = {} if closed else keys_by_state(obligations)
    missing = [pk for state in UNSENT for pk in keys.get(state, [])]
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "form": form,
        "n_missing": len(missing),
        "missing": list(
            obligations.filter(pk__in=missing[:SHOWN]).values_list("unit__name", flat=True)
        ),
        "begun": 0 if closed else Draft.objects.filter(obligation__period=period).count(),
        "waiting": len(keys.get("submitted", [])),
    }
    status = 422 if form and form.errors else 200
    return render(request, "reporting/period_state.html", context, status=status)
