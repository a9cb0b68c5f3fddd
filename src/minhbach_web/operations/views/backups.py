"""Backups: when the last one was made, when one was last proved by restoring it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minhbach_web.core import clock
from minhbach_web.core.jobs.queue import enqueue_once
from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.operations import tasks
from minhbach_web.operations.queries import background, backups
from minhbach_web.units.queries import person

ACTS = {"back-up": tasks.BACK_UP, "prove": tasks.PROVE, "verify": tasks.VERIFY}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is there, what was proved, and what can be done now."""
    if not background.keeps(person(request)):
        raise Http404
    standing = backups.standing(clock.now())
    context = {
        "standing": standing,
        "proof_wrongs": backups.wrongs(standing.proof.report) if standing.proof else [],
        "check_wrongs": backups.wrongs(standing.check.report) if standing.check else [],
        "workers": workers_alive(),
    }
    return render(request, "operations/backups.html", context)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Back up, prove or check now: a piece of work in the background, with its page."""
    user = person(request)
    kind = ACTS.get(request.POST.get("act", ""))
    if kind is None or not background.keeps(user):
        raise Http404
    key = f"{kind}@{clock.now():%Y%m%d%H%M}"
    job = enqueue_once(kind, key=key, by=user)
    return redirect("operations:job", pk=job.pk)
