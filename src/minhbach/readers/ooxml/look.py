"""The look of a run, level over level."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """The look of a run. ``None``: not stated at this level.

    ``raised``: "superscript" or "subscript"; "baseline" takes either back.
    """

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    font: str | None = None
    size: float | None = None
    hidden: bool | None = None
    caps: bool | None = None
    color: str | None = None
    raised: str | None = None
    struck: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, filled with ``below`` where it says nothing."""
        if self == PLAIN:
            return below
        return Look._make(b if a is None else a for a, b in zip(self, below, strict=True))

    def toggled(self, below: Look) -> Look:
        """A character style over a paragraph style: what both switch on is off
        (ECMA-376 part 1, 17.7.3)."""
        look = self.over(below)
        return look._replace(
            bold=_toggle(self.bold, below.bold),
            italic=_toggle(self.italic, below.italic),
            caps=_toggle(self.caps, below.caps),
            hidden=_toggle(self.hidden, below.hidden),
            struck=_toggle(self.struck, below.struck),
        )


def _toggle(own: bool | None, below: bool | None) -> bool | None:
    return own != below if own and below is not None else (below if own is None else own or below)


PLAIN = Look()
