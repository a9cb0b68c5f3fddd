"""Citations found in a Document (conventions: docs/glossary.md, "viện dẫn")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

CitationClass = Literal["numbered", "named-law", "congress", "follow-up"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One occurrence. ``start``/``end`` are offsets in ``Document.text``; ``quote`` is that text.

    ``notation`` is normalised (no spaces, plain hyphens); ``date`` and ``issuer`` only when the
    text states them; ``key`` is canonical:
    ``scheme:TYPE:NUMBER[/YEAR]:BODY[@ISO-DATE][#PINPOINT]``.
    """

    cls: CitationClass
    kind: str
    notation: str | None
    title: str | None
    date: date | None
    issuer: str | None
    pinpoint: str | None
    quote: str
    start: int
    end: int
    key: str
    anchor: str | None = None
    repaired: bool = False
