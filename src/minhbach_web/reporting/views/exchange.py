"""edXML as files: a fixed report goes out, a unit's report comes in, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.forms import sent
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms_exchange import EnvelopeForm, StatusForm, TakeForm
from minhbach_web.reporting.models import Draft, EdxmlMessage, Period, ReportRevision
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, obligation_for, period_for, report_for
from minhbach_web.reporting.queries.envelopes import RECALL, last_addresses, sent_of, taken_for
from minhbach_web.reporting.queries.issues import issue_of
from minhbach_web.reporting.services.envelopes import (
    SameDocument,
    keep_sent,
    say_state,
    take_in,
    take_status,
)
from minhbach_web.reporting.services.reports import compose_text, file_of
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading

if TYPE_CHECKING:
    from minhbach_web.engine.edxml import Envelope

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def envelope(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Ask what only the office knows (identifiers, number, date), then give the file."""
    period = period_for(person(request), pk, *DECIDERS)
    report = issue_of(period, n).report
    form = EnvelopeForm(*sent(request), initial=_initial(period))
    if form.is_valid():
        made = _made(form, report)
        try:
            content = engine.write_edxml(made)
            keep_sent(report=report, envelope=made, content=content, by=person(request))
        except ReportingProblem as problem:
            form.add_error("number", problem.message)
        else:
            return _file(content, f"tong-hop-{period.code}-{n}")
    return _envelope_page(request, period, report, form, StatusForm())


def _initial(period: Period) -> dict[str, str]:
    """What is known already: of the office, and of the envelope that it made last."""
    return {
        "sender_name": period.issuer,
        "place": period.place,
        "competence": period.authority,
        "position": period.title,
        "business": "0",
    } | last_addresses(period)


def _made(form: EnvelopeForm, report: ReportRevision) -> Envelope:
    composed = compose_text(report.input)
    name = f"tong-hop-{report.period.code}-{report.n}"
    header = composed.report.document.header
    return form.envelope(
        [
            (f"{name}.docx", DOCX, file_of(composed, "docx")),
            (f"{name}.pdf", "application/pdf", file_of(composed, "pdf")),
        ],
        subject=header.subject or name,
        type_name=header.kind_name or "",
        places=composed.report.document.recipients,
        sent_at=clock.now(),
    )


def _envelope_page(
    request: HttpRequest,
    period: Period,
    report: ReportRevision,
    form: EnvelopeForm,
    status: StatusForm,
) -> HttpResponse:
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "n": report.n,
        "form": form,
        "status": status,
        "left": sent_of(report),
    }
    code = 422 if form.is_bound or status.is_bound else 200
    return render(request, "reporting/envelope.html", context, status=code)


@require_POST
def envelope_status(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Take in what a receiving office says of the document."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    report = issue_of(period, n).report
    form = StatusForm(*sent(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            state = take_status(period=period, data=file.read(), name=file.name, by=user)
        except engine.MinhBachError as error:
            form.add_error("file", error.text(request.LANGUAGE_CODE))
        except ReportingProblem as problem:
            form.add_error("file", problem.message)
        else:
            words = engine.edxml_states()[state.code]
            messages.success(
                request, _("%(organ)s: %(state)s.") % {"organ": state.organ_name, "state": words}
            )
            return redirect("reporting:envelope", pk=pk, n=n)
    return _envelope_page(request, period, report, EnvelopeForm(initial=_initial(period)), form)


@require_http_methods(["GET", "POST"])
def take_envelope(request: HttpRequest, pk: int) -> HttpResponse:
    """The first readable file of an envelope becomes the report to confirm, as an upload would."""
    user = person(request)
    obligation = report_for(user, pk)
    draft = Draft.objects.filter(obligation=obligation).first()
    form = TakeForm(*sent(request), initial={"seen": draft.version if draft else None})
    twin = False
    if form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        content = file.read()
        try:
            message = take_in(
                obligation=obligation,
                envelope=engine.read_edxml(content, file.name),
                content=content,
                again=data["again"],
                seen=data["seen"],
                by=user,
            )
        except engine.MinhBachError as error:
            form.add_error("file", error.text(request.LANGUAGE_CODE))
        except ReportingProblem as problem:
            twin = isinstance(problem, SameDocument)
            form.add_error("file", problem.message)
        else:
            return _taken(request, message.business, pk)
    status = 422 if form.is_bound else 200
    context = heading(obligation) | {
        "form": form,
        "draft": draft,
        "twin": twin,
        "taken": taken_for(obligation),
    }
    return render(request, "reporting/take_envelope.html", context, status=status)


def _taken(request: HttpRequest, business: str, pk: int) -> HttpResponse:
    if business == RECALL:
        messages.warning(request, _("The sender asks for the document back. Answer below."))
        return redirect("reporting:take_envelope", pk=pk)
    messages.success(request, _("The report was taken from the envelope."))
    return redirect("reporting:confirm", pk=pk)


@require_POST
def say_envelope(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    """Say what became of the document; the message for the sender can then be downloaded."""
    user = person(request)
    row = get_object_or_404(EdxmlMessage, obligation=report_for(user, pk), pk=message)
    try:
        say_state(
            message=row,
            code=request.POST.get("code", ""),
            reason=request.POST.get("reason", "")[:1000],
            by=user,
        )
    except ReportingProblem as problem:
        messages.warning(request, problem.message)
    return redirect("reporting:take_envelope", pk=pk)


@require_GET
def envelope_state(request: HttpRequest, pk: int, message: int, n: int) -> HttpResponse:
    """One state as a message for the sender."""
    row = get_object_or_404(
        EdxmlMessage, obligation=obligation_for(person(request), pk), pk=message
    )
    state = row.states.filter(organ_id=row.own_id, n=n).first()
    if state is None:
        raise Http404
    content = engine.edxml_status(
        sender=(row.own_id, row.own_name),
        about=(row.organ_id, row.code, row.date),
        given_id=row.document_id,
        code=state.code,
        at=state.said_at,
        description=state.reason,
    )
    return _file(content, f"trang-thai-{row.pk}-{state.code}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{name}.edxml"'
    return response
