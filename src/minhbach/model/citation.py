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


Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where citations disagree with each other, with themselves or with the calendar.

    ``code``: CT-01 … CT-13. ``places``: the citations that stand against each other, the doubtful
    one first; one place where a citation disagrees with a fact. ``needed`` and ``actual``: short
    texts, what would fit and what stands there; ``needed`` is "" where nobody can know which is
    right. ``confidence``: 1.0 where the text alone proves it, less where a table that no primary
    text has confirmed was needed. ``source``: the rule. The sentence is made by
    ``contradictions.told``.
    """

    code: str
    places: tuple[Citation, ...]
    needed: str
    actual: str
    severity: Severity
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A citation and the file that holds it."""

    file: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A cited document. ``titles``, ``dates``, ``issuers``: as stated, each once, in the order
    met. ``follow_ups`` ("Nghị định trên") point at it and are no occurrences of their own."""

    key: str
    kind: str
    notation: str | None
    titles: tuple[str, ...]
    dates: tuple[date, ...]
    issuers: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    follow_ups: tuple[Occurrence, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
