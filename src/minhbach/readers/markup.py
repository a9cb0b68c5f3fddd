"""Asterisks and underscores of scraped texts: marks of bold, italic, underline taken to Spans."""

from __future__ import annotations

import re

from minhbach.model.document import Span

_TOKEN = re.compile(r"\*+|__")
# A line of ornament only: "*", "*****", "-------", "** **", "_____".
_RULE = re.compile(r"[\s*_=~.…·—–-]+")


def is_rule(line: str) -> bool:
    """A line of signs only, at least one: a rule, a star, an empty pair of marks."""
    return not line[:1].isalnum() and bool(line.strip()) and _RULE.fullmatch(line) is not None


def strip_markup(text: str) -> tuple[str, list[Span]]:
    """The text without its marks, and what they said, as spans.

    >>> text, spans = strip_markup("**1. Thời gian: **Từ tháng 10")
    >>> text, [(span.start, span.end, span.bold) for span in spans]
    ('1. Thời gian: Từ tháng 10', [(0, 14, True)])
    """
    if "*" not in text and "__" not in text:
        return text, []
    parts: list[str] = []
    spans: list[Span] = []
    bold = italic = underline = False
    at = last = 0
    for token in _TOKEN.finditer(text):
        piece = text[last : token.start()]
        _add(parts, spans, piece, at, (bold, italic, underline))
        at += len(piece)
        last = token.end()
        stars = token[0].count("*")
        bold ^= stars // 2 % 2 == 1  # "****" closes and opens again
        italic ^= stars % 2 == 1
        underline ^= stars == 0
    _add(parts, spans, text[last:], at, (bold, italic, underline))
    return "".join(parts), spans


def _add(
    parts: list[str], spans: list[Span], piece: str, at: int, look: tuple[bool, bool, bool]
) -> None:
    parts.append(piece)
    if piece.strip() and any(look):
        bold, italic, underline = look
        spans.append(Span(at, at + len(piece), bold, italic, underline))


def open_marks(text: str) -> bool:
    """Whether a bold mark is still open at the end of the text."""
    return text.count("**") % 2 == 1
