"""Record a remark on reports: two units that count one event, say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms import RemarkForm
from minhbach_web.reporting.models import Submission
from minhbach_web.reporting.queries.access import DECIDERS, period_for
from minhbach_web.reporting.services.remarks import add_remark as record
from minhbach_web.reporting.views.person import person


@require_http_methods(["GET", "POST"])
def add_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the reports and questions, write the sentence."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    sent = Submission.objects.filter(obligation__period=period).select_related("obligation__unit")
    sent = sent.order_by("obligation__position")
    elements = list(period.data_set.elements.all())
    form = RemarkForm(
        request.POST or None,
        units=[(str(s.pk), s.obligation.unit.name) for s in sent],
        elements=[(str(e.pk), e.name) for e in elements],
        initial={"units": request.GET.getlist("bao-cao")},
    )
    if form.is_valid():
        chosen = form.cleaned_data
        record(
            submissions=[s for s in sent if str(s.pk) in chosen["units"]],
            elements=[e for e in elements if str(e.pk) in chosen["elements"]],
            text=chosen["text"],
            by=user,
        )
        messages.success(request, _("The remark stands beside the totals that it concerns."))
        return redirect("reporting:period", pk=period.pk)
    context = {"form": form, "period": period, "label": period_codes.label(period.code)}
    return render(request, "reporting/remark.html", context)
