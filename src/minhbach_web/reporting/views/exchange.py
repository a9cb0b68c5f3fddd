"""edXML as a file: a fixed report goes out in an envelope, a unit's report comes in from one."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web import engine
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import UploadForm
from minhbach_web.reporting.forms_decisions import EnvelopeForm
from minhbach_web.reporting.models import Draft
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS, WRITERS, obligation_for, period_for
from minhbach_web.reporting.queries.issues import issue_of
from minhbach_web.reporting.services.drafts import start_word_draft
from minhbach_web.reporting.services.reports import compose_text, file_of
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.report import heading

READABLE = (".docx", ".pdf", ".doc", ".odt")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def envelope(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """Ask what only the office knows (identifiers, number, date), then give the file."""
    period = period_for(person(request), pk, *DECIDERS)
    report = issue_of(period, n).report
    form = EnvelopeForm(
        request.POST or None,
        initial={"sender_name": period.issuer, "place": period.place, "position": period.title},
    )
    if form.is_valid():
        data = form.cleaned_data
        composed = compose_text(report.input)
        name = f"tong-hop-{period.code}-{n}"
        content, problems = engine.write_edxml(
            (data["sender_id"], data["sender_name"]),
            [(data["receiver_id"], data["receiver_name"])],
            [
                (f"{name}.docx", DOCX, file_of(composed, "docx")),
                (f"{name}.pdf", "application/pdf", file_of(composed, "pdf")),
            ],
            subject=composed.report.document.header.subject or name,
            type_name=composed.report.document.header.kind_name or "",
            **{k: data[k] for k in ("number", "notation", "date", "place", "signer", "position")},
        )
        if not problems:
            response = HttpResponse(content, content_type="application/xml")
            response["Content-Disposition"] = f'attachment; filename="{name}.edxml"'
            return response
        form.add_error(
            "sender_id", _("An identifier looks like H37.02.02 or 000.00.01.H37. Check both.")
        )
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "n": n,
        "form": form,
    }
    return render(request, "reporting/envelope.html", context)


@require_http_methods(["GET", "POST"])
def take_envelope(request: HttpRequest, pk: int) -> HttpResponse:
    """The first readable file of an envelope becomes the report to confirm, as an upload would."""
    user = person(request)
    obligation = obligation_for(user, pk, *WRITERS)
    draft = Draft.objects.filter(obligation=obligation).first()
    seen = draft.version if draft else None
    form = UploadForm(request.POST or None, request.FILES or None, initial={"seen": seen})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            name, data = _report_in(file.read(), file.name)
            start_word_draft(
                obligation=obligation, data=data, name=name, seen=form.cleaned_data["seen"], by=user
            )
        except engine.MinhBachError as error:
            form.add_error("file", error.text(request.LANGUAGE_CODE))
        except ReportingProblem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("Taken from the envelope: %(name)s.") % {"name": name})
            return redirect("reporting:confirm", pk=obligation.pk)
    status = 422 if form.is_bound else 200
    context = heading(obligation) | {"form": form, "draft": draft}
    return render(request, "reporting/take_envelope.html", context, status=status)


def _report_in(data: bytes, name: str) -> tuple[str, bytes]:
    for part, content in engine.edxml_attachments(data, name):
        bare = PurePosixPath(part.replace("\\", "/")).name
        if bare.lower().endswith(READABLE):
            return bare, content
    raise NothingReadable(_("The envelope holds no Word or PDF file. Ask the sender for one."))


class NothingReadable(ReportingProblem):
    """No attachment that a report can be read from."""
