"""Writing an activity down: one screen."""

from __future__ import annotations

import uuid
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.activities import kinds
from minhbach_web.activities.errors import BadEvidence, KeyTaken
from minhbach_web.activities.forms import LogForm, initial_of
from minhbach_web.activities.queries import choices, readable_activity
from minhbach_web.activities.queries.log import entries_of
from minhbach_web.activities.services.evidence import Kept, Upload, checked
from minhbach_web.activities.services.logging import log_activity
from minhbach_web.activities.views.words import evidence_words
from minhbach_web.core import clock, slots
from minhbach_web.core.forms import sent
from minhbach_web.programme.queries_tasks import assignment_to_log, loggable_units
from minhbach_web.units.queries import home_units, person

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

CHOICES = 100


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    user = person(request)
    unit = _unit(request, user)
    if unit is None:
        return render(request, "activities/no_unit.html")
    last = choices.last_of(unit)
    form = LogForm(
        *sent(request),
        assignments=choices.tasks_of(unit),
        themes=choices.themes_of(unit),
        initial=_initial(request, user, last),
    )
    key = _key(request)
    if request.method == "POST" and form.is_valid():
        response = _logged(request, user, unit, form, key)
        if response is not None:
            return response
    context = {
        "form": form,
        "unit": unit,
        "units": _others(user, unit),
        "key": key,
        "talk": request.POST.get("talk", request.GET.get("buoi", "")),
        "last": last,
        "counts": [
            (asked, first, field, last.numbers.get(code))
            for code, asked, first, field in form.count_fields()
        ],
    }
    return render(request, "activities/log.html", context, status=422 if form.errors else 200)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens the log's page without a connection; its address is its reach."""
    person(request)
    script = files("minhbach_web.activities").joinpath("static", "activities", "offline.js")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(script.read_bytes(), content_type="text/javascript", headers=headers)


def _unit(request: HttpRequest, user: User) -> OrganisationUnit | None:
    """The unit that is written for: named, that of the task, else the first of the person's own.

    Http404 for a unit whose log the person doesn't write; None for who writes no log at all.
    """
    named = request.POST.get("unit") or request.GET.get("don-vi", "")
    if named:
        if not named.isdecimal():
            raise Http404
        found = loggable_units(user).filter(pk=int(named)).first()
        if found is None:
            raise Http404
        return found
    task = request.GET.get("nhiem-vu", "")
    if task.isdecimal():
        return assignment_to_log(user, int(task)).unit
    writable = loggable_units(user)
    return writable.filter(pk__in=home_units(user).values("pk")).first() or writable.first()


def _others(user: User, unit: OrganisationUnit) -> list[OrganisationUnit]:
    """The other units that the person can write for, when they are few enough to choose from."""
    rows = list(loggable_units(user).exclude(pk=unit.pk)[: CHOICES + 1])
    return [] if len(rows) > CHOICES else rows


def _initial(request: HttpRequest, user: User, last: choices.Last) -> dict[str, Any]:
    like, task = request.GET.get("nhu", ""), request.GET.get("nhiem-vu", "")
    if like.isdecimal():
        again = initial_of(entries_of(readable_activity(user, int(like)))[0])
        return {**again, "day": clock.today(), "completes": False}
    kind = last.entry.kind if last.entry else "hoi-nghi"
    talk = slots.talk_for(user, request.GET.get("buoi", ""))
    one = kinds.kinds().get(kind, kinds.kinds()["khac"]).first
    first: dict[str, Any] = {"kind": kind, "day": clock.today(), f"n-{one}": 1}
    if task.isdecimal():
        first["assignment"] = int(task)
    if talk is not None:
        first |= {"what": talk.title, "day": talk.day, "place": talk.place}
        first |= {"speaker": talk.speaker, "kind": "noi-chuyen", "n-noi_chuyen": 1}
        first |= {f"n-{code}": number for code, number in talk.counts}
    return first


def _key(request: HttpRequest) -> uuid.UUID:
    """The key that makes the activity one, however often its page is sent."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def uploads(form: LogForm) -> list[Kept] | None:
    """The files that came, checked; None and an error on the form when one can't be kept."""
    try:
        return checked(Upload(f.name or "", f.read()) for f in form.cleaned_data["evidence"])
    except BadEvidence as error:
        form.add_error("evidence", evidence_words(error))
        return None


def _logged(
    request: HttpRequest, user: User, unit: OrganisationUnit, form: LogForm, key: uuid.UUID
) -> HttpResponse | None:
    kept = uploads(form)
    if kept is None:
        return None
    talk = slots.talk_for(user, request.POST.get("talk", ""))
    try:
        done = form.done(talk.key if talk else None)
        made = log_activity(key=key, unit=unit, done=done, by=user, evidence=kept)
    except KeyTaken:
        form.add_error(None, _("This page was used for another unit. Open the form anew."))
        return None
    messages.success(request, _("It is in the log."))
    return redirect("activities:activity", made.pk)
