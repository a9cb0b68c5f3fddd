"""Writing a section: text with live references, shown below as it will be printed.

Everything works as plain form posts: a reference is put in, a search is made and a preview is
shown without anything being saved, and nothing that was typed is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.kits import SectionForm
from minhbach_web.briefing.models import Kit, KitSection
from minhbach_web.briefing.picking import offered
from minhbach_web.briefing.problems import BriefingProblem, Changed
from minhbach_web.briefing.services.kits import add_section, save_section
from minhbach_web.briefing.services.rendering import render_draft
from minhbach_web.briefing.services.tokens import tokens_in
from minhbach_web.units.queries import person

UNSAVED = ("put", "find", "preview")


@dataclass
class Page:
    """What the editor shows: ``typed``: what stands in the field but isn't saved yet."""

    kit: Kit
    section: KitSection | None
    form: SectionForm
    typed: KitSection | None = None
    text: str = ""
    conflict: bool = False


@require_http_methods(["GET", "POST"])
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A section at the end of the draft."""
    kit = queries.kit_to_write(person(request), pk)
    return _write(request, kit, None)


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: int, section_pk: int) -> HttpResponse:
    """Write a section that is there."""
    section = queries.section_to_write(person(request), pk, section_pk)
    return _write(request, section.kit, section)


def _write(request: HttpRequest, kit: Kit, section: KitSection | None) -> HttpResponse:
    initial = SectionForm.initial_of(section) if section else {}
    if request.method != "POST":
        return _shown(request, Page(kit, section, SectionForm(initial=initial), section))
    text = request.POST.get("tim", "")[:100]
    if any(name in request.POST for name in UNSAVED):
        return _unsaved(request, kit, section, text)
    return _sent(request, Page(kit, section, SectionForm(request.POST), text=text))


def _sent(request: HttpRequest, page: Page) -> HttpResponse:
    form = page.form
    if not form.is_valid():
        return _shown(request, page, status=422)
    page.typed = _typed(page.kit, page.section, form)
    try:
        saved = _save(request, page.kit, page.section, form)
    except Changed as problem:
        messages.error(request, problem.message)
        page.conflict = True
        return _shown(request, page, status=409)
    except BriefingProblem as problem:
        form.add_error("heading", problem.message)
        return _shown(request, page, status=422)
    if "stay" in request.POST:
        messages.success(request, _("Saved."))
        return redirect("briefing:edit_section", page.kit.pk, saved.pk)
    return redirect(place_of(saved))


def _save(
    request: HttpRequest, kit: Kit, section: KitSection | None, form: SectionForm
) -> KitSection:
    data: dict[str, Any] = form.cleaned_data
    said = {"heading": data["heading"], "text": data["text"], "by": person(request)}
    if section is None:
        return add_section(kit=kit, **said)
    return save_section(section=section, seen=data["seen"] or 0, **said)


def _unsaved(request: HttpRequest, kit: Kit, section: KitSection | None, text: str) -> HttpResponse:
    """The page again with what was typed: a reference put in, other choices, or a preview."""
    typed = {name: request.POST.get(name, "") for name in ("heading", "text", "seen")}
    put = request.POST.get("put", "")
    if put and len(tokens_in(put)) == 1:
        typed["text"] = f"{typed['text'].rstrip()} {put}".lstrip()
    form = SectionForm(initial=typed)
    read = SectionForm(typed)
    shown = _typed(kit, section, read) if read.is_valid() else None
    return _shown(request, Page(kit, section, form, shown, text))


def _typed(kit: Kit, section: KitSection | None, form: SectionForm) -> KitSection:
    """What was typed as a section that isn't saved."""
    return KitSection(
        pk=section.pk if section else None,
        kit=kit,
        heading=form.cleaned_data["heading"],
        text=form.cleaned_data["text"],
        theme_id=section.theme_id if section else None,
        pins=section.pins if section else {},
    )


def place_of(section: KitSection) -> str:
    """Where the section stands on the kit's page."""
    return f"{reverse('briefing:kit', args=[section.kit_id])}#muc-{section.pk}"


def _shown(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    user = person(request)
    rendered = render_draft(page.kit, [page.typed], user) if page.typed else None
    if rendered:
        # The title's own numbers are told on the kit's page.
        rendered.unsourced = [trouble for trouble in rendered.unsourced if trouble.section]
    context = {
        "kit": page.kit,
        "section": page.section,
        "form": page.form,
        "rendered": rendered,
        "part": rendered.parts[0] if rendered else None,
        "conflict": page.conflict,
        "changed": queries.draft_warnings([page.section]) if page.section else [],
        "offered": offered(page.kit, page.section, user, page.text),
        "text": page.text,
    }
    return render(request, "briefing/kits/section.html", context, status=status)
