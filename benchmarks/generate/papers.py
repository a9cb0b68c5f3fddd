"""The parts of a generated paper: lines with looks, grids, and the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Look = Literal["", "bold", "italic", "bold-italic", "bold-underline"]


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    look: Look = ""

    @property
    def bold(self) -> bool:
        return "bold" in self.look

    @property
    def italic(self) -> bool:
        return "italic" in self.look


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. ``automatic``: list level whose number Word draws; it is then not typed.
    A line feed in a piece is a typed line break."""

    pieces: tuple[Piece, ...]
    align: str = "both"
    automatic: int | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    bordered: bool = True


Block = Line | Grid


@dataclass(slots=True)
class Paper:
    """``truth``: as the hand-made labels of section trees have it."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    levels: tuple[str, ...] = ()  # formats of the automatic list: "upperRoman.", "decimal."


def line(*pieces: str | Piece, align: str = "both", automatic: int | None = None) -> Line:
    """A line of plain strings and pieces."""
    whole = tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)
    return Line(whole, align, automatic)


def bold(text: str) -> Piece:
    return Piece(text, "bold")
