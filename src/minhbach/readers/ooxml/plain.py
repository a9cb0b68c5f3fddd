"""Plain paragraphs in one step: text and spans, where no letter or look needs care.

Most paragraphs of a paper have a few looks and letters that stand as they are typed. What needs
more (hidden or struck text, capitals, old fonts, letters to be mended) gives None here and is read
by ``RunReader`` piece by piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from minhbach.model.document import Span
from minhbach.readers.ooxml.lifted import Run, texts_of
from minhbach.readers.ooxml.look import Look
from minhbach.readers.symbols import CODES, symbol_font
from minhbach.vi import legacy
from minhbach.vi.text import UNCLEAN

# What ends a look: bold, italic, underlined, font, size, reference, capitals, colour.
Format = tuple[bool, bool, bool, str | None, float | None, None, bool, str | None]
LookOf = Callable[[str], Look]
Given = tuple[str, list[Span]]
_CARE = re.compile(f"[{UNCLEAN}{CODES}\u0300-\u036f]")


@dataclass(slots=True)
class Formats:
    """The formats of runs over one look, by their properties; None for one that needs care.

    ``shared``: one format for each look that shows, in the whole document.
    """

    shared: dict[tuple[object, ...], Format]
    look_of: LookOf
    known: dict[str, Format | None] = field(default_factory=dict)

    def plain(self, lifted: list[Run]) -> Given | None:
        """The text of a paragraph and its spans; None when something in it needs care."""
        known = self.known
        used = {run[0] for run in lifted}
        for own in used:
            if own not in known:
                known[own] = self._format(self.look_of(own))
            if known[own] is None:
                return None
        parts = [run[1] or (run[2] and "".join(texts_of(run[2]))) for run in lifted]
        whole = "".join(parts)
        if not _stays(whole):
            return None
        if len(used) > 1:
            return whole, _spans(parts, [known[run[0]] for run in lifted])
        return whole, [Span(0, len(whole), *form) for own in used if whole and (form := known[own])]

    def _format(self, look: Look) -> Format | None:
        care = look.hidden or look.struck or look.caps or look.raised
        if care or legacy.encoding_of_font(look.font) or symbol_font(look.font):
            return None
        shown = (bool(look.bold), bool(look.italic), bool(look.underline))
        color = look.color if look.color != "auto" else None
        key = (*shown, look.font, look.size, look.color)
        return self.shared.setdefault(key, (*shown, look.font, look.size, None, False, color))


def _spans(parts: list[str], forms: list[Format | None]) -> list[Span]:
    spans: list[Span] = []
    last: Format | None = None
    start = at = 0
    for part, form in zip(parts, forms, strict=True):
        if not part:
            continue
        if form is not last:
            if last is not None:
                spans.append(Span(start, at, *last))
            last, start = form, at
        at += len(part)
    if last is not None:
        spans.append(Span(start, at, *last))
    return spans


def _stays(text: str) -> bool:
    """Whether cleaning would leave the text, and each part of it, as it is."""
    if text.isascii():
        return True
    return not _CARE.search(text) and unicodedata.is_normalized("NFC", text)
