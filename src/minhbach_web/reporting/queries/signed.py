"""The digital signatures of a unit's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.core.services import files
from minhbach_web.reporting.signatures import SignatureSeen, signatures_in

if TYPE_CHECKING:
    from minhbach_web.programme.models import SourceDocument


def source_signatures(source: SourceDocument | None) -> tuple[SignatureSeen, ...]:
    """What a PDF report bears; () for every other file, and where the file is gone."""
    if source is None or source.format != "pdf":
        return ()
    try:
        return signatures_in(files.load(source.sha256))
    except (FileNotFoundError, ValueError):
        return ()
