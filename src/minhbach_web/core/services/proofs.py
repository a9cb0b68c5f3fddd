"""What the ground can prove: the audit chain, and every stored file against its digest."""

from collections.abc import Iterator

from minhbach_web.core.models import AuditEvent
from minhbach_web.core.proving import Wrong
from minhbach_web.core.services import files
from minhbach_web.core.services.audit import GENESIS, entry_hash


def audit_chain() -> Iterator[Wrong | None]:
    """Each entry's number follows the last, its hash is right, and it names the one before."""
    previous, seq = GENESIS, 0
    for event in AuditEvent.objects.order_by("seq").iterator():
        if event.seq != seq + 1:
            yield Wrong("audit-gap", f"audit:{seq + 1}")
        elif event.prev_hash != previous:
            yield Wrong("audit-link", f"audit:{event.seq}")
        elif event.hash != entry_hash(event):
            yield Wrong("audit-changed", f"audit:{event.seq}")
        else:
            yield None
        previous, seq = event.hash, event.seq


def stored_files() -> Iterator[Wrong | None]:
    """The bytes of each stored file still have the digest that is its name."""
    for sha256, right in files.proved():
        yield None if right else Wrong("file-changed", f"file:{sha256}")
