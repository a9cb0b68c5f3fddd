"""One form post, one decision; then the next item that waits."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minhbach_web.programme import queries
from minhbach_web.programme.details import details_of
from minhbach_web.programme.errors import (
    CannotCut,
    ItemChanged,
    OutOfScope,
    PlanAdopted,
    PlanError,
)
from minhbach_web.programme.forms import CutForm, DeadlineGapForm, DecisionForm
from minhbach_web.programme.models import ItemKind, PlanItem
from minhbach_web.programme.review import ItemView, review_of
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.services.gaps import added_by
from minhbach_web.programme.views.confirm import (
    CUT,
    EDIT,
    back_to,
    confirm_page,
    edit_form,
    gap_form,
)
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import scope_words
from minhbach_web.units.queries import subtree


@require_POST
def decide(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = queries.item_to_confirm(person(request), pk, item_pk)
    allowed = set(subtree(item.plan.owner).values_list("pk", flat=True))
    form = DecisionForm(request.POST, allowed=allowed)
    if not form.is_valid():
        return _refuse(request, item, {"decision_form": form})
    data = form.cleaned_data
    needs_unit = item.kind == ItemKind.TASK and data["decision"] == "accept"
    if needs_unit and data["lead"] is None and not item.chosen.exists():
        return _refuse(request, item, {"lead_missing": True})
    changes = services.Changes(lead=data["lead"], support=data["support"])
    try:
        services.decide_item(
            item=item,
            version=data["version"],
            decision=data["decision"],
            by=person(request),
            changes=changes,
        )
    except PlanError as error:
        return _explain(request, item, error, data["decision"])
    return _next(item, stay=data["decision"] == "undo")


@require_POST
def edit(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = queries.item_to_confirm(person(request), pk, item_pk)
    if item.kind in {ItemKind.MESSAGE, ItemKind.GAP}:
        raise Http404
    form = edit_form(item, request.POST)
    if not form.is_valid():
        return _refuse(request, item, {"edit_form": form, "form": form}, EDIT)
    changes = services.Changes(
        text=form.cleaned_data.get("text"),
        details=form.details(details_of(item), added_by(person(request))),
        lead=form.chosen("lead_units"),
        support=form.chosen("support_units"),
    )
    try:
        services.decide_item(
            item=item,
            version=form.cleaned_data["version"],
            decision="edit",
            by=person(request),
            changes=changes,
        )
    except PlanError as error:
        return _explain(request, item, error, "edit", edit_form=form)
    return _next(item)


@require_POST
def fill(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = queries.item_to_confirm(person(request), pk, item_pk)
    field = ItemView(item, details_of(item)).gap_field if item.kind == ItemKind.GAP else None
    if field is None:
        raise Http404
    form = gap_form(item, request.POST)
    if not form.is_valid():
        return _refuse(request, item, {"gap_form": form, "form": form})
    data = form.cleaned_data
    values: dict[str, Any] = {field: _as_field(item, field, data["value"])}
    if isinstance(form, DeadlineGapForm):
        day = f"{data['due']:%d/%m/%Y}" if data["due"] else ""
        values = {"deadline": data["value"] or day, "due": data["due"]}
    try:
        services.fill_gap(
            item=item,
            version=data["version"],
            values=values,
            shown=str(values.get("deadline") or data["value"]),
            by=person(request),
        )
    except PlanError as error:
        return _explain(request, item, error, "fill", gap_form=form)
    return _next(item)


def _as_field(item: PlanItem, field: str, value: str) -> object:
    is_list = field == "support" or (
        field == "recurrence" and item.parent is not None and item.parent.kind == ItemKind.DUTY
    )
    return (value,) if is_list else value


@require_POST
def cut(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = queries.item_to_confirm(person(request), pk, item_pk)
    form = CutForm(request.POST)
    if not form.is_valid():
        return _refuse(request, item, {"cut_form": form, "form": form}, CUT)
    try:
        first, _second = services.cut_item(
            item=item,
            version=form.cleaned_data["version"],
            at=form.cleaned_data["at"],
            by=person(request),
        )
    except PlanError as error:
        return _explain(request, item, error, "cut")
    return back_to(item.plan, at=first.parent_id or first.pk, opened=bool(first.parent_id))


@require_POST
def join(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = queries.item_to_confirm(person(request), pk, item_pk)
    form = DecisionForm({**request.POST.dict(), "decision": "undo"}, allowed=set())
    if not form.is_valid():
        return _refuse(request, item, {})
    try:
        services.join_pieces(item=item, version=form.cleaned_data["version"], by=person(request))
    except PlanError as error:
        return _explain(request, item, error, "join")
    return back_to(item.plan, at=item.parent_id or item.pk)


@require_POST
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what is left of a group: cited documents, or gaps left blank."""
    plan = queries.plan_to_confirm(person(request), pk)
    kind = request.POST.get("kind", "")
    if kind not in {ItemKind.CITATION, ItemKind.GAP}:
        raise Http404
    try:
        services.accept_rest(plan=plan, kind=ItemKind(kind), by=person(request))
    except PlanAdopted:
        return redirect("programme:plan", plan.pk)
    waiting = review_of(plan).first_pending()
    return back_to(plan, at=waiting.pk if waiting else None)


def _next(item: PlanItem, *, stay: bool = False) -> HttpResponse:
    """On to the next item that waits; a message belongs to its theme."""
    own = item.parent_id if item.kind == ItemKind.MESSAGE else item.pk
    if stay or item.kind == ItemKind.MESSAGE:
        return back_to(item.plan, at=own, opened=item.kind == ItemKind.MESSAGE)
    waiting = review_of(item.plan).first_pending(after=item.pk)
    return back_to(item.plan, at=waiting.pk if waiting else item.pk, done=item.pk)


def _refuse(
    request: HttpRequest, item: PlanItem, more: dict[str, Any], mode: str = ""
) -> HttpResponse:
    return confirm_page(
        request, item.plan, at=_own(item), mode=mode, part=item.pk, status=422, **more
    )


def _explain(
    request: HttpRequest, item: PlanItem, error: PlanError, decision: str, **more: Any
) -> HttpResponse:
    """The page that says what happened: nothing of the decision was kept."""
    if isinstance(error, PlanAdopted):
        return redirect("programme:plan", item.plan_id)
    mode = {"edit": EDIT, "cut": CUT}.get(decision, "")
    if isinstance(error, ItemChanged):
        more |= {"changed": error.item, "changed_decision": decision}
    if isinstance(error, OutOfScope):
        words = {"words": scope_words(error.reason), "phrase": error.phrase}
        more |= {"out_of_scope": words}
    if isinstance(error, CannotCut):
        more |= {"cannot_cut": True}
    status = 409 if isinstance(error, ItemChanged) else 422
    return confirm_page(
        request, item.plan, at=_own(item), mode=mode, part=item.pk, status=status, **more
    )


def _own(item: PlanItem) -> int | None:
    return item.parent_id if item.kind == ItemKind.MESSAGE else item.pk
