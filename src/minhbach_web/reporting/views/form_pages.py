"""Forms (biểu): the list, one version with what it asks, its file; a new one begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhbach_web import engine
from minhbach_web.core.forms import sent
from minhbach_web.reporting.form_changes import (
    code_from,
    cut_off_words,
    differences,
    rule_words,
    shown,
)
from minhbach_web.reporting.forms_editor import NewForm
from minhbach_web.reporting.models import DataSet, Period
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import DECIDERS
from minhbach_web.reporting.queries.forms import (
    data_set_for,
    form_drafts,
    form_of,
    may_edit,
    newest_forms,
    owner_for,
    versions_of,
)
from minhbach_web.reporting.services.form_drafts import begin_form, begin_version, content_of
from minhbach_web.reporting.views.person import person
from minhbach_web.units.queries import units_of


def described(form: engine.Form) -> dict[str, object]:
    """A form as a page shows it."""
    return {
        "form": form,
        "kinds": "; ".join(shown(kind) for kind in form.periods),
        "days": cut_off_words(form.cut_off),
        "elements": [
            (e, shown(e.over_units), shown(e.over_time), shown(e.basis)) for e in form.elements
        ],
        "rules": [(at, rule, rule_words(form, rule)) for at, rule in enumerate(form.rules)],
    }


@require_GET
def form_list(request: HttpRequest) -> HttpResponse:
    """The newest version of each form, and the forms in the making."""
    user = person(request)
    if not units_of(user, *DECIDERS).exists():
        raise Http404
    drafts = [(draft, content_of(draft)) for draft in form_drafts(user)]
    context = {
        "rows": [(found, len(form_of(found).elements)) for found in newest_forms()],
        "drafts": drafts,
    }
    return render(request, "reporting/form_list.html", context)


@require_GET
def form_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it asks, its rules, what it changed, where it is used."""
    user = person(request)
    data_set = data_set_for(user, pk)
    form = form_of(data_set)
    versions = list(versions_of(data_set))
    before = next((v for v in versions if v.version < data_set.version), None)
    context = described(form) | {
        "data_set": data_set,
        "versions": versions,
        "newest": versions[0].pk == data_set.pk,
        "changes": differences(form_of(before) if before else None, form),
        "used": Period.objects.filter(data_set=data_set).count(),
        "edits": may_edit(user, data_set),
        "replaces": DataSet.objects.filter(code__in=form.replaces, version=1),
    }
    return render(request, "reporting/form_page.html", context)


@require_GET
def form_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as TOML: to keep, to send to another office, to load again."""
    data_set = data_set_for(person(request), pk)
    response = HttpResponse(data_set.toml, content_type="application/toml; charset=utf-8")
    name = f"{data_set.code}-v{data_set.version}.toml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def edit_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version, or go on with the one that was begun."""
    user = person(request)
    data_set = data_set_for(user, pk)
    if not may_edit(user, data_set):
        raise Http404
    draft = begin_version(base=data_set, owner=owner_for(user, data_set), by=user)
    return redirect("reporting:form_draft", pk=draft.pk)


@require_http_methods(["GET", "POST"])
def new_form(request: HttpRequest) -> HttpResponse:
    """Begin a form from nothing."""
    user = person(request)
    owner = owner_for(user)
    page = NewForm(*sent(request))
    if page.is_valid():
        data = page.cleaned_data
        taken = list(DataSet.objects.values_list("code", flat=True))
        code = data["code"] or code_from(data["name"], taken)
        form = engine.Form(code, " ".join(data["name"].split()), data["period"], ())
        try:
            draft = begin_form(form=form, owner=owner, by=user)
        except ReportingProblem as problem:
            page.add_error("code", problem.message)
        else:
            messages.success(request, _("The form was begun. Add its questions."))
            return redirect("reporting:form_draft", pk=draft.pk)
    status = 422 if page.errors else 200
    return render(request, "reporting/form_new.html", {"form": page}, status=status)
