"""Files addressed by their content: ``var/files/ab/cdef…``. The same bytes are kept once."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest(data: bytes) -> str:
    """The address of ``data``: its sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest are kept."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a sha256 digest")
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:]


def store(data: bytes) -> str:
    """Keep ``data``; gives its digest. Whole or not at all: written aside, then renamed."""
    sha256 = digest(data)
    target = path_of(sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, aside = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(target)
        except OSError:  # a full disk: leave nothing half written behind
            Path(aside).unlink(missing_ok=True)
            raise
    return sha256


def load(sha256: str) -> bytes:
    """The bytes with this digest, checked against it. FileNotFoundError when absent."""
    data = path_of(sha256).read_bytes()
    if digest(data) != sha256:
        raise ValueError(f"the stored file {sha256[:12]}… was changed")
    return data
