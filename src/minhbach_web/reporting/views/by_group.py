"""A period's totals by unit above and by type of unit, as they stood when it opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Place
from minhbach_web.reporting.queries.access import period_for
from minhbach_web.reporting.queries.by_group import totals_by_group
from minhbach_web.reporting.views.person import person


@require_GET
def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One table an axis: groups in rows, what adds up in columns, the missing beside each."""
    period = period_for(person(request), pk)
    asked = request.GET.get("theo", "")
    axis = asked if asked in Place.Axis.values else Place.Axis.TREE
    elements = [e for e in period.data_set.elements.all() if e.over_units == "sum"]
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "axis": axis,
        "axes": Place.Axis.choices,
        "elements": elements,
        "rows": totals_by_group(period, axis, elements),
    }
    return render(request, "reporting/by_group.html", context)
