"""The audit log: searched, verified, taken away as a table."""

import csv
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.core import clock, proving, trail
from minhbach_web.core.audit_search import AuditForm, found
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.permissions import allowed, needs
from minhbach_web.core.services import audit

PER_PAGE = 50
COLUMNS = ("seq", "at", "actor", "action", "object", "digests", "prev_hash", "hash")
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@needs("core.read_audit")
def log(request: HttpRequest) -> HttpResponse:
    """The newest first, as searched. ``?kiem=1`` walks the chain and says whether it holds."""
    form = AuditForm(request.GET)
    events = found(form).select_related("actor").order_by("-seq")
    check = audit.verify_chain() if request.GET.get("kiem") else None
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "rows": _with_links(request, page.object_list),
        "query": form.query,
        "check": check,
        "last": proving.last_run("audit"),
        "entries": AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0,
    }
    status = 200 if form.is_valid() else 422
    return render(request, "core/audit.html", shown, status=status)


def _with_links(
    request: HttpRequest, events: Iterable[AuditEvent]
) -> list[tuple[AuditEvent, str, str]]:
    """Each entry with the word for its object, and the object's address where one is open."""
    rows = list(events)
    leads = trail.leads(request.user, rows)
    return [
        (row, trail.words(row.object_type), leads.get((row.object_type, row.object_key), ""))
        for row in rows
    ]


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """What was searched for as CSV, oldest first, with the hashes: the whole log can be verified
    elsewhere."""
    if not allowed(request, "core.read_audit"):
        return render(request, "core/errors/404.html", status=404)
    form = AuditForm(request.GET)
    response = StreamingHttpResponse(_lines(form), content_type="text/csv; charset=utf-8")
    name = f"nhat-ky-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(form: AuditForm) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for event in found(form).select_related("actor").order_by("seq").iterator(500):
        cells = (
            event.seq,
            event.at.isoformat(),
            event.actor.username if event.actor else "",
            event.action,
            f"{event.object_type}:{event.object_key}",
            " ".join(f"{name}={value}" for name, value in sorted(event.digests.items())),
            event.prev_hash,
            event.hash,
        )
        yield writer.writerow([_plain(cell) for cell in cells])


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
