"""Re-organisations: drafted line by line or from a table, looked at, signed off, undone."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import clock
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import allowed, needs
from minhbach_web.core.services import files
from minhbach_web.units import queries, services
from minhbach_web.units.before_after import outlook
from minhbach_web.units.changes import Problem
from minhbach_web.units.forms_tree import DecisionForm, LineForm, TableForm
from minhbach_web.units.models import Kind, OrganisationUnit, Reorganisation
from minhbach_web.units.services.tables import MAX_BYTES

PER_PAGE = 100
State = Reorganisation.State


@require_safe
@needs("units.see_reorganisations")
def decisions(request: HttpRequest) -> HttpResponse:
    rows = Reorganisation.objects.exclude(state=State.DROPPED).select_related("signed_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may = allowed(request, "units.reorganise")
    return render(request, "units/decisions.html", {"page": page, "may_draft": may})


@require_http_methods(["GET", "POST"])
@needs("units.reorganise")
def new_decision(request: HttpRequest) -> HttpResponse:
    form = DecisionForm(*sent(request))
    if not form.is_valid():
        return _page(request, "units/decision_form.html", form=form)
    row = services.draft(head=_head(form), by=queries.person(request))
    return redirect("units:decision", pk=row.pk)


@require_http_methods(["GET", "POST"])
@needs("units.reorganise")
def correct_decision(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decision(pk, State.DRAFT)
    names = ("number", "issued", "issuer", "subject", "effective", "carry_roles")
    form = DecisionForm(*sent(request), initial={name: getattr(row, name) for name in names})
    if not form.is_valid():
        return _page(request, "units/decision_form.html", form=form, decision=row)
    services.correct(reorganisation=row, head=_head(form), by=queries.person(request))
    return redirect("units:decision", pk=row.pk)


def _head(form: DecisionForm) -> services.Head:
    data = dict(form.cleaned_data)
    file = data.pop("document")
    if file:
        data["document_name"] = file.name[-255:]
        data["document_sha256"] = files.store(file.read())
    return services.Head(**data)


@require_safe
@needs("units.see_reorganisations")
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft to work on, or a decision as it stands on record."""
    return _show(request, _decision(pk))


