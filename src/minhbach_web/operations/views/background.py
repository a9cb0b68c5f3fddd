"""Work in the background: the list, one piece with how far it is, try again, give up."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.queue import discard, retry
from minhbach_web.core.jobs.running import run_now
from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.operations.queries import background
from minhbach_web.units.queries import person

A_PAGE = 50


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """What waits, runs, was done or failed; what failed is asked for first."""
    if not background.keeps(person(request)):
        raise Http404
    state = request.GET.get("trang-thai", "")
    page = Paginator(background.jobs(state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [background.shown(job) for job in page],
        "counts": background.counts(),
        "chosen": state,
        "query": f"trang-thai={state}&" if state in background.ORDER else "",
        "workers": workers_alive(),
    }
    return render(request, "operations/jobs/list.html", context)


@require_safe
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one piece of work is; it can be left and come back to. Polled, only its part."""
    user = person(request)
    job = background.job_for(user, pk)
    context = {
        "row": background.shown(job),
        "job": job,
        "results": background.results(job),
        "workers": workers_alive(),
        "keeps": background.keeps(user),
        "live": job.state in (Job.State.WAITING, Job.State.RUNNING),
    }
    part = request.headers.get("HX-Request") == "true"
    template = "operations/jobs/state.html" if part else "operations/jobs/job.html"
    return render(request, template, context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again, give up, or, where no worker is there, do it here and now."""
    user = person(request)
    job = background.job_for(user, pk)
    if "here" in request.POST:
        if job.state == Job.State.WAITING and not workers_alive():
            run_now(job)
        return redirect("operations:job", pk=pk)
    if not background.keeps(user):
        raise Http404
    if "retry" in request.POST:
        retry(job=job, by=user)
        messages.success(request, _("It is tried again."))
    elif "discard" in request.POST:
        discard(job=job, by=user)
        messages.success(request, _("It was given up."))
    return redirect("operations:job", pk=pk)
