"""The consolidated report: as it will be printed, every number a link down to its sentence."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Period, ReportRevision
from minhbach_web.reporting.queries.access import DECIDERS, decides, period_for
from minhbach_web.reporting.queries.comparison import sibling_periods
from minhbach_web.reporting.queries.findings import findings
from minhbach_web.reporting.queries.issues import issues_of
from minhbach_web.reporting.queries.paper import paper
from minhbach_web.reporting.queries.standing import by_state, standings
from minhbach_web.reporting.queries.trace import source_of, trace_of
from minhbach_web.reporting.queries.upward import below
from minhbach_web.reporting.services.reports import (
    Composition,
    Suffix,
    compose,
    compose_text,
    file_of,
    fix_report,
    review_file,
)
from minhbach_web.reporting.views.person import person

SHOWN = 100  # units of one state named on the page
ROWS = 500  # of one table on the page; the files have all
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def _heading(period: Period) -> dict[str, object]:
    return {"period": period, "label": period_codes.label(period.code)}


@require_GET
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Gaps on top, then the paper itself."""
    user = person(request)
    period = period_for(user, pk)
    rows = standings(period.obligations.order_by("position"))
    now = compose(period, rows)
    issues = issues_of(period)
    context = _heading(period) | {
        "blocks": paper(now.report.document, most_rows=ROWS),
        "totals": now.report.totals,
        "groups": [(s, g[:SHOWN], len(g)) for s, g in by_state(rows) if s != "accepted"],
        "sent": sum(1 for row in rows if row.revision),
        "expected": len(rows),
        "unconfirmed": sum(t.unconfirmed for t in now.report.totals),
        "conflicts": sum(t.conflicts for t in now.report.totals),
        "estimates": sum(t.estimates for t in now.report.totals),
        "issues": issues,
        "moved": bool(issues) and issues[0].report.input_sha256 != now.sha256,
        "decides": decides(user, period),
        "has_texts": any(report.narratives for report in now.input.reports),
        "findings": findings(period, rows, {e.code: e.name for e in now.input.form.elements}),
    }
    return render(request, "reporting/consolidated.html", context)


@require_GET
def number_page(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Total = Σ units, n of m, who is missing; then one unit's sentence in its report."""
    period = period_for(person(request), pk)
    issue = _issue(request, period)
    composed = compose_text(issue.input) if issue else compose(period)
    trace = trace_of(period, composed.report, number)
    if trace.number.rule == "given":
        return redirect(_elsewhere(period, number))
    unit = request.GET.get("don-vi", "")
    if not unit and len(trace.parts) == 1:
        unit = trace.parts[0].traced.unit
    source = source_of(trace, unit) if unit else None
    entry = source.row.entry if source else None
    context = _heading(period) | {
        "trace": trace,
        "source": source,
        "below": below(source.revision, entry.where, entry.anchor) if source and entry else None,
        "issue": issue,
    }
    return render(request, "reporting/number.html", context)


def _elsewhere(period: Period, number: str) -> str:
    """A total of another period leads there; the year so far to the table of its periods."""
    element, _colon, kind = number.partition(":")
    own = period_codes.parse(period.code)
    codes = {"previous": str(own.previous()), "last_year": period_codes.a_year_ago(period.code)}
    found = sibling_periods(period, [codes[kind]]) if kind in codes else {}
    for other in found.values():
        return reverse("reporting:number", args=[other.pk, element])
    return reverse("reporting:trend", args=[period.pk, element])


def _issue(request: HttpRequest, period: Period) -> ReportRevision | None:
    """The fixed report that the address names with ``lan``; 404 for one that isn't there."""
    n = request.GET.get("lan", "")
    if not n:
        return None
    found = period.reports.filter(n=n).first() if n.isascii() and n.isdigit() else None
    if found is None:
        raise Http404
    return found


@require_GET
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as things stand, as a file."""
    period = period_for(person(request), pk)
    if kind == "xlsx":
        return _attach(review_file(period), kind, f"ra-soat-{period.code}")
    if kind == "bang":
        return _file(compose(period), "xlsx", f"bang-so-lieu-{period.code}")
    return _file(compose(period), kind, f"tong-hop-{period.code}")


@require_GET
def download_fixed(request: HttpRequest, pk: int, n: int, kind: str) -> HttpResponse:
    """A fixed report, rebuilt from its pins: the same bytes each time."""
    period = period_for(person(request), pk)
    revision = period.reports.filter(n=n).first()
    if revision is None:
        raise Http404
    return _file(compose_text(revision.input), kind, f"tong-hop-{period.code}-lan-{n}")


def _file(composition: Composition, kind: str, name: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    return _attach(file_of(composition, cast("Suffix", kind)), kind, name)


def _attach(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@require_POST
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the report as it stands: later changes don't touch it."""
    user = person(request)
    period = period_for(user, pk, *DECIDERS)
    seen = request.POST.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None
    revision = fix_report(period=period, by=user, seen=known)
    messages.success(request, _("The report was fixed as number %(n)s.") % {"n": revision.n})
    return redirect("reporting:consolidated", pk=period.pk)
