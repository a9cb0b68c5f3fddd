"""Who in a unit sees to which task, and handing everything over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.core.forms import sent
from minhbach_web.programme import queries_tasks as queries
from minhbach_web.programme.errors_tasks import AssignmentEnded
from minhbach_web.programme.forms_tasks import HandOverForm, HolderForm
from minhbach_web.programme.services import handing_over
from minhbach_web.programme.views.requests import person


@require_http_methods(["GET", "POST"])
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = queries.assignment_to_do(person(request), pk)
    people = queries.members_of(assignment.unit)
    current = queries.holder_of(assignment)
    initial = {"user": current.user_id if current else ""}
    form = HolderForm(sent(request)[0], people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = next((u for u in people if u.pk == form.cleaned_data["user"]), None)
        try:
            handing_over.hold(assignment=assignment, user=chosen, by=person(request))
        except AssignmentEnded:
            messages.error(request, _("The unit doesn’t have this task any more."))
            return redirect("programme:tasks")
        messages.success(request, _("It is noted who sees to the task."))
        return redirect("programme:assignment", assignment.pk)
    context = {"assignment": assignment, "form": form}
    status = 422 if form.errors else 200
    return render(request, "programme/task_holder.html", context, status=status)


@require_safe
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    unit = queries.unit_to_share_out(person(request), pk)
    context = {
        "unit": unit,
        "held": queries.held_in(unit),
        "open": queries.not_held_in(unit),
        "members": {user.pk for user in queries.members_of(unit)},
    }
    return render(request, "programme/task_shares.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    unit = queries.unit_to_share_out(person(request), pk)
    holders = {user.pk: user for user, _rows in queries.held_in(unit)}
    people = {user.pk: user for user in queries.members_of(unit)}
    form = HandOverForm(
        sent(request)[0],
        holders=list(holders.values()),
        people=list(people.values()),
        initial={"leaver": request.GET.get("tu", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        count = handing_over.hand_over(
            unit=unit, leaver=holders[data["leaver"]], to=people[data["to"]], by=person(request)
        )
        words = ngettext("%(n)s task passed on.", "%(n)s tasks passed on.", count)
        messages.success(request, words % {"n": count})
        return redirect("programme:shares", unit.pk)
    status = 422 if form.errors else 200
    context = {"unit": unit, "form": form, "holders": holders}
    return render(request, "programme/task_hand_over.html", context, status=status)
