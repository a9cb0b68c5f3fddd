"""Excel: download the form, send it back; for one unit, or for units without accounts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web import engine
from minhbach_web.core.forms import sent
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import WorkbookForm
from minhbach_web.reporting.models import Draft, Obligation, Period
from minhbach_web.reporting.problems import BreaksRules, ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, period_for, report_for
from minhbach_web.reporting.queries.owed import without_reporter
from minhbach_web.reporting.services.excel import send_for_units, take_workbook, template_for
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@require_GET
def unit_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one report as a workbook."""
    owes = report_for(person(request), pk)
    name = f"{owes.data_set.code}-{owes.period.code}-{owes.unit_id}"
    return xlsx_file(template_for([owes]), name)


@require_http_methods(["GET", "POST"])
def unit_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Download, fill in, send back: wrong cells are listed and nothing is taken."""
    user = person(request)
    obligation = report_for(user, pk)
    draft = Draft.objects.filter(obligation=obligation).first()
    form = WorkbookForm(*sent(request), initial={"seen": draft.version if draft else None})
    wrong: list[str] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            take_workbook(
                obligation=obligation,
                data=file.read(),
                name=file.name,
                seen=form.cleaned_data["seen"],
                by=user,
            )
        except engine.MinhBachError as error:
            wrong = told_cells(form, error, request.LANGUAGE_CODE)
        except ReportingProblem as problem:
            form.add_error(None, problem.message)
        else:
            return redirect("reporting:check", pk=pk)
    context = heading(obligation) | {"form": form, "draft": draft, "wrong": wrong}
    status = 422 if form.errors else 200
    return render(request, "reporting/excel.html", context, status=status)


def told_cells(form: forms.Form, error: engine.MinhBachError, language: str) -> list[str]:
    """The error in the form; the wrong cells, if it lists any, one by one."""
    sentence, _newline, cells = error.text(language).partition("\n")
    form.add_error("file", sentence)
    return cells.splitlines()


def _owed(request: HttpRequest, pk: int) -> tuple[Period, list[Obligation]]:
    period = period_for(person(request), pk, *DECIDERS)
    return period, without_reporter(period)


@require_GET
def period_template(request: HttpRequest, pk: int) -> HttpResponse:
    """One workbook for all units in which nobody reports, or for one of them."""
    period, owed = _owed(request, pk)
    if one := request.GET.get("don-vi"):
        owed = [o for o in owed if str(o.unit_id) == one]
    if not owed:
        raise Http404
    name = f"{period.data_set.code}-{period.code}"
    return xlsx_file(template_for(owed), f"{name}-{owed[0].unit_id}" if one else name)


@require_http_methods(["GET", "POST"])
def period_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the reports of units without accounts from a workbook, all or none."""
    period, owed = _owed(request, pk)
    form = WorkbookForm(*sent(request))
    wrong: list[str] = []
    if form.is_valid() and owed:
        file = form.cleaned_data["file"]
        try:
            done = send_for_units(
                obligations=owed, data=file.read(), name=file.name, by=person(request)
            )
        except engine.MinhBachError as error:
            wrong = told_cells(form, error, request.LANGUAGE_CODE)
        except BreaksRules as problem:
            form.add_error("file", _("Nothing was sent: some reports can't be sent as they are."))
            wrong = list(problem.sentences)
        except ReportingProblem as problem:
            form.add_error("file", problem.message)
        else:
            text = ngettext("%(n)s report was sent.", "%(n)s reports were sent.", len(done))
            messages.success(request, text % {"n": len(done)})
            return redirect("reporting:period", pk=pk)
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "owed": owed,
        "form": form,
        "wrong": wrong,
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/excel_units.html", context, status=status)
