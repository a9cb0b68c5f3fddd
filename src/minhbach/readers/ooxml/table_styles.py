"""Table styles: what they say of the cells, by place (ECMA-376 part 1, 17.7.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.look import PLAIN, Look
from minhbach.readers.ooxml.names import VAL, W, children, val
from minhbach.readers.ooxml.spacing import NOTHING, Stated, stated

Part = tuple[Look, Stated]
_WHOLE = "wholeTable"
# Which parts of the style a table asks for: bit of w:tblLook/@w:val, attribute of newer files.
_FLAGS = (
    ("firstRow", 0x20),
    ("lastRow", 0x40),
    ("firstColumn", 0x80),
    ("lastColumn", 0x100),
)
_TYPES = {"firstColumn": "firstCol", "lastColumn": "lastCol"}


@dataclass(slots=True)
class CellLooks:
    """The parts of a table's style, its own and those that it is based on."""

    flags: frozenset[str] = frozenset()
    parts: dict[str, Part] = field(default_factory=dict)

    def below(self, parts: dict[str, Part]) -> None:
        """Fill up with the parts of the style that this one is based on."""
        for kind, (look, setting) in parts.items():
            own, set_ = self.parts.get(kind, (PLAIN, NOTHING))
            self.parts[kind] = own.over(look), _over(set_, setting)

    def at(self, row: int, column: int, rows: int) -> tuple[Look | None, Stated]:
        """Look and setting of the cell at a row and column from 1; later parts rule."""
        if not self.parts:
            return None, NOTHING
        look, setting = self.parts.get(_WHOLE, (PLAIN, NOTHING))
        places = {"firstColumn": column == 1, "lastRow": row == rows, "firstRow": row == 1}
        for flag, here in places.items():
            kind = _TYPES.get(flag, flag)
            if here and flag in self.flags and kind in self.parts:
                own, set_ = self.parts[kind]
                look, setting = own.over(look), _over(set_, setting)
        return look, setting


def _over(own: Stated, below: Stated) -> Stated:
    border = below.border if own.border is None else own.border
    return Stated(own.spacing or below.spacing, own.indent or below.indent, border)


def flags_of(table: etree._Element) -> frozenset[str]:
    """The parts of its style that a table asks for."""
    asked = table.find(f"{W}tblPr/{W}tblLook")
    if asked is None:
        return frozenset()
    try:
        bits = int(asked.get(VAL) or "0", 16)
    except ValueError:
        bits = 0
    return frozenset(
        flag for flag, bit in _FLAGS if bits & bit or asked.get(W + flag) in ("1", "true", "on")
    )


def parts_of(
    style: etree._Element | None, read_look: Callable[[etree._Element | None], Look]
) -> tuple[dict[str, Part], str | None]:
    """The parts of one table style and the style that it is based on."""
    if style is None:
        return {}, None
    found = {_WHOLE: _part(style, read_look)}
    for element in style.iterchildren(W + "tblStylePr"):
        found[element.get(W + "type") or ""] = _part(element, read_look)
    said = {kind: part for kind, part in found.items() if part != (PLAIN, NOTHING)}
    return said, val(style, "basedOn")


def _part(element: etree._Element, read_look: Callable[[etree._Element | None], Look]) -> Part:
    look = read_look(element.find(W + "rPr"))
    return look, stated(children(element.find(W + "pPr")))
