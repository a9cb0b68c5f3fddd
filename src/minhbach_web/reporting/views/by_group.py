"""A period's totals by unit above, by type of unit and by theme, as they stood when it opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Period, Place
from minhbach_web.reporting.queries.access import period_for
from minhbach_web.reporting.queries.by_group import totals_by_group
from minhbach_web.reporting.queries.by_theme import (
    has_themes,
    in_theme,
    silent_units,
    themes_of,
    totals_by_theme,
)
from minhbach_web.reporting.views.person import person

THEME = "theme"


@require_GET
def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One table an axis: groups in rows, what adds up in columns, the missing beside each."""
    period = period_for(person(request), pk)
    asked = request.GET.get("theo", "")
    axes = [(value, str(words)) for value, words in Place.Axis.choices]
    if has_themes(period.data_set):
        axes.append((THEME, _("By theme")))
    axis = asked if asked in dict(axes) else Place.Axis.TREE.value
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "axis": axis,
        "axes": axes,
    }
    if axis == THEME:
        context |= {"themes": totals_by_theme(period), "silent": silent_units(period)}
        return render(request, "reporting/by_theme.html", context)
    return render(request, "reporting/by_group.html", context | _groups(request, period, axis))


def _groups(request: HttpRequest, period: Period, axis: str) -> dict[str, object]:
    """The groups with the questions of one theme, or of all of them."""
    themes = [theme for theme, _codes in themes_of(period.data_set)]
    at = request.GET.get("chu-de", "")
    chosen = int(at) if at.isascii() and at.isdigit() and int(at) < len(themes) else None
    adding = [e for e in period.data_set.elements.all() if e.over_units == "sum"]
    theme = None if chosen is None else themes[chosen]
    elements = in_theme(period.data_set, adding, theme)
    return {
        "elements": elements,
        "rows": totals_by_group(period, axis, elements),
        "narrow": list(enumerate(themes)) if len(themes) > 1 else [],
        "chosen": chosen,
    }
