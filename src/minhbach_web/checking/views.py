"""Drop a file, see what is wrong with it, take the marked copy away."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web import engine
from minhbach_web.checking import drawer, showing
from minhbach_web.checking.forms import CheckForm
from minhbach_web.core import clock
from minhbach_web.core.services import files
from minhbach_web.programme import queries
from minhbach_web.programme.services.documents import upload_limit
from minhbach_web.programme.services.pages import page_of
from minhbach_web.units.queries import person

_OFFICE = 2**16  # bytes of a profile file that are read
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The page where a file is dropped."""
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = _sent(request, form)
        if token:
            return redirect("checking:result", token)
    context = {
        "form": form,
        "megabytes": upload_limit() // 2**20,
        "stable": sum(rule.stable for rule in engine.check_rules().values()),
    }
    return render(request, "checking/start.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: CheckForm) -> str | None:
    """The drawer of the file that was sent; None when the form says what is wrong."""
    values = form.cleaned_data
    at, office, upper = "office", None, None
    try:
        if values["office"]:
            office = engine.load_office(values["office"].read(_OFFICE))
        at = "upper"
        if values["upper"]:
            upper = _read(values["upper"].read(upload_limit() + 1), values["upper"].name)
    except engine.MinhBachError as error:
        form.add_error(at, _words(error.code, **error.params))
        return None
    sent = values["file"]
    choices = {"profile": values["profile"], "on": values["on"], "office": office, "upper": upper}
    try:
        return _checked(request, sent.read(upload_limit() + 1), sent.name, **choices)
    except engine.MinhBachError as error:
        wrong = "office" if error.code == "check-unknown-code" else "file"
        form.add_error(wrong, _words(error.code, **error.params))
        return None


@require_POST
def stored(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a document that the site keeps."""
    source = queries.visible_document(person(request), pk)
    try:
        token = _checked(request, files.load(source.sha256), source.name)
    except engine.MinhBachError as error:
        messages.error(request, _words(error.code, **error.params))
        return redirect("programme:document", source.pk)
    return redirect("checking:result", token)


def _checked(
    request: HttpRequest,
    data: bytes,
    name: str,
    *,
    profile: str = "auto",
    on: date | None = None,
    office: dict[str, Any] | None = None,
    upper: engine.Document | None = None,
) -> str:
    """Read and check; what was found lies in a drawer for an hour. Raises MinhBachError."""
    document = _read(data, name)
    checked = engine.check(document, data=data, profile=profile, on=on, office=office, upper=upper)
    return drawer.put(
        data=data, document=document, checked=checked, by=_pk(request), now=clock.now()
    )


def _read(data: bytes, name: str) -> engine.Document:
    if len(data) > upload_limit():
        limit = f"{upload_limit() // 2**20} MB"
        raise engine.RefusedFile("file-too-large", file=name, limit=limit)
    return engine.read(data, name)


@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """The text with its findings beside it."""
    kept = _kept(request, token)
    severity, family = request.GET.get("muc", ""), request.GET.get("nhom", "")
    views = showing.views_of(kept.checked, kept.document, _lang())
    shown = showing.filtered(views, severity, family)
    context = _context(kept, shown) | {
        "total": len(views),
        "severities": showing.severities(views, severity),
        "families": showing.families(views, family),
        "severity": severity,
        "family": family,
        "blocks": page_of(kept.document, showing.marks_of(shown, kept.document)),
        "is_word": kept.document.format == "docx",
        "fixable": sum(1 for view in views if view.finding.fix and view.finding.fix.safe),
    }
    return render(request, "checking/result.html", context)


@require_safe
def summary(request: HttpRequest, token: str) -> HttpResponse:
    """A sheet for print: every finding with its place and source."""
    kept = _kept(request, token)
    views = showing.views_of(kept.checked, kept.document, _lang())
    return render(request, "checking/summary.html", _context(kept, views) | {"total": len(views)})


@require_safe
def download(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """The copy with comments, the copy with fixes to accept in Word, or the findings as JSON."""
    kept = _kept(request, token)
    stem = kept.name.rpartition(".")[0] or kept.name
    if what == "json":
        lines = json.dumps(_plain(kept), ensure_ascii=False, indent=1)
        return _attached(lines.encode(), "application/json", f"{stem}-soat.json")
    if kept.document.format != "docx" or what not in ("ghi-chu", "sua"):
        raise Http404
    data = engine.annotate(
        kept.data,
        kept.document,
        kept.checked.findings,
        fix=what == "sua",
        lang=_lang(),
        at=clock.now(),
    )
    ending = "ghi-chu" if what == "ghi-chu" else "de-nghi-sua"
    return _attached(data, DOCX, f"{stem}-{ending}.docx")


@require_POST
def clear(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the file and its findings now."""
    if not drawer.empty(token, by=_pk(request), now=clock.now()):
        raise Http404
    messages.success(request, _("The file and its findings were deleted."))
    return redirect("checking:start")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, by family."""
    lang = _lang()
    grouped: dict[str, list[Any]] = {code: [] for code in showing.FAMILIES}
    for rule in engine.check_rules().values():
        grouped.setdefault(rule.family, []).append((rule, rule.words(lang)))
    families = [
        (showing.FAMILIES.get(code, code), found) for code, found in grouped.items() if found
    ]
    return render(request, "checking/rules.html", {"families": families})


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """What a rule says, why, and how well it was measured."""
    found = engine.check_rules().get(code)
    if found is None:
        raise Http404
    lang = _lang()
    context = {
        "rule": found,
        "words": found.words(lang),
        "source": found.source_in(lang),
        "wrong": engine.visible(found.wrong.strip()),
        "right": engine.visible(found.right.strip()),
    }
    return render(request, "checking/rule.html", context)


def _kept(request: HttpRequest, token: str) -> drawer.Kept:
    kept = drawer.take(token, by=_pk(request), now=clock.now())
    if kept is None:
        raise Http404
    return kept


def _context(kept: drawer.Kept, views: list[showing.View]) -> dict[str, Any]:
    checked = kept.checked
    return {
        "kept": kept,
        "checked": checked,
        "profile": _words(f"check-profile-{checked.profile or 'none'}"),
        "groups": showing.groups_of(views),
        "left_out": [
            _words(f"check-left-{left.by}", rule=left.code, count=str(left.count))
            for left in checked.suppressed
        ],
        "notes": [(_words(n.code, **n.params), n.anchor) for n in kept.document.notes],
    }


def _plain(kept: drawer.Kept) -> dict[str, Any]:
    """The shape of ``minhbach check --json``."""
    checked = kept.checked
    return {
        "file": kept.name,
        "profile": checked.profile or None,
        "rules_date": checked.rules_date and checked.rules_date.isoformat(),
        "findings": [engine.check_row(finding, _lang()) for finding in checked.findings],
        "rules_date_from": checked.date_from or None,
        "suppressed": [
            {"code": left.code, "count": left.count, "by": left.by} for left in checked.suppressed
        ],
    }


def _attached(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _pk(request: HttpRequest) -> int:
    return int(person(request).pk)


def _lang() -> str:
    return (get_language() or "vi")[:2]


def _words(code: str, **params: str) -> str:
    """A sentence of the engine in the language of the page."""
    return engine.message(code, _lang(), **params)
