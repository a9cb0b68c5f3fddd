"""Tasks as the units see them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.programme import queries
from minhbach_web.programme.views.requests import person
from minhbach_web.programme.wording import FIELDS

PER_PAGE = 30


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    found = queries.tasks_for(person(request)).order_by("programme", "order")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "programme/tasks.html", {"page": page})


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.visible_task(person(request), pk)
    source = shown.programme.plan.source
    context = {
        "task": shown,
        "source": source,
        "assignments": queries.assignments_of(shown, person(request)),
        "sees_document": queries.visible_documents(person(request)).filter(pk=source.pk).exists(),
        "added": [(FIELDS[name], mark["name"], mark["at"]) for name, mark in shown.added.items()],
    }
    return render(request, "programme/task.html", context)
