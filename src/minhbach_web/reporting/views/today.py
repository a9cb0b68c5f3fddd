"""A period's figures by the tree of today, beside the sum as reported."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.amounts import MAX_SCALE, format_amount
from minhbach_web.reporting.queries.access import period_for
from minhbach_web.reporting.queries.today import Group, totals_as_of_today
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import ancestors, as_of_today, readable_units, unit_with_key

if TYPE_CHECKING:
    from minhbach_web.reporting.models import DataElement, Period
    from minhbach_web.units.models import OrganisationUnit


@dataclass(frozen=True)
class Row:
    """One unit of today; ``cells``: (element's name, sum in words, how many reported)."""

    group: Group
    opens: bool
    cells: tuple[tuple[str, str, int], ...]


@require_GET
def today_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The units directly below one unit of today, the place of the opening unit first."""
    user = person(request)
    period = period_for(user, pk)
    top = _top(request, period)
    elements = [e for e in period.data_set.elements.all() if e.over_units == "sum"]
    groups = totals_as_of_today(period, top)
    # A unit that the person does not read and that holds none of these figures is not there.
    if not any(g.key for g in groups) and not readable_units(user).filter(pk=top.pk).exists():
        raise Http404
    whole = {row.element_id: row for row in period.totals.all()}
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "top": top,
        "above": ancestors(top),
        "elements": elements,
        "rows": [_row(group, elements, top) for group in groups],
        "whole": [
            (e.name, words(whole[e.pk].number), whole[e.pk].n_reported) if e.pk in whole else ()
            for e in elements
        ],
        "divided": sum(group.divided for group in groups),
    }
    return render(request, "reporting/today.html", context)


def _top(request: HttpRequest, period: Period) -> OrganisationUnit:
    """The unit asked for, or where the opening unit stands today."""
    text = request.GET.get("don-vi", "")
    if not text:
        return unit_with_key(as_of_today(period.parent, period.start).place)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return unit_with_key(int(text))


def _row(group: Group, elements: list[DataElement], top: OrganisationUnit) -> Row:
    cells = tuple(
        (e.name, words(group.cells[e.pk]["number"]), group.cells[e.pk]["n_reported"])
        for e in elements
    )
    return Row(group, group.key not in (0, top.pk), cells)


def words(number: int) -> str:
    """A sum in millionths as Vietnamese paper writes it."""
    return format_amount(Decimal(number).scaleb(-MAX_SCALE))
