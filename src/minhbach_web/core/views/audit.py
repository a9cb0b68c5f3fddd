"""The audit log: read, verified, taken away as a table."""

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.permissions import allowed, needs
from minhbach_web.core.services import audit

PER_PAGE = 50
COLUMNS = ("seq", "at", "actor", "action", "object", "digests", "prev_hash", "hash")


@require_safe
@needs("core.read_audit")
def log(request: HttpRequest) -> HttpResponse:
    """The newest first. ``?kiem=1`` walks the whole chain and says whether it holds."""
    events = AuditEvent.objects.select_related("actor").order_by("-seq")
    check = audit.verify_chain() if request.GET.get("kiem") else None
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "core/audit.html", {"page": page, "check": check})


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """The whole log as CSV, oldest first, with the hashes: it can be verified elsewhere."""
    if not allowed(request, "core.read_audit"):
        return render(request, "core/errors/404.html", status=404)
    response = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    name = f"nhat-ky-{clock.today():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines() -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for event in AuditEvent.objects.select_related("actor").order_by("seq").iterator(500):
        yield writer.writerow(
            (
                event.seq,
                event.at.isoformat(),
                event.actor.username if event.actor else "",
                event.action,
                f"{event.object_type}:{event.object_key}",
                " ".join(f"{name}={value}" for name, value in sorted(event.digests.items())),
                event.prev_hash,
                event.hash,
            )
        )
