"""Kits: the list, one kit with its versions, its draft written section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.kits import NewKitForm, TitleForm
from minhbach_web.briefing.queries.kits import kits_with_state, search_kits
from minhbach_web.briefing.services.kits import (
    accept_figures,
    move_section,
    remove_section,
    rename_kit,
    start_kit,
)
from minhbach_web.briefing.services.rendering import render_draft
from minhbach_web.briefing.views.sections import place_of
from minhbach_web.programme.queries import visible_programmes
from minhbach_web.units.queries import can, person, units_of

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Kit
    from minhbach_web.units.models import User

PER_PAGE = 30
PARTY = ("đảng", "chi bộ")


@require_safe
def kit_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    text = request.GET.get("tim", "")[:100]
    found = kits_with_state(search_kits(queries.visible_kits(user), text))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "writes": queries.writes_kits(user),
    }
    return render(request, "briefing/kits/list.html", context)


@require_http_methods(["GET", "POST"])
def new_kit(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not queries.writes_kits(user):
        raise Http404
    owners = units_of(user, "coordinator")
    programmes = visible_programmes(user)
    first = owners.first()
    party = bool(first and first.type.lower().startswith(PARTY))
    chosen = request.GET.get("ke-hoach", "")
    initial = {
        "kind": "outline",
        "layout": "party" if party else "state",
        "owner": first,
        "programme": programmes.filter(pk=chosen).first() if chosen.isdecimal() else None,
    }
    form = NewKitForm(request.POST or None, owners=owners, programmes=programmes, initial=initial)
    if request.method == "POST" and form.is_valid():
        kit = start_kit(by=user, **form.cleaned_data)
        messages.success(request, _("The kit was begun. Write its sections one by one."))
        return redirect("briefing:kit", kit.pk)
    status = 422 if form.is_bound else 200
    return render(request, "briefing/kits/new.html", {"form": form}, status=status)


@require_safe
def kit(request: HttpRequest, pk: int) -> HttpResponse:
    """One kit: what was released, with warnings; for its writers the draft, too."""
    user = person(request)
    found = queries.visible_kit(user, pk)
    writes = can(user, "coordinator", found.owner)
    versions = list(found.versions.select_related("released_by").order_by("-n"))
    context = {
        "kit": found,
        "writes": writes,
        "versions": versions,
        "warnings": queries.kit_warnings(versions[0]) if versions else [],
    }
    if writes:
        context |= _draft(queries.kit_to_write(user, pk), user)
    return render(request, "briefing/kits/kit.html", context)


def _draft(kit: Kit, user: User) -> dict[str, object]:
    sections = list(kit.sections.select_related("edited_by"))
    rendered = render_draft(kit, sections, user)
    changed = queries.draft_warnings(sections)
    stale = {at for one in changed for at in one.sections}
    rows = [
        {
            "section": section,
            "part": part,
            "at": at,
            "first": at == 1,
            "last": at == len(sections),
            "stale": at in stale,
            "unsourced": sum(trouble.section == at for trouble in rendered.unsourced),
            "troubles": sum(trouble.section == at for trouble in rendered.troubles),
        }
        for at, (section, part) in enumerate(zip(sections, rendered.parts, strict=True), start=1)
    ]
    return {"kit": kit, "rows": rows, "rendered": rendered, "changed": changed}


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, kind and layout."""
    user = person(request)
    found = queries.kit_to_write(user, pk)
    initial = {"title": found.title, "kind": found.kind, "layout": found.layout}
    form = TitleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rename_kit(kit=found, by=user, **form.cleaned_data)
        return redirect("briefing:kit", found.pk)
    context = {"form": form, "kit": found}
    status = 422 if form.is_bound else 200
    return render(request, "briefing/kits/settings.html", context, status=status)


@require_POST
def section_act(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Move a section, or say that its text fits the changed figures."""
    user = person(request)
    section = queries.section_to_write(user, pk, section_pk)
    act = request.POST.get("act", "")
    if act in {"up", "down"}:
        move_section(section=section, way="up" if act == "up" else "down", by=user)
    elif act == "figures":
        accept_figures(section=section, by=user)
    else:
        raise Http404
    return redirect(place_of(section))


@require_http_methods(["GET", "POST"])
def drop_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Ask first, then take the section out of the draft."""
    user = person(request)
    section = queries.section_to_write(user, pk, section_pk)
    if request.method == "POST":
        remove_section(section=section, by=user)
        messages.success(request, _("The section was taken out of the draft."))
        return redirect("briefing:kit", pk)
    return render(request, "briefing/kits/drop.html", {"kit": section.kit, "section": section})
