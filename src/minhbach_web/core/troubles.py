"""A full disk and a database that doesn't answer: what they look like as errors."""

from __future__ import annotations

import errno

from django.db import InterfaceError, OperationalError

FULL, AWAY = "full", "away"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def trouble_of(error: BaseException | None) -> str:
    """FULL, AWAY, or "" for an error that is a fault of ours."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return FULL
    # "no such table" is a fault of ours, whatever the driver calls it.
    if isinstance(error, OperationalError | InterfaceError) and "no such" not in str(error):
        return FULL if "full" in str(error) else AWAY
    return ""
