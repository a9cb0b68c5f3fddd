"""The units' narrative parts side by side: take, leave out, or edit with the original beside."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.forms_decisions import ChosenTextForm
from minhbach_web.reporting.models import NarrativeText, Period
from minhbach_web.reporting.problems import TextChanged
from minhbach_web.reporting.queries.access import DECIDERS, period_for
from minhbach_web.reporting.queries.standing import standings
from minhbach_web.reporting.services.narratives import choose_text
from minhbach_web.reporting.views.person import person


@dataclass(frozen=True)
class Part:
    """One unit's part with the form of its choice; ``mine``: words that were not saved."""

    narrative: NarrativeText
    unit: str
    form: ChosenTextForm
    edited: bool
    taken: bool


@require_http_methods(["GET", "POST"])
def narrative_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One form per part; the page stays where the person works."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    found = _narratives(period)
    posted: tuple[int, ChosenTextForm] | None = None
    if request.method == "POST":
        chosen = request.POST.get("part", "")
        narrative = next((n for n, _unit in found if str(n.pk) == chosen), None)
        if narrative is None:
            raise Http404
        form = ChosenTextForm(request.POST, prefix=f"p{narrative.pk}")
        if form.is_valid():
            data = form.cleaned_data
            try:
                choose_text(
                    narrative=narrative,
                    taken=data["taken"],
                    text=data["text"],
                    seen=data["seen"],
                    by=user,
                )
            except TextChanged as problem:
                form.add_error("text", problem.message)
            else:
                messages.success(request, _("Saved."))
                return redirect(reverse("reporting:narratives", args=[pk]) + f"#p{narrative.pk}")
        posted = narrative.pk, form
        found = _narratives(period)
    sections = []
    for section in period.data_set.sections.all():
        parts = [_part(n, unit, posted) for n, unit in found if n.section_id == section.pk]
        sections.append((section, parts))
    context = {
        "period": period,
        "label": period_codes.label(period.code),
        "sections": sections,
        "form": posted[1] if posted else None,
    }
    return render(request, "reporting/narratives.html", context)


def _narratives(period: Period) -> list[tuple[NarrativeText, str]]:
    rows = standings(period.obligations.order_by("position"))
    units = {r.counts.pk: r.obligation.unit.name for r in rows if r.counts}
    order = {pk: at for at, pk in enumerate(units)}
    found = NarrativeText.objects.filter(revision__in=list(units)).select_related(
        "section", "chosen__by"
    )
    ordered = sorted(found, key=lambda n: order[n.revision_id])
    return [(narrative, units[narrative.revision_id]) for narrative in ordered]


def _part(narrative: NarrativeText, unit: str, posted: tuple[int, ChosenTextForm] | None) -> Part:
    chosen = getattr(narrative, "chosen", None)
    form = ChosenTextForm(
        prefix=f"p{narrative.pk}",
        initial={
            "taken": chosen.taken if chosen else True,
            "text": chosen.text if chosen else narrative.text,
            "seen": chosen.version if chosen else 0,
        },
    )
    if posted and posted[0] == narrative.pk:
        form = posted[1]
    edited = bool(chosen and chosen.taken and chosen.text != narrative.text)
    return Part(narrative, unit, form, edited, taken=chosen.taken if chosen else True)
