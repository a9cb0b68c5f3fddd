"""Correcting and withdrawing: further entries, the old ones stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.activities.errors import EntryChanged, EntryWithdrawn
from minhbach_web.activities.forms import CorrectForm, WithdrawForm, initial_of
from minhbach_web.activities.queries import activity_to_change, choices
from minhbach_web.activities.queries.log import entries_of
from minhbach_web.activities.services.logging import correct_activity, withdraw_activity
from minhbach_web.activities.views.writing import uploads
from minhbach_web.core.forms import sent
from minhbach_web.units.queries import person

if TYPE_CHECKING:
    from minhbach_web.activities.models import Activity


def _seen(request: HttpRequest, now: int) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else now


def _changed(request: HttpRequest, activity: Activity) -> HttpResponse:
    messages.error(
        request, _("Somebody changed this entry after you opened it. Look at it and try again.")
    )
    return redirect("activities:activity", activity.pk)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_to_change(person(request), pk)
    entry = entries_of(activity)[0]
    form = CorrectForm(
        *sent(request),
        assignments=choices.tasks_of(activity.unit, entry.assignment_id),
        themes=choices.themes_of(activity.unit, entry.theme_id),
        kept=[(row.sha256, row.name) for row in entry.files.all()],
        initial=initial_of(entry),
    )
    if request.method == "POST" and form.is_valid():
        kept = uploads(form)
        if kept is not None:
            try:
                correct_activity(
                    activity=activity,
                    seen=_seen(request, entry.n),
                    done=form.done(entry.talk),
                    reason=form.cleaned_data["reason"],
                    by=person(request),
                    evidence=kept,
                    without=form.cleaned_data["without"],
                )
            except (EntryChanged, EntryWithdrawn):
                return _changed(request, activity)
            messages.success(request, _("The entry was corrected. The old one stays below."))
            return redirect("activities:activity", activity.pk)
    context = {
        "form": form,
        "activity": activity,
        "entry": entry,
        "counts": [(asked, "", field, None) for _code, asked, _first, field in form.count_fields()],
    }
    return render(request, "activities/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_to_change(person(request), pk)
    entry = entries_of(activity)[0]
    form = WithdrawForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_activity(
                activity=activity,
                seen=_seen(request, entry.n),
                reason=form.cleaned_data["reason"],
                by=person(request),
            )
        except EntryChanged:
            return _changed(request, activity)
        messages.success(request, _("The activity was withdrawn. It counts nowhere any more."))
        return redirect("activities:activity", activity.pk)
    context = {"form": form, "activity": activity, "entry": entry}
    return render(request, "activities/withdraw.html", context, status=422 if form.errors else 200)
