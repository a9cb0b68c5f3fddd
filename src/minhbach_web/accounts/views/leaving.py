"""Hand-over and leaving on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.accounts import queries
from minhbach_web.accounts.forms import LeavingForm
from minhbach_web.accounts.services.leaving import Refused, hand_over
from minhbach_web.core import leaving
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import needs
from minhbach_web.units import queries as units


@require_http_methods(["GET", "POST"])
@needs("units.manage_people")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    person = units.person(request)
    user = units.manageable_user(person, pk)
    if user == person:
        raise Http404
    held = leaving.all_of(user)
    people = {str(one.pk): one for one in queries.heirs(user, person)}
    choices = [(key, f"{one.full_name} ({one.username})") for key, one in people.items()]
    form = LeavingForm(*sent(request), held=held, people=choices)
    if form.is_valid():
        try:
            hand_over(
                user=user,
                choices=form.choices(people),
                close=form.cleaned_data["close"],
                by=person,
            )
        except Refused as error:
            form.add_error(f"{error.choice.kind}-{error.choice.key}", error.reason)
        else:
            messages.success(request, _("Handed over. What was done stays in the records."))
            return redirect("units:account", pk=pk)
    fixed = [(source, row) for source, rows in held for row in rows if row.fixed]
    status = 422 if form.is_bound else 200
    context = {"form": form, "account": user, "fixed": fixed}
    return render(request, "accounts/leave.html", context, status=status)
