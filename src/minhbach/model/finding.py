"""Findings: what a check saw, where, under which rule, and how it can be put right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Fix:
    """``text[start:end]`` of the finding becomes ``replacement``. ``safe``: the meaning can't
    change, so it may be applied without a person."""

    replacement: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``start``/``end`` are offsets in ``Document.text`` and ``quote`` is that text;
    both are 0 where the finding concerns the whole document. ``paragraph`` is an anchor.
    ``params`` fill the sentences of the rule ``code``."""

    code: str
    severity: Severity
    quote: str = ""
    start: int = 0
    end: int = 0
    paragraph: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Findings of ``code`` left out on purpose, and why: "run", "office" or
    "document" asked for it; "scan": the text was recognised from a picture."""

    code: str
    count: int
    by: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that ``check`` says about one document. ``profile`` is the one applied;
    ``rules_date`` chose the version of the rules; ``date_from`` says where it came from."""

    file: str
    profile: Literal["state", "party", "mass", "mixed", ""]
    rules_date: date | None
    date_from: Literal["given", "document", "citation", ""]
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
