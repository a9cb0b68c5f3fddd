"""What the audit log noted of things: digests, and when accounts were closed."""

from __future__ import annotations

import datetime

from django.db.models import Max

from minhbach_web.core.models import AuditEvent

# Acts after which nobody signs in with an account until another one opens it.
CLOSING = frozenset({"units.close_account"})


def digests(action: str, name: str) -> dict[str, str]:
    """Object's key → the digest called ``name`` that ``action`` noted, for all its objects."""
    rows = AuditEvent.objects.filter(action=action).values_list("object_key", "digests")
    return {str(key): str(noted[name]) for key, noted in rows.iterator() if name in noted}


def closings(before: datetime.datetime) -> list[int]:
    """The accounts of which the log says that they were closed last before that instant."""
    rows = AuditEvent.objects.filter(object_type="user", action__in=CLOSING).order_by()
    last = rows.values("object_key").annotate(last=Max("at")).filter(last__lt=before)
    return [int(key) for key in last.values_list("object_key", flat=True) if key.isdecimal()]
