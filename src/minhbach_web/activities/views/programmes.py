"""A programme as it stands: plan against actual, tasks × units, the table, the sheet of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from minhbach_web import engine
from minhbach_web.activities import tables
from minhbach_web.activities.drawings import months_drawn, themes_drawn
from minhbach_web.activities.queries import programmes as queries
from minhbach_web.activities.queries.states import STATES
from minhbach_web.activities.views.looking import workbook
from minhbach_web.core import clock, slots
from minhbach_web.core.templatetags.minhbach import day_words
from minhbach_web.programme.queries_tasks import (
    giver_of,
    programme_with_tasks_of,
    readable_programme,
)
from minhbach_web.units.queries import person, visible_unit

if TYPE_CHECKING:
    from minhbach_web.programme.models import Assignment, Programme
    from minhbach_web.units.models import OrganisationUnit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    programme = readable_programme(person(request), pk)
    shown = queries.programme_progress(programme)
    context = {
        "programme": programme,
        "progress": shown,
        "themes": themes_drawn(shown),
        "months": months_drawn(shown),
        "reported": slots.reported_on(person(request), programme.pk),
    }
    return render(request, "activities/programme.html", context)


@require_safe
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    programme = readable_programme(person(request), pk)
    asked = request.GET.get("trang-thai", "")
    state = asked if asked in STATES else ""
    context = {
        "programme": programme,
        "matrix": queries.matrix(programme, request.GET.get("page"), state=state),
        "state": state,
        "query": f"trang-thai={state}&" if state else "",
    }
    return render(request, "activities/matrix.html", context)


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    programme = readable_programme(person(request), pk)
    shown = queries.programme_progress(programme)
    data = tables.programme_workbook(programme.name, shown, queries.states_by_unit(programme))
    return workbook(data, "tien-do.xlsx")


def _sheet(
    request: HttpRequest, pk: int, unit: int
) -> tuple[Programme, OrganisationUnit, list[Assignment]]:
    """What a visible unit has to do in a programme; Http404 when it has nothing in it."""
    seen = visible_unit(person(request), unit)
    programme = programme_with_tasks_of(seen, pk)
    rows = queries.sheet_of(programme, seen)
    if not rows:
        raise Http404
    return programme, seen, rows


@require_safe
def sheet(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    programme, seen, rows = _sheet(request, pk, unit)
    context = {
        "programme": programme,
        "unit": seen,
        "rows": [(row, giver_of(row)) for row in rows],
        "today": clock.today(),
    }
    return render(request, "activities/sheet.html", context)


@require_safe
def sheet_docx(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    programme, seen, rows = _sheet(request, pk, unit)
    data = engine.task_sheet(
        seen.name,
        programme.name,
        programme.owner.name,
        [
            {
                "text": row.title,
                "part": str(row.get_part_display()),
                "due": day_words(row.deadline) or ("" if row.parent_id else row.task.deadline),
                "product": "" if row.parent_id else row.task.product,
                "giver": giver_of(row).short_name or giver_of(row).name,
            }
            for row in rows
        ],
        clock.today(),
    )
    name = f"phieu-nhiem-vu-{seen.code}.docx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})
