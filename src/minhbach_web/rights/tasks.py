"""Removing what has been kept long enough: every day, and on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import jobs
from minhbach_web.rights.services.clearing import clear

CLEAR = "rights.clear"
DAY = 24 * 60


@jobs.kind(
    CLEAR,
    title=_("Remove what has been kept long enough"),
    results={"kinds": _("Kinds of data"), "rows": _("Rows")},
)
def clear_old(progress: Any, /, **_arguments: Any) -> Mapping[str, Any]:
    """All kinds whose period is over."""
    gone = clear()
    return {"kinds": len(gone), "rows": sum(gone.values())}


def register() -> None:
    """What comes every day."""
    jobs.every(DAY, CLEAR)
