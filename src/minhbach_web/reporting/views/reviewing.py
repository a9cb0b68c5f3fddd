"""Word reports of units without accounts: a workbook to look through, out and in again."""

from __future__ import annotations

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
from minhbach_web.reporting.problems import BreaksRules, ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, period_for
from minhbach_web.reporting.queries.owed import without_reporter
from minhbach_web.reporting.services.reviewing import review_file, take_review, to_review
from minhbach_web.reporting.views.excel import told_cells, xlsx_file
from minhbach_web.reporting.views.person import person


@require_GET
def review_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was read and waits, as one workbook to send by e-mail."""
    period = period_for(person(request), pk, *DECIDERS)
    rows = to_review(period)
    if not rows:
        raise Http404
    return xlsx_file(review_file(period, rows), f"ra-soat-{period.data_set.code}-{period.code}")


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the units' Word reports, send the workbook out, load it back."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    form = WorkbookForm(*sent(request))
    wrong: list[str] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = take_review(period=period, data=file.read(), name=file.name, by=user)
        except engine.MinhBachError as error:
            wrong = told_cells(form, error, request.LANGUAGE_CODE)
        except BreaksRules as problem:
            form.add_error("file", _("Nothing was taken from the workbook."))
            wrong = list(problem.sentences)
        except ReportingProblem as problem:
            form.add_error("file", problem.message)
        else:
            text = ngettext("%(n)s decision was taken.", "%(n)s decisions were taken.", done)
            messages.success(request, text % {"n": done})
            return redirect("reporting:review", pk=pk)
    rows = to_review(period)
    begun = {row.draft.obligation_id for row in rows}
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "rows": rows,
        "others": [o for o in without_reporter(period) if o.pk not in begun],
        "form": form,
        "wrong": wrong,
    }
    return render(request, "reporting/review.html", context, status=422 if form.errors else 200)
