"""The confirmation page: the document on one side, what was found in it on the other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from minhbach_web.programme import queries
from minhbach_web.programme.details import details_of
from minhbach_web.programme.differences import differences_of
from minhbach_web.programme.forms import FORMS, GAP_FORMS, GapForm, ItemForm
from minhbach_web.programme.models import ItemKind, Part, Plan, PlanItem
from minhbach_web.programme.review import (
    ItemView,
    Review,
    lead_proposals,
    marks_of,
    review_of,
    support_proposals,
    tree_for,
)
from minhbach_web.programme.services.cutting import cut_places
from minhbach_web.programme.services.matching import Proposal
from minhbach_web.programme.services.pages import page_of
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import engine_words
from minhbach_web.units.queries import subtree

EDIT, CUT = "sua", "tach"


@require_safe
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan_to_confirm(person(request), pk)
    if plan.is_adopted:
        return redirect("programme:plan", plan.pk)
    return confirm_page(
        request,
        plan,
        at=_key(request, "muc"),
        mode=request.GET.get("che-do", ""),
        part=_key(request, "phan"),
        children_open="mo" in request.GET,
        done=_key(request, "xong"),
    )


def _key(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None


def confirm_page(
    request: HttpRequest,
    plan: Plan,
    *,
    at: int | None = None,
    mode: str = "",
    part: int | None = None,
    done: int | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page with the item ``at`` in hand, or the first that waits."""
    review = review_of(plan)
    current = review.find(at) or review.first_pending()
    reading = queries.document_reading(plan.source)
    in_part = (
        next((view for view in current.children if view.pk == part), None) if current else None
    )
    href = f"{confirm_url(plan)}?muc={{pk}}#muc"
    context = {
        "plan": plan,
        "review": review,
        "current": current,
        "current_ref": str(current.ref) if current else "",
        "mode": mode,
        "cut_view": in_part,
        "done": review.find(done),
        "notes": [engine_words(note.code, **note.params) for note in reading.notes],
        "blocks": page_of(reading, marks_of(review, href)),
        **_amending(plan),
        **(_in_hand(review, current, in_part or current, mode) if current else {}),
        **more,
    }
    return render(request, "programme/confirm.html", context, status=status)


def _amending(plan: Plan) -> dict[str, Any]:
    """How far the comparison with the running plan is, or that there may be one to make."""
    if plan.amends_id:
        return {"diff": differences_of(plan)}
    running = queries.amendable_by(plan).exists()
    return {"may_amend": queries.cites_running(plan) if running else None, "amendable": running}


def _in_hand(review: Review, current: ItemView, part: ItemView, mode: str) -> dict[str, Any]:
    """What the card of the current item needs."""
    before, after = review.beside(current)
    context: dict[str, Any] = {"before": before, "after": after}
    if mode == EDIT and current.item.in_scope and current.item.kind in FORMS:
        context["edit_form"] = edit_form(current.item)
    elif mode == CUT:
        context["pieces"] = cuts_of(part.item)
    elif current.item.kind in {ItemKind.TASK, ItemKind.DUTY}:
        tree = tree_for(current.item.plan)
        names = {unit.pk: unit.name for unit in tree.names}
        leads = (*_holders(current), *lead_proposals(current, tree))
        context["leads"] = [(p, _named(p.units, names)) for p in leads]
        context["everyone"] = tree.children
        context["every_proposed"] = any(set(p.units) == set(tree.children) for p in leads)
        context["supports"] = [
            (words, [(p, _named(p.units, names)) for p in proposals])
            for words, proposals in support_proposals(current, tree)
        ]
    elif current.gap_field:
        context["gap_form"] = gap_form(current.item)
    return context


def _holders(view: ItemView) -> tuple[Proposal, ...]:
    """Who leads the task now, where it goes on from the running plan."""
    units = queries.leads_now(view.item) if view.item.plan.amends_id else ()
    return (Proposal(units, "holds", sure=True),) if units else ()


def _named(units: tuple[int, ...], names: dict[int, str]) -> list[str]:
    return [names[unit] for unit in units if unit in names]


def edit_form(item: PlanItem, data: Any = None) -> ItemForm:
    """The form that changes an item, filled with how it stands."""
    details = details_of(item)
    initial: dict[str, Any] = {"version": item.version, "text": item.text}
    for name in FORMS[item.kind].base_fields:
        value = getattr(details, name, None)
        if value is not None:
            initial[name] = "\n".join(value) if name == "support" else value
    for name, part in (("lead_units", Part.LEAD), ("support_units", Part.SUPPORT)):
        initial[name] = [row.unit_id for row in item.chosen.all() if row.part == part]
    return FORMS[item.kind](data, item=item, units=subtree(item.plan.owner), initial=initial)


def gap_form(item: PlanItem, data: Any = None) -> GapForm:
    """The form that fills a gap."""
    view = ItemView(item, details_of(item))
    return GAP_FORMS.get(view.gap_field or "", GapForm)(data, initial={"version": item.version})


def cuts_of(item: PlanItem) -> list[tuple[int, str, str]]:
    """Each place to cut, with the text before and after it."""
    return [(at, item.text[:at].rstrip(), item.text[at:]) for at in cut_places(item)]


def confirm_url(plan: Plan) -> str:
    return reverse("programme:confirm", args=[plan.pk])


def back_to(
    plan: Plan, *, at: int | None, done: int | None = None, opened: bool = False
) -> HttpResponseRedirect:
    """To the page again, the item ``at`` in hand, with a word on the one just ``done``."""
    query = {key: value for key, value in (("muc", at), ("xong", done), ("mo", opened)) if value}
    return redirect(f"{confirm_url(plan)}?{urlencode(query)}#muc")
