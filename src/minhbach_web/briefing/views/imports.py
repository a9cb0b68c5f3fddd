"""Figures from a table that somebody sends: compared first, written when a person agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web import engine
from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.figures import ImportForm
from minhbach_web.briefing.services.imports import import_figures
from minhbach_web.briefing.services.template import template_csv, template_xlsx
from minhbach_web.core.services import files
from minhbach_web.programme.wording import engine_words
from minhbach_web.units.queries import person

if TYPE_CHECKING:
    from minhbach_web.units.models import User

SEAL = "briefing.import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 5 * 2**20


def _keeper(request: HttpRequest) -> User:
    user = person(request)
    if not queries.keeps_figures(user):
        raise Http404
    return user


def _keepable(user: User) -> set[int]:
    return set(queries.keepers(user).values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
def import_table(request: HttpRequest) -> HttpResponse:
    """First step: what the table would change; wrong cells are listed, nothing is written."""
    user = _keeper(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent, keepers=queries.keepers(user))
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "briefing/figures/import.html", {"form": form}, status=status)
    table, keeper = form.cleaned_data["table"], form.cleaned_data["keeper"]
    data = table.read(MOST + 1)
    try:
        result = import_figures(
            data=data,
            name=table.name,
            keeper=keeper,
            by=user,
            keepable=_keepable(user),
            dry_run=True,
        )
    except engine.MinhBachError as error:
        form.add_error("table", engine_words(error.code, **error.params))
        return render(request, "briefing/figures/import.html", {"form": form}, status=422)
    seal = ""
    if not result.wrong and (result.new or result.versions):
        seal = signing.dumps((files.store(data), table.name, keeper.pk), salt=SEAL)
    context = {"result": result, "seal": seal, "name": table.name, "keeper": keeper}
    status = 422 if result.wrong else 200
    return render(request, "briefing/figures/import_preview.html", context, status=status)


@require_POST
def import_confirmed(request: HttpRequest) -> HttpResponse:
    """Second step: exactly the table that was shown is written."""
    user = _keeper(request)
    try:
        sealed = signing.loads(request.POST.get("seal", ""), salt=SEAL, max_age=86400)
        sha256, name, unit = sealed
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    keeper = queries.keepers(user).filter(pk=unit).first()
    if keeper is None:
        raise Http404
    result = import_figures(
        data=files.load(sha256), name=name, keeper=keeper, by=user, keepable=_keepable(user)
    )
    if result.wrong:  # the register changed between the two steps
        context = {"result": result, "seal": "", "name": name, "keeper": keeper}
        return render(request, "briefing/figures/import_preview.html", context, status=409)
    messages.success(
        request,
        _("Taken over: %(new)s new figures, %(versions)s new numbers.")
        % {"new": len(result.new), "versions": len(result.versions)},
    )
    return redirect("briefing:figures")


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with the right columns, to fill in."""
    _keeper(request)
    made = template_xlsx() if kind == "xlsx" else template_csv()
    kinds = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
    response = HttpResponse(made, content_type=kinds[kind])
    response["Content-Disposition"] = f'attachment; filename="mau-so-lieu.{kind}"'
    return response
