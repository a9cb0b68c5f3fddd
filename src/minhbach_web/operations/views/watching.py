"""For watchdogs: is the site ready to work, and counts in Prometheus' text form.

No name, no address and no text of anybody stands in either.
"""

from __future__ import annotations

import os
import secrets
import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhbach_web.core.jobs.worker import workers_alive
from minhbach_web.operations.services.counting import metrics_text

ROOM = 200 * 2**20  # bytes: less is too little to take another day's reports


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when reports can be taken: the database answers and is up to date, the disk has room.

    A missing worker is told, and no reason to send people elsewhere.
    """
    found: dict[str, object] = {"database": _database(), "disk": _disk()}
    found["migrations"] = _migrations() if found["database"] == "ok" else "unknown"
    well = all(value == "ok" for value in found.values())
    if found["database"] == "ok" and found["migrations"] == "ok":
        found["workers"] = workers_alive()
    answer = {"status": "ok" if well else "not-ready", **found}
    return JsonResponse(answer, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unavailable"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.VAR).free
    except OSError:
        return "unavailable"
    return "ok" if free >= ROOM else "full"


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts, for who sends the key (``Authorization: Bearer …``); without a key set, 404."""
    key = os.environ.get("MINHBACH_METRICS_KEY", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not key or not secrets.compare_digest(given.encode(), key.encode()):
        raise Http404
    return HttpResponse(metrics_text(), content_type="text/plain; version=0.0.4; charset=utf-8")
