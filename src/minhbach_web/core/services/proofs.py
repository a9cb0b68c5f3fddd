"""What the ground can prove: the audit chain, and every stored file against its digest."""

from collections.abc import Iterator

from minhbach_web.core.proving import Wrong
from minhbach_web.core.services import files
from minhbach_web.core.services.audit import walk


def audit_chain() -> Iterator[Wrong | None]:
    """Every entry of the audit log, as ``audit.walk`` finds it."""
    for seq, wrong in walk():
        yield Wrong(wrong, f"audit:{seq}") if wrong else None


def stored_files() -> Iterator[Wrong | None]:
    """The bytes of each stored file still have the digest that is its name."""
    for sha256, right in files.proved():
        yield None if right else Wrong("file-changed", f"file:{sha256}")
