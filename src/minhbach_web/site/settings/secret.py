"""The secret key of an installation: made once, kept beside the data, readable by its owner."""

import os
import secrets
from pathlib import Path


def stored_secret(path: Path) -> str:
    """The key in ``path``, made on the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process of the same start was quicker
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
