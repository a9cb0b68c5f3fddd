"""Figures from a table of a read document: each cell is confirmed by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from minhbach_web.briefing import queries
from minhbach_web.briefing.amounts import parse_amount
from minhbach_web.briefing.forms.cells import CellForm, SharedForm
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.services.figures import Identity, Number
from minhbach_web.briefing.services.reading_tables import Candidate, candidates, tables_of
from minhbach_web.briefing.services.taking import Confirmed, take_cells
from minhbach_web.core import clock
from minhbach_web.programme.queries import document_reading, visible_document
from minhbach_web.units.queries import person

if TYPE_CHECKING:
    from minhbach_web.programme.models import SourceDocument


@require_http_methods(["GET", "POST"])
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a table and a column of it; then tick the cells that are right."""
    user = person(request)
    if not queries.keeps_figures(user):
        raise Http404
    source = visible_document(user, pk)
    reading = document_reading(source)
    chosen, column = request.GET.get("bang", ""), request.GET.get("cot", "")
    if not chosen:
        context = {"source": source, "tables": tables_of(reading)}
        return render(request, "briefing/figures/tables.html", context)
    found = candidates(reading, chosen, int(column) if column.isascii() and column.isdigit() else 0)
    if not found:
        raise Http404
    return _confirm(request, source, found)


def _confirm(request: HttpRequest, source: SourceDocument, found: list[Candidate]) -> HttpResponse:
    user = person(request)
    data = request.POST if request.method == "POST" else None
    shared = SharedForm(data, keepers=queries.keepers(user), initial=_known(source))
    rows = [
        (candidate, CellForm(data, prefix=f"o{at}", initial=_proposed(candidate)))
        for at, candidate in enumerate(found)
    ]
    status, nothing = 200, False
    if data is not None:
        status = 422
        good = all([shared.is_valid(), *(form.is_valid() for _cell, form in rows)])
        ticked = [(cell, form) for cell, form in rows if form.cleaned_data.get("take")]
        nothing = good and not ticked
        if good and ticked and (done := _take(request, source, shared, ticked)):
            return done
    errors = [
        (f"id_{form.prefix}-{name}", text)
        for _cell, form in rows
        for name, texts in form.errors.items()
        for text in texts
    ]
    context = {
        "source": source,
        "shared": shared,
        "rows": rows,
        "form": shared,
        "errors": errors,
        "nothing": nothing,
    }
    return render(request, "briefing/figures/cells.html", context, status=status)


def _known(source: SourceDocument) -> dict[str, Any]:
    """What the document itself says of where it comes from."""
    parts = [source.kind_name]
    if source.number:
        parts.append(f"số {source.number}")
    if source.issued_on:
        parts.append(f"ngày {source.issued_on:%d/%m/%Y}")
    if source.issuer:
        parts.append(f"của {source.issuer}")
    if source.subject:
        parts.append(source.subject)
    said = " ".join(filter(None, parts)) or source.name
    return {"source": said[:500], "published_on": source.issued_on}


def _proposed(candidate: Candidate) -> dict[str, str]:
    return {
        "concept": candidate.concept,
        "period": candidate.period,
        "measure": candidate.measure,
    }


def _take(
    request: HttpRequest,
    source: SourceDocument,
    shared: SharedForm,
    ticked: list[tuple[Candidate, CellForm]],
) -> HttpResponse | None:
    """The redirect after taking; None when the register refuses a cell."""
    data = shared.cleaned_data
    cells = [
        Confirmed(
            Identity(
                concept=form.cleaned_data["concept"],
                territory=data["territory"],
                period=form.cleaned_data["period"],
                measure=form.cleaned_data["measure"],
            ),
            Number(
                value=parse_amount(cell.value),
                status=data["status"],
                source=data["source"],
                retrieved_on=max(clock.today(), data["published_on"] or clock.today()),
                published_on=data["published_on"],
                source_document_id=source.pk,
                source_anchor=cell.anchor,
                source_quote=cell.quote,
            ),
        )
        for cell, form in ticked
    ]
    try:
        made = take_cells(cells=cells, keeper=data["keeper"], by=person(request))
    except BriefingProblem as problem:
        shared.add_error(None, problem.message)
        return None
    said = ngettext("%(n)s figure was taken over.", "%(n)s figures were taken over.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("briefing:figures")
