"""For administrators: what is stored about people, how long, and what went."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.core import clock, holding, retention
from minhbach_web.core.forms import sent
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.queue import start
from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.core.permissions import needs
from minhbach_web.rights.clock import clock_of_the_law
from minhbach_web.rights.forms import PeriodForm
from minhbach_web.rights.models import Removal
from minhbach_web.rights.queries.periods import shown_days, standing, upcoming
from minhbach_web.rights.services.clearing import set_period
from minhbach_web.rights.tasks import CLEAR
from minhbach_web.units.queries import person

PER_PAGE = 50


@require_safe
@needs("rights.manage")
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of data about people, with how much there is of it."""
    return render(request, "rights/kinds.html", {"held": holding.counts()})


@require_safe
@needs("rights.manage")
def terms(request: HttpRequest) -> HttpResponse:
    """How long each kind is kept, and what the next run would remove."""
    page = {
        "terms": upcoming(),
        "kept": [kind for kind in holding.kinds() if kind.fate != holding.DELETED and kind.why],
        "law": clock_of_the_law(),
        "asked": shown_days(),
        "backups": settings.BACKUPS_KEPT,
        "workers": workers_alive(),
        "last": Job.objects.filter(kind=CLEAR, state=Job.State.DONE).first(),
    }
    return render(request, "rights/terms.html", page)


@require_http_methods(["GET", "POST"])
@needs("rights.manage")
def term(request: HttpRequest, code: str) -> HttpResponse:
    """Another number of days: first what it would mean, then the change itself."""
    found = standing(code)
    if found is None or found.limits.fixed:
        raise Http404
    form = PeriodForm(*sent(request), limits=found.limits, initial={"days": found.days})
    page: dict[str, object] = {
        "term": found,
        "form": form,
        "would": None,
        "goes": found.due is not None,
    }
    if not form.is_valid():
        return render(request, "rights/term.html", page, status=422 if form.is_bound else 200)
    days = form.cleaned_data["days"]
    if "sure" in request.POST:
        set_period(term=found, days=days, by=person(request))
        messages.success(request, _("The period was set."))
        return redirect("rights:terms")
    page["would"] = found.due(found.before(clock.now(), days)) if found.due else 0
    page["days"] = days
    return render(request, "rights/term.html", page)


@require_http_methods(["GET", "POST"])
@needs("rights.manage")
def clear(request: HttpRequest) -> HttpResponse:
    """Remove now what is due; asks first and says what that is."""
    if request.method == "POST":
        key = f"{CLEAR}:{clock.now():%Y%m%d%H%M}"
        job = start(CLEAR, key=key, by=person(request))
        if job.state == Job.State.DONE:
            words = _("Rows removed: %(n)s.") % {"n": job.result.get("rows", 0)}
        else:
            words = _("The work is in the queue.")
        messages.success(request, words)
        return redirect("rights:removals")
    due = [row for row in upcoming() if row.due]
    return render(request, "rights/clear.html", {"terms": due})


@require_safe
@needs("rights.manage")
def removals(request: HttpRequest) -> HttpResponse:
    """What went: kind, number, day."""
    page = Paginator(Removal.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    names = {term.code: term.label for term in retention.terms()}
    names |= {kind.code: kind.label for kind in holding.kinds() if kind.code not in names}
    rows = [(row, names.get(row.kind, row.kind)) for row in page]
    return render(request, "rights/removals.html", {"page": page, "rows": rows})
