"""What stands in the way of an act is told on the report's own page, never as an error page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from minhbach_web.reporting.problems import ReportingProblem

View = Callable[..., HttpResponse]


def told(view: View) -> View:
    """A view of one report: what it raises goes to the report's page, in one sentence."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except ReportingProblem as problem:
            if request.method == "POST":
                messages.warning(request, problem.message)
            return redirect("reporting:report", pk=pk)

    return wrapped
