"""Look over time: the matrix unit × period, the trend of one element."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minhbach_web import engine
from minhbach_web.core.slots import PERIOD, acts_for
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import DataElement
from minhbach_web.reporting.queries.access import decides, period_for
from minhbach_web.reporting.queries.comparison import Point, trend
from minhbach_web.reporting.queries.matrix import matrix
from minhbach_web.reporting.views.person import person


@require_GET
def matrix_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sent what and when, over the last periods."""
    user = person(request)
    period = period_for(user, pk)
    wanted = request.GET.get("trang", "1")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    late_only = request.GET.get("cham") == "1"
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "matrix": matrix(period, page, late_only=late_only),
        "late_only": late_only,
        "acts": acts_for(PERIOD, user, period.pk) if decides(user, period) else [],
    }
    return render(request, "reporting/matrix.html", context)


@require_GET
def trend_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One element over the last periods, drawn and as a table; each number leads to its units."""
    period = period_for(person(request), pk)
    element = period.data_set.elements.filter(code=code).first()
    if element is None:
        raise Http404
    points = trend(period, element)
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "element": element,
        "points": points,
        "chart": _chart(element, points),
    }
    return render(request, "reporting/trend.html", context)


def _chart(element: DataElement, points: list[Point]) -> str:
    if not any(point.value is not None for point in points):
        return ""
    svg = engine.bar_chart(
        element.name,
        _("%(name)s (%(unit)s) over %(n)s periods; a lighter bar: not all units have reported.")
        % {"name": element.name, "unit": element.unit, "n": len(points)},
        [(_short(p.period.code), p.value, p.text, p.complete) for p in points],
    )
    # The engine escapes every word that it draws.
    return mark_safe(svg)  # noqa: S308  # drawn by the engine, which escapes its words


def _short(code: str) -> str:
    """2024-Q1 → Q1/2024, as an axis has room for."""
    year, _dash, part = code.partition("-")
    return f"{part}/{year}" if part else year
