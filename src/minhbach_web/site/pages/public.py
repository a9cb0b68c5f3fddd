"""The public page of a programme: themes, what was done, counts. No login, no names, no scripts.

It is there only while a coordinator has opened it. The same for everyone, so that it may be kept
by caches for a while; English with ``?lang=en``.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_safe,
)

from minhbach_web.activities import kinds
from minhbach_web.activities.queries.programmes import programme_progress
from minhbach_web.core import clock, slots
from minhbach_web.programme import queries
from minhbach_web.programme.services.publicity import close_to_public, open_to_public
from minhbach_web.units.queries import person

MINUTES = 5
kept = cache_control(public=True, max_age=60 * MINUTES)


@login_not_required
@require_safe
@kept
@conditional_page
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that are open."""
    return _plain(request, "pages/public/list.html", {"programmes": queries.public_programmes()})


@login_not_required
@require_safe
@kept
@conditional_page
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.public_programme(pk)
    return _plain(request, "pages/public/programme.html", {"programme": shown})


@require_safe
def preview(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """The page as the public will see it, for who may open it."""
    shown = queries.programme_to_open(person(request), plan_pk)
    context = {"programme": shown, "preview": True}
    return _plain(request, "pages/public/programme.html", context)


def _plain(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Rendered without the request: nothing of who reads it can get into the page."""
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        if "programme" in context:
            context |= _facts(context["programme"])
        other = "?lang=en" if lang == "vi" else "?"
        body = render_to_string(template, {**context, "lang": lang, "other": other})
    return HttpResponse(body, headers={"Content-Language": lang})


def _facts(shown: Any) -> dict[str, Any]:
    progress = programme_progress(shown)
    by_theme = {row.theme.pk: row for row in progress.themes if row.theme is not None}
    content = queries.public_content(shown)
    return {
        "content": content,
        "themes": [(theme, _done(by_theme.get(theme.pk))) for theme in content.themes],
        "activities": progress.activities,
        "amounts": _amounts(progress.amounts),
        "done": sum(bool(row.given) and row.done == row.given for row in progress.tasks),
        "blocks": slots.public_blocks(shown.pk),
        "today": clock.today(),
    }


def _done(row: Any) -> dict[str, Any]:
    """What was done about a theme."""
    if row is None:
        return {"activities": 0, "amounts": []}
    return {"activities": row.activities, "amounts": _amounts(row.amounts)}


def _amounts(rows: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    names = kinds.counts()
    return [(names[code].name, number) for code, number in rows if code in names and number]


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Open or close the public page: asked first, with what will be seen."""
    shown = queries.programme_to_open(person(request), plan_pk)
    if request.method != "POST":
        return render(request, "pages/public/switch.html", {"programme": shown})
    if request.POST.get("act") == "open":
        open_to_public(programme=shown, by=person(request))
        messages.success(
            request, _("The public page is open. Anyone with the address can read it.")
        )
    else:
        close_to_public(programme=shown, by=person(request))
        messages.success(request, _("The public page is closed."))
    return redirect("pages:publicity", plan_pk)
