"""A document that amends a running plan: say so, decide what becomes of each thing, look back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web import engine
from minhbach_web.programme import queries
from minhbach_web.programme.differences import differences_of
from minhbach_web.programme.errors import NotAmendable, PairingChanged, PlanAdopted
from minhbach_web.programme.forms_amend import AmendForm, FateForm
from minhbach_web.programme.models import Pairing, Plan, PlanItem
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.views.requests import person


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Which running plan this document changes, and how."""
    plan = queries.plan_to_confirm(person(request), pk)
    if plan.is_adopted:
        return redirect("programme:plan", plan.pk)
    programmes = queries.amendable_by(plan)
    document = queries.document_reading(plan.source)
    hint = engine.amendment_of(document, engine.find_citations(document))
    if request.method != "POST":
        form = AmendForm(programmes=programmes, initial=_initial(plan, hint))
        return _amend_page(request, plan, form, hint)
    form = AmendForm(request.POST, programmes=programmes)
    if not form.is_valid():
        return _amend_page(request, plan, form, hint, status=422)
    try:
        services.amend_programme(
            plan=plan,
            programme=form.cleaned_data["programme"],
            mode=form.cleaned_data["mode"],
            by=person(request),
        )
    except (NotAmendable, PlanAdopted):
        return redirect("programme:plan", plan.pk)
    return redirect("programme:differences", plan.pk)


def _initial(plan: Plan, hint: engine.Amends | None) -> dict[str, Any]:
    if plan.amends_id:
        return {"programme": plan.amends_id, "mode": plan.amend_mode}
    if hint is None:
        return {}
    named = queries.amendable_by(plan).filter(plan__source__number=hint.notation).first()
    return {"programme": named.pk if named else None, "mode": hint.mode}


def _amend_page(
    request: HttpRequest,
    plan: Plan,
    form: AmendForm,
    hint: engine.Amends | None,
    status: int = 200,
) -> HttpResponse:
    context = {"plan": plan, "form": form, "hint": hint, "any": queries.amendable_by(plan).exists()}
    return render(request, "programme/amend/start.html", context, status=status)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    try:
        services.stop_amending(plan=plan, by=person(request))
    except PlanAdopted:
        return redirect("programme:plan", plan.pk)
    messages.success(request, _("The document stands for itself again: a plan of its own."))
    return redirect("programme:confirm", plan.pk)


@require_safe
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """The new document beside the programme: to decide, later to look back."""
    plan = queries.amending_plan(person(request), pk)
    return differences_page(request, plan)


def differences_page(
    request: HttpRequest, plan: Plan, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page as it stands, with what happened."""
    context = {"plan": plan, "diff": differences_of(plan), **more}
    return render(request, "programme/amend/differences.html", context, status=status)


@require_POST
def decide_fate(request: HttpRequest, pk: int, pairing_pk: int) -> HttpResponse:
    plan = queries.amending_plan(person(request), pk, confirm=True)
    pairing = Pairing.objects.filter(plan=plan, pk=pairing_pk).first()
    if pairing is None:
        return differences_page(request, plan, status=409, changed=True)
    old = PlanItem.objects.filter(pk__in=Pairing.objects.filter(plan=plan).values("old"))
    form = FateForm(request.POST, choices=old)
    if not form.is_valid() or not _fits(pairing, form.cleaned_data):
        raise Http404
    data = form.cleaned_data
    if data["fate"] == "same" and pairing.old_id is None and data["old"] is None:
        return differences_page(request, plan, status=422, unchosen=pairing)
    try:
        services.decide_pairing(
            pairing=pairing,
            version=data["version"],
            fate=data["fate"],
            by=person(request),
            old=data["old"] if data["fate"] == "same" else None,
        )
    except PairingChanged:
        return differences_page(request, plan, status=409, changed=True)
    except PlanAdopted:
        return redirect("programme:plan", plan.pk)
    waiting = differences_of(plan).first_open
    at = pairing.pk if not data["fate"] else waiting.pairing.pk if waiting else None
    address = reverse("programme:differences", args=[plan.pk])
    return redirect(f"{address}#cap-{at}" if at else address)


def _fits(pairing: Pairing, data: dict[str, Any]) -> bool:
    """Whether such a thing can have this fate: what is only old ends or stays, and so on."""
    fate = data["fate"]
    if not fate:
        return True
    if pairing.item_id is None:
        return fate in {"ends", "stays"}
    return fate in {"new", "same"}


@require_POST
def unchanged(request: HttpRequest, pk: int) -> HttpResponse:
    """All that both documents say alike, at once."""
    plan = queries.amending_plan(person(request), pk, confirm=True)
    try:
        count = services.accept_unchanged(plan=plan, by=person(request))
    except PlanAdopted:
        return redirect("programme:plan", plan.pk)
    words = ngettext("%(n)s unchanged item goes on.", "%(n)s unchanged items go on.", count)
    messages.success(request, words % {"n": count})
    return redirect("programme:differences", plan.pk)
