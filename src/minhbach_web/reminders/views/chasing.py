"""Đôn đốc: choose the units, see what each will get, then send."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from minhbach_web.core import reminding
from minhbach_web.core.jobs.queue import start
from minhbach_web.reminders import queries
from minhbach_web.reminders.forms import ChaseForm
from minhbach_web.reminders.services.chasing import asked_today, chase, reached
from minhbach_web.units.queries import person


@require_http_methods(["GET", "POST"])
def chase_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Step by step: the units and the words; what will be sent to whom; done."""
    user = person(request)
    group = reminding.group(slug, user, pk)
    if group is None:
        raise Http404
    by_key = {m.key: m for m in group.matters}
    units = [(m.key, m.unit_name) for m in group.matters]
    start_with = {
        "chosen": list(by_key),
        "text": _("Please send: %(what)s.") % {"what": group.title},
        "token": uuid.uuid4(),
    }
    form = ChaseForm(request.POST or None, units=units, initial=start_with)
    context = {
        "group": group,
        "form": form,
        "thing": f"{slug}:{pk}",
        "asked": asked_today(group.matters),
        "earlier": queries.chased_lately(f"{slug}:{pk}"),
        "delivery": queries.delivery(),
    }
    if not form.is_valid() or "back" in request.POST:
        context["lines"] = reached(group.matters)
        context["picked"] = set(request.POST.getlist("chosen")) if form.is_bound else set(by_key)
        status = 422 if form.errors else 200
        return render(request, "reminders/chase.html", context, status=status)
    data = form.cleaned_data
    wanted = [by_key[key] for key in data["chosen"]]
    if "send" not in request.POST:
        context["lines"] = reached(wanted)
        return render(request, "reminders/chase_preview.html", context)
    row, told = chase(
        token=data["token"], thing=f"{slug}:{pk}", matters=wanted, text=data["text"], by=user
    )
    start("reminders.deliver", key=f"reminders.deliver:{row.pk}", by=user)
    words = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", told)
    messages.success(request, words % {"n": told})
    return redirect(group.url)