def _show(
    request: HttpRequest,
    row: Reorganisation,
    *,
    line: forms.Form | None = None,
    table: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    may = allowed(request, "units.reorganise") and row.state == State.DRAFT
    lines = Paginator(row.lines.all(), PER_PAGE).get_page(request.GET.get("page"))
    why_not = services.why_not_undo(row) if row.state == State.IN_FORCE else []
    context = {
        "decision": row,
        "eve": row.effective - datetime.timedelta(days=1),
        "lines": lines,
        "names": names_of(lines.object_list),
        "may_change": may,
        "may_drop": allowed(request, "units.reorganise"),
        "may_undo": allowed(request, "units.sign_reorganisation"),
        "why_not": why_not,
        "line_form": (line or LineForm()) if may else None,
        "table_form": (table or TableForm()) if may else None,
        "form": line if line is not None else table,
    }
    return render(request, "units/decision.html", context, status=status)


def names_of(lines: Any) -> dict[str, str]:
    """Code → name for the codes of these lines: of the site's units, or as a line says."""
    rows = list(lines)
    codes = {row.code for row in rows} | {row.target for row in rows}
    names = dict(OrganisationUnit.objects.filter(code__in=codes).values_list("code", "name"))
    return names | {row.code: row.name for row in rows if row.kind == Kind.ESTABLISH}


@require_POST
@needs("units.reorganise")
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decision(pk, State.DRAFT)
    fresh = row.lines.filter(kind=Kind.ESTABLISH).values_list("code", flat=True)
    form = LineForm(request.POST, established=frozenset(fresh))
    if not form.is_valid():
        return _show(request, row, line=form, status=422)
    services.add_line(reorganisation=row, line=form.line(), by=queries.person(request))
    messages.success(request, _("The line was added."))
    return redirect("units:decision", pk=pk)


@require_POST
@needs("units.reorganise")
def remove_line(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    row = _decision(pk, State.DRAFT)
    services.remove_line(reorganisation=row, position=position, by=queries.person(request))
    messages.success(request, _("The line was taken out."))
    return redirect("units:decision", pk=pk)


@require_POST
@needs("units.reorganise")
def take_table(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines at once; with a wrong line none is taken."""
    row = _decision(pk, State.DRAFT)
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, row, table=form, status=422)
    problems: list[Problem] = []
    lines = services.lines_of(form.cleaned_data["table"].read(MAX_BYTES + 1), problems)
    for problem in problems[:30]:
        where = _("Line %(n)s: ") % {"n": problem.line} if problem.line else ""
        form.add_error("table", where + problem.text)
    if problems:
        return _show(request, row, table=form, status=422)
    services.set_lines(reorganisation=row, lines=lines, by=queries.person(request))
    messages.success(request, _("The table was taken: %(n)s lines.") % {"n": len(lines)})
    return redirect("units:decision", pk=pk)


@require_safe
@needs("units.see_reorganisations")
def before_after(request: HttpRequest, pk: int) -> HttpResponse:
    """What the decision would do, to be signed off."""
    row = _decision(pk, State.DRAFT, State.SCHEDULED)
    return _before_after(request, row)


def _before_after(
    request: HttpRequest, row: Reorganisation, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    shown = services.preview(row)
    context = {
        "decision": row,
        "shown": shown,
        "outlook": outlook(row, shown),
        "trouble": trouble,
        "may_sign": allowed(request, "units.sign_reorganisation") and row.state == State.DRAFT,
        "later": row.effective > clock.today(),
    }
    return render(request, "units/before_after.html", context, status=status)


@require_POST
@needs("units.sign_reorganisation")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decision(pk, State.DRAFT)
    if request.POST.get("looked") != "1":
        trouble = _("Tick that you have looked at before and after.")
        return _before_after(request, row, trouble=trouble, status=422)
    try:
        state = services.sign(
            reorganisation=row,
            seal=request.POST.get("seal", ""),
            by=queries.person(request),
            today=clock.today(),
        )
    except services.Stale as error:
        return _before_after(request, row, trouble=str(error), status=409)
    done = (
        _("The decision is in force: the tree has changed.")
        if state == State.IN_FORCE
        else _("The decision is signed. The tree changes when its day comes.")
    )
    messages.success(request, done)
    return redirect("units:decision", pk=pk)


@require_http_methods(["GET", "POST"])
@needs("units.sign_reorganisation")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; refused once somebody worked in the new tree."""
    row = _decision(pk, State.IN_FORCE)
    if request.method == "POST":
        try:
            services.undo(reorganisation=row, by=queries.person(request), today=clock.today())
        except services.CannotChange as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The tree is as it was before the decision."))
        return redirect("units:decision", pk=pk)
    context = {"decision": row, "why_not": services.why_not_undo(row)}
    return render(request, "units/undo.html", context)


@require_http_methods(["GET", "POST"])
@needs("units.reorganise")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = _decision(pk, State.DRAFT, State.SCHEDULED)
    if request.method == "POST":
        services.drop(reorganisation=row, by=queries.person(request))
        messages.success(request, _("The draft was set aside."))
        return redirect("units:decisions")
    return render(request, "units/drop.html", {"decision": row})


@require_safe
@needs("units.see_reorganisations")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision's file, as it came."""
    row = _decision(pk)
    if not row.document_sha256:
        raise Http404
    response = HttpResponse(
        files.load(row.document_sha256), content_type="application/octet-stream"
    )
    name = content_disposition_header(as_attachment=True, filename=row.document_name)
    response.headers["Content-Disposition"] = name or "attachment"
    return response


def _decision(pk: int, *states: str) -> Reorganisation:
    row = get_object_or_404(Reorganisation, pk=pk)
    if states and row.state not in states:
        raise Http404
    return row


def _page(request: HttpRequest, template: str, *, form: forms.Form, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **more}, status=status)
