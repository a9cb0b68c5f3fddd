"""Names of the bookmarks that stand around traced numbers."""

from __future__ import annotations

import hashlib
import re

_OTHER = re.compile(r"[^A-Za-z0-9_]")
_LONGEST = 40  # Word cuts longer names


def bookmark_name(ref: str, occurrence: int = 1) -> str:
    """The bookmark of a number: letters, digits, underscores, at most 40 characters.

    The digest keeps apart ids that differ only in characters that a bookmark can't hold. A number
    that is printed again has the same name with its occurrence.

    >>> bookmark_name("hoi_nghi.DU-CT")
    'hoi_nghi_DU_CT_5542845e'
    """
    digest = hashlib.sha256(ref.encode()).hexdigest()[:8]
    tail = f"_{digest}" if occurrence == 1 else f"_{digest}_{occurrence}"
    stem = _OTHER.sub("_", ref)
    if not stem[:1].isalpha():
        stem = "n" + stem
    return stem[: _LONGEST - len(tail)] + tail
