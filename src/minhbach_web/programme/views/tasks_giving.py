"""Giving tasks: to units, by rules, down the tree, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from minhbach_web.core.forms import sent
from minhbach_web.core.templatetags.minhbach import day_words
from minhbach_web.programme import queries_tasks as queries
from minhbach_web.programme.errors_tasks import (
    AssignmentEnded,
    LaterThanAbove,
    NotAssignable,
    NoUnits,
)
from minhbach_web.programme.forms_tasks import AssignForm, HandDownForm, default_day
from minhbach_web.programme.services import assigning
from minhbach_web.programme.services.delegating import hand_down as give_down
from minhbach_web.programme.views.requests import person

if TYPE_CHECKING:
    from minhbach_web.programme.models import Task

SHOWN = 30


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    task = queries.task_to_give(person(request), pk)
    form = AssignForm(request.POST or None, owner=task.programme.owner)
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            return _assigned(request, task, form)
        if "change" not in request.POST:
            return _check(request, task, form)
    context = {"task": task, "form": form, "rules": queries.rules_of(task)}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "programme/task_assign.html", context, status=status)


def _check(request: HttpRequest, task: Task, form: AssignForm) -> HttpResponse:
    """How many units get what, before anything is given."""
    target = form.wanted()
    units = assigning.resolve(target)
    context = {
        "task": task,
        "form": form,
        "sent": [(name, v) for name in form.fields for v in request.POST.getlist(name) if v],
        "units": list(units[:SHOWN]),
        "total": units.count(),
        "shown": SHOWN,
        "is_rule": target.unit is not None,
        "due": form.cleaned_data["due"] or task.due,
    }
    return render(request, "programme/task_assign_check.html", context)


def _assigned(request: HttpRequest, task: Task, form: AssignForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        units = assigning.assign(
            task=task, target=form.wanted(), part=data["part"], due=data["due"], by=person(request)
        )
    except NoUnits:
        messages.error(request, _("No unit is meant by this today, so nobody got the task."))
        return redirect("programme:assign", task.pk)
    except NotAssignable:
        messages.error(request, _("This task can’t be given to units any more."))
        return redirect("programme:task", task.pk)
    words = ngettext("%(n)s unit has the task now.", "%(n)s units have the task now.", len(units))
    messages.success(request, words % {"n": len(units)})
    return redirect("programme:task", task.pk)


@require_http_methods(["GET", "POST"])
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    rule = queries.rule_to_end(person(request), pk)
    if request.method == "POST":
        assigning.end_rule(rule=rule, by=person(request))
        messages.success(request, _("The rule ended. What was logged stays."))
        return redirect("programme:task", rule.task_id)
    context = {"rule": rule, "task": rule.task, "count": rule.assignments.count()}
    return render(request, "programme/task_end_rule.html", context)


@require_http_methods(["GET", "POST"])
def hand_down(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = queries.assignment_to_hand_down(person(request), pk)
    initial = default_day(assignment.deadline)
    form = HandDownForm(sent(request)[0], unit=assignment.unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = give_down(
                assignment=assignment,
                units=form.keys(),
                text=data["text"],
                part=data["part"],
                due=data["due"],
                by=person(request),
            )
        except LaterThanAbove as error:
            form.add_error(
                "due",
                _("You have until %(day)s yourself. Give an earlier day, or ask for more time.")
                % {"day": day_words(error.due)},
            )
        except AssignmentEnded:
            return _ended(request)
        else:
            words = ngettext("Given to %(n)s unit.", "Given to %(n)s units.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("programme:assignment", assignment.pk)
    context = {"assignment": assignment, "form": form}
    status = 422 if form.errors else 200
    return render(request, "programme/task_hand_down.html", context, status=status)


def _ended(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("The unit doesn’t have this task any more. Nothing was changed."))
    return redirect("programme:tasks")


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = queries.assignment_to_take_back(person(request), pk)
    if request.method == "POST":
        try:
            assigning.end_assignment(assignment=assignment, by=person(request))
        except AssignmentEnded:
            messages.error(request, _("This unit has the task by a rule. End the rule instead."))
        else:
            messages.success(request, _("The task was taken back. What was logged stays."))
        if assignment.parent_id:
            return redirect("programme:assignment", assignment.parent_id)
        return redirect("programme:task", assignment.task_id)
    context = {"assignment": assignment, "below": queries.handed_down(assignment)}
    return render(request, "programme/task_take_back.html", context)
