"""Open a period: choose the form, see who will have to report, then open. A form may be added."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.programme.queries import visible_programmes
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import FormFileForm, OpenPeriodForm
from minhbach_web.reporting.models import DataSet
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, Paper
from minhbach_web.reporting.services.periods import open_period as open_now
from minhbach_web.reporting.services.replacing import replaced_by
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import children, home_units

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

MAX_FORM_BYTES = 200_000


def _openers(request: HttpRequest) -> list[OrganisationUnit]:
    found = list(home_units(person(request), *DECIDERS))
    if not found:
        raise Http404
    return found


@require_GET
def choose_form(request: HttpRequest) -> HttpResponse:
    """First question: which form, for which body."""
    units = _openers(request)
    newest: dict[str, DataSet] = {}
    for data_set in DataSet.objects.order_by("code", "version").prefetch_related("elements"):
        newest[data_set.code] = data_set
    duties = [
        (programme, [duty for duty in programme.duties.all() if duty.ended_at is None])
        for programme in visible_programmes(person(request)).prefetch_related("duties__item__plan")
    ]
    context = {"forms": list(newest.values()), "units": units, "duties": duties}
    return render(request, "reporting/choose_form.html", context)


@require_http_methods(["GET", "POST"])
def add_form(request: HttpRequest) -> HttpResponse:
    """Keep a form file; an unreadable one says what is wrong."""
    _openers(request)
    form = FormFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data["file"].read(MAX_FORM_BYTES + 1)
        try:
            data_set = store_form(
                data=data[:MAX_FORM_BYTES], by=person(request), owner=_openers(request)[0]
            )
        except engine.MinhBachError as error:
            form.add_error("file", error.text(request.LANGUAGE_CODE))
        except ReportingProblem as problem:
            form.add_error("file", problem.message)
        else:
            messages.success(request, _("The form “%(name)s” was kept.") % {"name": data_set.name})
            return redirect("reporting:form_page", pk=data_set.pk)
    status = 422 if form.errors else 200
    return render(request, "reporting/add_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def open_period(request: HttpRequest, form: int, unit: int) -> HttpResponse:
    """Second step: period, units, dates. A preview first; the act is explicit."""
    parent = next((u for u in _openers(request) if u.pk == unit), None)
    data_set = DataSet.objects.filter(pk=form).first()
    if parent is None or data_set is None:
        raise Http404
    below = list(children(parent).order_by("pk"))
    page = _form(request, data_set, parent, below)
    context = {"form": page, "data_set": data_set, "parent": parent}
    if not page.is_valid():
        status = 422 if page.errors else 200
        return render(request, "reporting/open_period.html", context, status=status)
    opening = _opening(page, data_set, parent, below)
    try:
        if "open" in request.POST:
            period = open_now(opening=opening, by=person(request))
            return redirect("reporting:period", pk=period.pk)
        opening.check()
    except ReportingProblem as problem:
        page.add_error(None, problem.message)
    if page.errors or "back" in request.POST:
        status = 422 if page.errors else 200
        return render(request, "reporting/open_period.html", context, status=status)
    context |= {
        "opening": opening,
        "label": period_codes.label(opening.code),
        "moved": opening.moved_due,
        "days": period_codes.days(opening.code, opening.form.cut_off),
        "replaced": replaced_by(opening),
        "given": [(n, v) for n in page.fields for v in request.POST.getlist(n)],
    }
    return render(request, "reporting/open_preview.html", context)


def _form(
    request: HttpRequest,
    data_set: DataSet,
    parent: OrganisationUnit,
    below: list[OrganisationUnit],
) -> OpenPeriodForm:
    programmes = visible_programmes(person(request)).filter(owner=parent)
    form = form_of(data_set)
    initial = {
        "code": period_codes.containing(clock.today(), form.period, form.cut_off),
        "units": [str(u.pk) for u in below],
        "issuer": parent.name,
        "plan": str(programmes[0].plan_id) if programmes else "",
    }
    return OpenPeriodForm(
        request.POST or None,
        form=form,
        units=[(str(u.pk), u.name) for u in below],
        plans=[(str(p.plan_id), p.name) for p in programmes],
        today=clock.today(),
        initial=initial,
    )


def _opening(
    page: OpenPeriodForm,
    data_set: DataSet,
    parent: OrganisationUnit,
    below: list[OrganisationUnit],
) -> Opening:
    data = page.cleaned_data
    return Opening(
        data_set=data_set,
        parent=parent,
        code=data["code"],
        due=data["due"],
        late_until=data["late_until"],
        lock_at=_end_of(data["lock_on"]),
        upper_due=data["upper_due"],
        upper_lock_at=_end_of(data["upper_lock_on"]),
        units=[u for u in below if str(u.pk) in data["units"]],
        plan_id=int(data["plan"]) if data["plan"] else None,
        paper=Paper(
            layout=data["layout"],
            issuer=data["issuer"],
            parent_issuer=data["parent_issuer"],
            place=data["place"],
            recipients=tuple(line for line in data["recipients"].splitlines() if line.strip()),
        ),
    )


def _end_of(day: date | None) -> datetime | None:
    """The instant at which that day is over in Viet Nam."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.VIETNAM)
