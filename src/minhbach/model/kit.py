"""Kits for speakers: what a person wrote, with a source behind each figure and document named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PieceKind = Literal["text", "figure", "citation", "message"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. ``note``: the number of the source behind it, 0 for plain text."""

    text: str
    kind: PieceKind = "text"
    note: int = 0


@dataclass(frozen=True, slots=True)
class KitLine:
    """A paragraph; ``item``: a line of a list, which is what slides show."""

    pieces: tuple[Piece, ...]
    item: bool = False


@dataclass(frozen=True, slots=True)
class KitSource:
    """Source number ``n``, in full: what, where, when, the value, who published it on which day."""

    n: int
    text: str


@dataclass(frozen=True, slots=True)
class KitPart:
    """A section; its ``sources`` are those that its lines name first or again."""

    heading: str
    lines: tuple[KitLine, ...] = ()
    sources: tuple[KitSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """Numbers without a source that somebody let pass: the sentences, who, why."""

    quotes: tuple[str, ...]
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class KitText:
    """A kit as it is printed. ``kind_name``: "Đề cương" …; ``n``: number of the released version;
    ``basis``: the plan that it was made for."""

    title: str
    kind_name: str
    issuer: str
    n: int
    released_on: date
    parent_issuer: str = ""
    profile: Literal["party", "state"] = "state"
    basis: str = ""
    parts: tuple[KitPart, ...] = ()
    override: Override | None = None
    invented: bool = False
