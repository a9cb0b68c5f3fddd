"""Heading levels without jumps: accessible formats know no level 3 below level 1."""

from __future__ import annotations

from dataclasses import dataclass

from minhbach.model.document import Paragraph


@dataclass(slots=True)
class Levels:
    """Gives each heading of a document, in reading order, a level one deeper at most.

    >>> levels = Levels()
    >>> [levels.of(Paragraph("p", "x", role="heading", level=n)) for n in (1, 3, 2)]
    [1, 2, 2]
    """

    last: int = 0

    def of(self, paragraph: Paragraph) -> int:
        """The level of a heading or of the line that opens an annex; 0 for the rest."""
        if paragraph.role == "annex" and paragraph.style in ("annex-label", None):
            wanted = 1
        elif paragraph.role == "heading":
            wanted = max(paragraph.level, 1)
        else:
            return 0
        self.last = min(wanted, self.last + 1)
        return self.last
