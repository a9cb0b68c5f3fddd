"""The editor of forms: plain pages, one act each; a change to an older page is told, not made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhbach_web import engine
from minhbach_web.core.forms import sent
from minhbach_web.reporting import form_changes
from minhbach_web.reporting.forms_editor import ElementForm, FormSettings, RuleForm, SectionForm
from minhbach_web.reporting.models import FormDraft
from minhbach_web.reporting.problems import FormChanged, ReportingProblem
from minhbach_web.reporting.queries.forms import form_draft_for, form_of, newest_forms
from minhbach_web.reporting.services.form_drafts import (
    change_form,
    content_of,
    discard_form,
    publish_form,
)
from minhbach_web.reporting.views.form_pages import described
from minhbach_web.reporting.views.person import person

View = Callable[..., HttpResponse]
NEW = "moi"


def _told(view: View) -> View:
    """What stands in the way is told on the page of the form in the making."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except FormChanged as problem:
            messages.warning(request, problem.message)
            return redirect("reporting:form_draft", pk=pk)

    return wrapped


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() else 0


@require_http_methods(["GET"])
def form_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form in the making, part by part, with what can be done to each."""
    draft = form_draft_for(person(request), pk)
    context = described(content_of(draft)) | {"draft": draft}
    return render(request, "reporting/form_draft.html", context)


@require_POST
@_told
def form_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a part up or down, or retire it; take a rule away."""
    user = person(request)
    draft = form_draft_for(user, pk)
    form = content_of(draft)
    act, _colon, code = request.POST.get("act", "").partition(":")
    if act in ("up", "down"):
        form = form_changes.moved_part(form, code, -1 if act == "up" else 1)
    elif act == "retire":
        form = form_changes.without_part(form, code)
    elif act == "unrule" and code.isascii() and code.isdigit():
        form = form_changes.without_rule(form, int(code))
    if form != content_of(draft):
        change_form(draft=draft, seen=_seen(request), form=form, by=user)
    response = redirect("reporting:form_draft", pk=pk)
    if act in ("up", "down"):
        response.headers["Location"] += f"#p-{code}"
    return response


@require_http_methods(["GET", "POST"])
@_told
def form_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, periods, days, what is replaced."""
    user = person(request)
    draft = form_draft_for(user, pk)
    form = content_of(draft)
    own = {"calendar": engine.CALENDAR, "decree-09": engine.DECREE_09}
    initial = {
        "name": form.name,
        "period": form.period,
        "also": form.also,
        "replaces": form.replaces,
        "cut_off": next((name for name, rule in own.items() if rule == form.cut_off), "own"),
        "first_day": form.cut_off.first_day,
        "months_back": str(form.cut_off.months_back),
    }
    known = [(f.code, f.name) for f in newest_forms() if f.code != form.code]
    known.insert(0, (form.code, _("this form itself, in its shorter periods")))
    page = FormSettings(*sent(request), initial=initial, known=known)
    if page.is_valid():
        data = page.cleaned_data
        changed = replace(
            form,
            name=" ".join(data["name"].split()),
            period=data["period"],
            also=tuple(kind for kind in data["also"] if kind != data["period"]),
            cut_off=page.cut_off_rule(),
            replaces=tuple(data["replaces"]),
        )
        change_form(draft=draft, seen=_seen(request), form=changed, by=user)
        return redirect("reporting:form_draft", pk=pk)
    return _edit_page(request, draft, page, _("Name and periods"))


@require_http_methods(["GET", "POST"])
@_told
def form_part(request: HttpRequest, pk: int, kind: str, code: str) -> HttpResponse:
    """One question or narrative part: new, or as it stands."""
    user = person(request)
    draft = form_draft_for(user, pk)
    form = content_of(draft)
    old = None if code == NEW else form_changes.part_of(form, code)
    expected = engine.Element if kind == "chi-tieu" else engine.FormSection
    if kind not in ("chi-tieu", "phan-loi") or (code != NEW and not isinstance(old, expected)):
        raise Http404
    taken = [e.code for e in form.elements] + [s.code for s in form.sections]
    page_kind: type[ElementForm | SectionForm] = ElementForm if kind == "chi-tieu" else SectionForm
    initial = asdict(old) if old else asdict(expected("", "", ""))
    page = page_kind(*sent(request), initial=initial, taken=taken, fixed=old.code if old else "")
    if page.is_valid():
        changed = form_changes.with_part(form, page.part(), old.code if old else "")
        change_form(draft=draft, seen=_seen(request), form=changed, by=user)
        return redirect("reporting:form_draft", pk=pk)
    title = old.name if old else _("A new question")
    if kind == "phan-loi" and not old:
        title = _("A new narrative part")
    return _edit_page(request, draft, page, title)


@require_http_methods(["GET", "POST"])
@_told
def form_rule(request: HttpRequest, pk: int, at: int) -> HttpResponse:
    """One rule; the place behind the last one is a new rule."""
    user = person(request)
    draft = form_draft_for(user, pk)
    form = content_of(draft)
    if at > len(form.rules) or not form.elements:
        raise Http404
    initial = asdict(form.rules[at]) if at < len(form.rules) else {"severity": "error"}
    page = RuleForm(*sent(request), form=form, initial=initial)
    if page.is_valid():
        changed = form_changes.with_rule(form, page.rule(), at)
        try:
            engine.load_form(engine.form_toml(changed).encode())
        except engine.UsageError as error:
            page.add_error(None, error.text(request.LANGUAGE_CODE))
        else:
            change_form(draft=draft, seen=_seen(request), form=changed, by=user)
            return redirect("reporting:form_draft", pk=pk)
    title = _("Rule %(n)s") % {"n": at + 1}
    return _edit_page(request, draft, page, title)


def _edit_page(
    request: HttpRequest, draft: FormDraft, page: forms.Form, title: str
) -> HttpResponse:
    made = content_of(draft)
    context = {"draft": draft, "form": page, "title": title, "made": made}
    context["themes"] = [theme for theme, _elements in made.by_theme if theme]
    status = 422 if page.errors else 200
    return render(request, "reporting/form_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@_told
def form_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as units will see it and what it changes; then it becomes the next version."""
    user = person(request)
    draft = form_draft_for(user, pk)
    form, problem = content_of(draft), ""
    if request.method == "POST":
        try:
            data_set = publish_form(draft=draft, seen=_seen(request), by=user)
        except engine.MinhBachError as error:
            problem = error.text(request.LANGUAGE_CODE)
        except FormChanged:
            raise
        except ReportingProblem as error:
            problem = error.message
        else:
            messages.success(
                request,
                _("Version %(n)s is kept. New periods use it.") % {"n": data_set.version},
            )
            return redirect("reporting:form_page", pk=data_set.pk)
    base = form_of(draft.base) if draft.base else None
    context = described(form) | {
        "draft": draft,
        "changes": form_changes.differences(base, form),
        "errors": [("", problem)] if problem else [],
    }
    status = 422 if problem else 200
    return render(request, "reporting/form_publish.html", context, status=status)


@require_http_methods(["GET", "POST"])
def form_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the form in the making away, after a question."""
    draft = form_draft_for(person(request), pk)
    if request.method == "POST":
        discard_form(draft=draft, by=person(request))
        messages.success(request, _("The form in the making is gone. Its versions stay."))
        return redirect("reporting:form_list")
    context = {"draft": draft, "made": content_of(draft)}
    return render(request, "reporting/form_discard.html", context)
