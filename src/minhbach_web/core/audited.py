"""What the audit log noted of things: the digest of an object when an act was done to it."""

from minhbach_web.core.models import AuditEvent


def digests(action: str, name: str) -> dict[str, str]:
    """Object's key → the digest called ``name`` that ``action`` noted, for all its objects."""
    rows = AuditEvent.objects.filter(action=action).values_list("object_key", "digests")
    return {str(key): str(noted[name]) for key, noted in rows.iterator() if name in noted}
