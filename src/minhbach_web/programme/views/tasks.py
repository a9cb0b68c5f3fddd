"""Tasks as the units see them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.core import slots
from minhbach_web.programme import queries
from minhbach_web.programme import queries_tasks as given
from minhbach_web.programme.models import Task
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import FIELDS
from minhbach_web.units.queries import can

PER_PAGE = 30
SHOWN = 100  # units on the page of a task; the table of the programme has all


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    user = person(request)
    own = Paginator(given.home_assignments(user), PER_PAGE).get_page(request.GET.get("page"))
    found = queries.tasks_for(user) if given.sees_units_below(user) else Task.objects.none()
    below = Paginator(found.order_by("programme", "order"), PER_PAGE)
    page = below.get_page(request.GET.get("trang"))
    having = queries.who_has(user, page.object_list)
    context = {
        "own": own,
        "rows": given.with_progress(own.object_list),
        "page": page,
        "below": [(task, *having[task.pk]) for task in page.object_list],
        "units": given.units_to_share_out(user),
    }
    return render(request, "programme/tasks.html", context)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    shown = queries.visible_task(user, pk)
    source = shown.item.plan.source  # its own: a supplement leaves tasks of the plan before
    assigned = queries.assignments_of(shown, user)
    rows = given.with_progress(assigned[:SHOWN])
    runs = shown.in_scope and shown.ended_at is None
    context = {
        "task": shown,
        "source": source,
        "rows": rows,
        "total": assigned.count(),
        "gives": runs and can(user, queries.COORDINATOR, shown.programme.owner),
        "rules": given.rules_of(shown) if can(user, "coordinator", shown.programme.owner) else (),
        "acts": slots.acts_for(slots.PROGRAMME, user, shown.programme_id),
        "sees_document": queries.visible_documents(user).filter(pk=source.pk).exists(),
        "added": [(FIELDS[name], mark["name"], mark["at"]) for name, mark in shown.added.items()],
    }
    return render(request, "programme/task.html", context)


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """What one unit has to do: its own part, how far it is, and what it handed down."""
    user = person(request)
    shown = given.visible_assignment(user, pk)
    (row,) = given.with_progress([shown])
    context = {
        "assignment": shown,
        "task": shown.task,
        "row": row,
        "above": given.above(shown),
        "giver": given.giver_of(shown),
        "below": given.handed_down(shown),
        "sums": given.sums_down(shown),
        "holder": given.holder_of(shown),
        "extensions": given.extensions_of(shown),
        "does": can(user, "coordinator", shown.unit) or can(user, "reporter", shown.unit),
        "gives": can(user, "coordinator", shown.unit) and given.has_units_below(shown.unit),
        "takes_back": given.can_take_back(user, shown),
        "acts": slots.acts_for(slots.ASSIGNMENT, user, shown.pk),
    }
    return render(request, "programme/assignment.html", context)
