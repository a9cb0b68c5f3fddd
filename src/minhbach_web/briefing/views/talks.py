"""Talks: the list, the arranging, the page of one, what took place, the map of coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.briefing.forms.talks import HeldForm, ReasonForm, TalkForm
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.queries import kit_warnings, released_kits
from minhbach_web.briefing.queries import questions as asked
from minhbach_web.briefing.queries import talks as queries
from minhbach_web.briefing.services import talks as services
from minhbach_web.core import clock
from minhbach_web.programme.queries import visible_programmes
from minhbach_web.units.queries import person, units_of, visible_units
from minhbach_web.units.queries.holders import accounts_holding

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Talk
    from minhbach_web.units.models import User

PER_PAGE = 30


@require_safe
def talk_list(request: HttpRequest) -> HttpResponse:
    """Talks to come, then those that were held or cancelled."""
    user = person(request)
    text = request.GET.get("tim", "")[:100]
    rows = queries.search_talks(queries.visible_talks(user), text)
    past = rows.exclude(state="planned").order_by("-starts_at", "-pk")
    context = {
        "upcoming": list(queries.upcoming(rows, clock.now())[:60]),
        "page": Paginator(past, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "plans": queries.plans_talks(user),
        "programmes": list(visible_programmes(user)[:20]),
        "now": clock.now(),
    }
    return render(request, "briefing/talks/list.html", context)


@require_safe
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk."""
    user = person(request)
    found = queries.visible_talk(user, pk)
    keeps = queries.keeps(user, found)
    context = {
        "talk": found,
        "keeps": keeps,
        "units": list(found.units.all()),
        "themes": list(found.themes.all()),
        "warnings": kit_warnings(found.kit_version) if found.kit_version else [],
        "counts": asked.counts(found) if keeps else [],
        "small": queries.is_small(found),
        "begun": clock.now() >= found.starts_at,
        "log": f"{reverse('activities:log')}?buoi={found.pk}" if found.state == "held" else "",
    }
    return render(request, "briefing/talks/talk.html", context)


@require_http_methods(["GET", "POST"])
def new_talk(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not queries.plans_talks(user):
        raise Http404
    return _edit(request, user, None)


@require_http_methods(["GET", "POST"])
def edit_talk(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    return _edit(request, user, queries.talk_to_keep(user, pk))


def _edit(request: HttpRequest, user: User, talk: Talk | None) -> HttpResponse:
    """Arrange or change a talk. Clashes are shown first; saving again lets them pass."""
    form = _form(request, user, talk)
    found: list[services.Clash] = []
    if request.method == "POST" and "again" not in request.POST and form.is_valid():
        arrangement, data = form.arrangement(), form.cleaned_data
        found = services.clashes(arrangement, data["units"], but=talk)
        if not found or "anyway" in request.POST:
            try:
                saved = _save(user, talk, form)
            except BriefingProblem as problem:
                form.add_error(None, problem.message)
            else:
                messages.success(request, _("The talk was saved."))
                return redirect("briefing:talk", saved.pk)
    status = 422 if request.method == "POST" and "again" not in request.POST else 200
    context = {"form": form, "talk": talk, "clashes": found}
    return render(request, "briefing/talks/edit.html", context, status=status)


def _save(user: User, talk: Talk | None, form: TalkForm) -> Talk:
    data = form.cleaned_data
    given: dict[str, Any] = {
        "arrangement": form.arrangement(),
        "units": data["units"],
        "themes": data.get("themes", ()),
        "by": user,
    }
    if talk is None:
        return services.arrange(owner=data["owner"], **given)
    return services.change(talk=talk, seen=data["seen"] or 0, **given)


def _form(request: HttpRequest, user: User, talk: Talk | None) -> TalkForm:
    owners = units_of(user, "coordinator")
    programmes = visible_programmes(user)
    initial: dict[str, Any] = {}
    if talk:
        initial = TalkForm.initial_of(talk)
    elif request.GET.get("ke-hoach", "").isdecimal():
        initial["programme"] = int(request.GET["ke-hoach"])
    chosen = str(request.POST.get("programme") or initial.get("programme") or "")
    programme = programmes.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    return TalkForm(
        request.POST or None,
        initial=initial,
        owners=owners,
        speakers=accounts_holding(owners, "speaker"),
        kits=released_kits(user) | _pinned(talk),
        programmes=programmes,
        themes=programme.themes.filter(ended_at=None)
        if programme
        else visible_programmes(user).none(),
        units=queries.audience_units(user),
    )


def _pinned(talk: Talk | None) -> Any:
    """The version that the talk has already, however old it is."""
    from minhbach_web.briefing.models import KitVersion  # noqa: PLC0415  # only here

    return KitVersion.objects.filter(pk=(talk.kit_version_id if talk else None) or 0)


@require_http_methods(["GET", "POST"])
def cancel_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then cancel."""
    user = person(request)
    found = queries.talk_to_keep(user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            pk,
            lambda: services.cancel(talk=found, reason=form.cleaned_data["reason"], by=user),
            _("The talk was cancelled. Calendars take it over."),
        )
    status = 422 if form.is_bound else 200
    context = {"form": form, "talk": found}
    return render(request, "briefing/talks/cancel.html", context, status=status)


@require_http_methods(["GET", "POST"])
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """How many came and what took place."""
    user = person(request)
    found = queries.talk_to_keep(user, pk)
    initial = {"attendance": found.attendance, "note": found.note}
    form = HeldForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            pk,
            lambda: services.hold(talk=found, by=user, **form.cleaned_data),
            _("It was noted that the talk took place."),
        )
    status = 422 if form.is_bound else 200
    context = {"form": form, "talk": found}
    return render(request, "briefing/talks/held.html", context, status=status)


@require_POST
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close the audience's page."""
    user = person(request)
    found = queries.talk_to_keep(user, pk)
    on = request.POST.get("act") == "open"
    said = _("Questions are taken now.") if on else _("Questions are no longer taken.")
    return _done(request, pk, lambda: services.set_asking(talk=found, asking=on, by=user), said)


def _done(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except BriefingProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect("briefing:talk", pk)


@require_safe
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Units × themes of a plan: who had a talk on what."""
    user = person(request)
    programme = visible_programmes(user).filter(pk=pk).first()
    if programme is None:
        raise Http404
    units = visible_units(user).order_by("sort_key")
    page = Paginator(units, 100).get_page(request.GET.get("page"))
    themes, rows = queries.coverage(programme, units.filter(pk__in=[u.pk for u in page]))
    context = {"programme": programme, "themes": themes, "rows": rows, "page": page}
    return render(request, "briefing/talks/coverage.html", context)
