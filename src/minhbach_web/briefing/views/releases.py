"""Releasing a kit, and what was released: the text, its warnings, its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhbach_web.briefing import queries
from minhbach_web.briefing.forms.kits import ReleaseForm
from minhbach_web.briefing.problems import BriefingProblem, Changed
from minhbach_web.briefing.services.releasing import file_of, release_kit, text_of
from minhbach_web.briefing.services.rendering import render_draft
from minhbach_web.units.queries import person

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": f"{OFFICE}.presentationml.presentation",
}


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Check once more, then release; numbers without a source ask for a reason."""
    user = person(request)
    kit = queries.kit_to_write(user, pk)
    sections = list(kit.sections.all())
    rendered = render_draft(kit, sections, user)
    form = ReleaseForm(request.POST or None, initial={"seen": rendered.sha256})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = release_kit(
                    kit=kit,
                    seen=form.cleaned_data["seen"],
                    override_reason=form.cleaned_data["override_reason"],
                    by=user,
                )
            except Changed as problem:
                messages.error(request, problem.message)
                form = ReleaseForm(initial={"seen": rendered.sha256})
                status = 409
            except BriefingProblem as problem:
                field = "override_reason" if rendered.unsourced else None
                form.add_error(field, problem.message)
            else:
                messages.success(request, _("Version %(n)s was released.") % {"n": version.n})
                return redirect("briefing:kit_version", kit.pk, version.n)
    context = {
        "kit": kit,
        "rendered": rendered,
        "form": form,
        "changed": queries.draft_warnings(sections),
        "written": any(part.lines for part in rendered.parts),
    }
    return render(request, "briefing/kits/release.html", context, status=status)


@require_safe
def kit_version(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """A released version as it was printed, with what changed since."""
    version = queries.visible_version(person(request), pk, n)
    context = {
        "kit": version.kit,
        "version": version,
        "printed": text_of(version),
        "warnings": queries.kit_warnings(version),
        "newest": version.kit.versions.order_by("-n")[0],
    }
    return render(request, "briefing/kits/version.html", context)


@require_safe
def kit_file(request: HttpRequest, pk: int, n: int, kind: str) -> HttpResponse:
    """The released file, the same bytes for ever."""
    version = queries.visible_version(person(request), pk, n)
    response = HttpResponse(file_of(version, kind), content_type=KINDS[kind])
    name = f"bo-tai-lieu-{pk}-{n}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
