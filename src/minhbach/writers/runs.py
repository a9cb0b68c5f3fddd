"""A paragraph cut into pieces of one format, for every writer alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from minhbach.model.document import Paragraph, Span
from minhbach.writers.layout import Style

# Characters that XML can't hold: control codes, lone surrogates, non-characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one format. ``ref``: the traced number that it is part of."""

    text: str
    bold: bool
    italic: bool
    underline: bool
    ref: str | None


def runs(paragraph: Paragraph, style: Style) -> list[Run]:
    """The pieces of a paragraph: the style's format, with what its spans add.

    A span with ``ref`` never shares a piece with its neighbours, so that a bookmark can stand
    around exactly the number.
    """
    text = paragraph.text
    spans = sorted(paragraph.spans, key=lambda span: span.start)
    cuts = {0, len(text)}
    for span in spans:
        cuts.update((min(span.start, len(text)), min(span.end, len(text))))
    pieces, over, at = [], list[Span](), 0
    for start, end in pairwise(sorted(cuts)):
        while at < len(spans) and spans[at].start <= start:
            over.append(spans[at])
            at += 1
        over = [span for span in over if span.end >= end]
        pieces.append(_run(clean(text[start:end]), style, over))
    return pieces


def _run(text: str, style: Style, over: list[Span]) -> Run:
    return Run(
        text,
        style.bold or any(span.bold for span in over),
        style.italic or any(span.italic for span in over),
        style.underline or any(span.underline for span in over),
        next((span.ref for span in over if span.ref), None),
    )


def clean(text: str) -> str:
    """The text without characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)
