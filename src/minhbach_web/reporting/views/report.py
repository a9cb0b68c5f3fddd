"""One unit's report: where it stands, how to make it, a Word file taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minhbach_web import engine
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import UploadForm
from minhbach_web.reporting.models import Draft, Obligation, Remark, SubmissionRevision
from minhbach_web.reporting.problems import DraftChanged, ReportingProblem
from minhbach_web.reporting.queries.access import (
    ASKERS,
    decides,
    may,
    obligation_for,
    report_for,
    writes,
)
from minhbach_web.reporting.queries.drafts import draft_of, progress_of
from minhbach_web.reporting.queries.owed import also_open
from minhbach_web.reporting.queries.restatements import takes_reports
from minhbach_web.reporting.queries.standing import standing_of
from minhbach_web.reporting.services.drafts import discard_draft, start_word_draft
from minhbach_web.reporting.views.person import person
from minhbach_web.reporting.views.problems import told


def heading(obligation: Obligation) -> dict[str, object]:
    """What every page of a report shows on top."""
    return {
        "obligation": obligation,
        "period": obligation.period,
        "label": period_codes.label(obligation.period.code),
    }


@require_GET
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How to report, how far the draft is, what was sent, why it came back."""
    user = person(request)
    obligation = obligation_for(user, pk)
    draft = Draft.objects.filter(obligation=obligation).select_related("source").first()
    revisions = (
        SubmissionRevision.objects.filter(submission__obligation=obligation)
        .order_by("-n")
        .select_related("by", "source")
        .prefetch_related("decisions")
    )
    context = heading(obligation) | {
        "standing": standing_of(obligation),
        "draft": draft,
        "progress": progress_of(draft) if draft else None,
        "revisions": revisions,
        "writes": writes(user, obligation),
        "oversees": decides(user, obligation.period),
        "closed": not takes_reports(obligation),
        "asks": may(user, obligation, *ASKERS),
        "remarks": Remark.objects.filter(submissions__obligation=obligation),
    }
    return render(request, "reporting/report.html", context)


def _title(obligation: Obligation) -> str:
    return f"{obligation.data_set.name}, {period_codes.label(obligation.period.code)}"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the Word report: refused with one sentence, or read and shown for confirmation."""
    user = person(request)
    obligation = report_for(user, pk)
    draft = Draft.objects.filter(obligation=obligation).select_related("source").first()
    seen = draft.version if draft else None
    others = also_open(user, obligation)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        initial={"seen": seen},
        others=[
            (str(o.pk), f"{o.data_set.name}, {period_codes.label(o.period.code)}") for o in others
        ],
    )
    if form.is_valid():
        file, chosen = form.cleaned_data["file"], form.cleaned_data.get("others", [])
        data = file.read()
        try:
            start_word_draft(
                obligation=obligation,
                data=data,
                name=file.name,
                seen=form.cleaned_data["seen"],
                by=user,
            )
            for other in others:
                if str(other.pk) in chosen:
                    start_word_draft(
                        obligation=other, data=data, name=file.name, seen=None, by=user
                    )
        except engine.MinhBachError as error:
            form.add_error("file", error.text(request.LANGUAGE_CODE))
        except DraftChanged:
            messages.warning(
                request,
                _(
                    "Somebody else started on this report meanwhile; your file was not taken, so "
                    "that their work is not lost. This is the report as it stands."
                ),
            )
            return redirect("reporting:report", pk=obligation.pk)
        except ReportingProblem as problem:
            form.add_error(None, problem.message)
        else:
            return redirect("reporting:confirm", pk=obligation.pk)
    context = heading(obligation) | {"form": form, "draft": draft}
    status = 422 if form.errors else 200
    return render(request, "reporting/upload.html", context, status=status)


@require_http_methods(["GET", "POST"])
@told
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away, after a question."""
    obligation = report_for(person(request), pk)
    draft = draft_of(obligation)
    if request.method == "POST":
        discard_draft(draft=draft, by=person(request))
        messages.success(request, _("The draft is gone. What was sent before stays as it is."))
        return redirect("reporting:report", pk=obligation.pk)
    return render(request, "reporting/discard.html", heading(obligation) | {"draft": draft})
