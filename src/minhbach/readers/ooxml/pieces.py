"""The pieces of a paragraph put together: one text, and spans where looks change."""

from __future__ import annotations

from minhbach.model.document import Span
from minhbach.readers.ooxml.look import Look
from minhbach.readers.ooxml.runs import Piece


def joined(pieces: list[Piece], offset: int) -> tuple[str, list[Span]]:
    """The text of the pieces and its spans, moved by the mark in front."""
    parts: list[str] = []
    spans: list[Span] = []
    last: Look | None = None
    start = at = offset
    for piece in pieces:
        if last is not None and not _same(last, piece.look):
            spans.append(_span(start, at, last))
            start = at
        last = piece.look
        parts.append(piece.text)
        at += len(piece.text)
    if last is not None and at > start:
        spans.append(_span(start, at, last))
    return "".join(parts), spans


def _same(look: Look, other: Look) -> bool:
    """Whether two looks give the same span."""
    return look == other or _shown(look) == _shown(other)


def _shown(look: Look) -> tuple[object, ...]:
    return (
        bool(look.bold),
        bool(look.italic),
        bool(look.underline),
        look.font,
        look.size,
        bool(look.caps),
        look.color,
    )


def _span(start: int, end: int, look: Look) -> Span:
    return Span(
        start,
        end,
        bold=bool(look.bold),
        italic=bool(look.italic),
        underline=bool(look.underline),
        font=look.font,
        size=look.size,
        caps=bool(look.caps),
        color=look.color if look.color != "auto" else None,
    )
