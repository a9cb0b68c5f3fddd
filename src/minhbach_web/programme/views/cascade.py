"""Upper and lower plans side by side, and the lower plan drafted from the upper one."""

from __future__ import annotations

from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.programme import cascade, queries
from minhbach_web.programme.forms_cascade import CascadeForm, DraftForm
from minhbach_web.programme.models import SourceDocument
from minhbach_web.programme.views.requests import person
from minhbach_web.units.queries import ancestors, home_units

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def cascading(request: HttpRequest) -> HttpResponse:
    """Choose two plans; then what the lower one covers of the upper one."""
    documents = queries.visible_documents(person(request)).order_by("-uploaded_at")
    asked = "tren" in request.GET and "duoi" in request.GET
    if not asked:
        form = CascadeForm(initial=request.GET.dict(), documents=documents)
        return render(request, "programme/cascade/start.html", {"form": form})
    form = CascadeForm(request.GET, documents=documents)
    if not form.is_valid():
        return render(request, "programme/cascade/start.html", {"form": form}, status=422)
    upper, lower = form.cleaned_data["tren"], form.cleaned_data["duoi"]
    context = {"upper": upper, "lower": lower, "page": cascade.compare(upper, lower)}
    return render(request, "programme/cascade/compared.html", context)


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of one of the person's units, drafted from this document."""
    upper = queries.visible_document(person(request), pk)
    units = home_units(person(request))
    if "unit" not in request.GET:
        form = DraftForm(units=units, initial={"layout": _own_layout(upper), "own": True})
        return render(request, "programme/cascade/draft.html", {"source": upper, "form": form})
    form = DraftForm(request.GET, units=units)
    if not form.is_valid():
        context = {"source": upper, "form": form}
        return render(request, "programme/cascade/draft.html", context, status=422)
    data = form.cleaned_data
    layout = cast("Literal['party', 'state']", data["layout"])
    wanted = engine.LowerPlan(data["unit"].name, layout, clock.today(), messages=data["messages"])
    given = bool(cascade.own_tasks(upper, data["unit"])) if data["own"] else False
    parent = ancestors(data["unit"]).last()
    made = cascade.draft(upper, data["unit"], parent, wanted, own=given)
    if "tai" in request.GET:
        return HttpResponse(
            made.data,
            content_type=DOCX,
            headers={"Content-Disposition": f'attachment; filename="du-thao-ke-hoach-{pk}.docx"'},
        )
    context = {
        "source": upper,
        "form": form,
        "blanks": made.blanks,
        "none_given": data["own"] and not given,
        "query": request.GET.urlencode(),
    }
    return render(request, "programme/cascade/draft.html", context)


def _own_layout(upper: SourceDocument) -> str:
    profile = queries.document_reading(upper).profile
    return "party" if profile == "party" else "state"
