"""How a paragraph is set: spacing and indents through styles, list levels, direct formatting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from minhbach.model.document import DrawnLine, Spacing
from minhbach.readers.ooxml.names import VAL, W, number, twips

_SPACING, _INDENT, _BORDERS = W + "spacing", W + "ind", W + "pBdr"
_AUTO_SPACE = 14.0  # what Word gives for "auto" before or after, in points
_SINGLE = 240  # of w:line for single spacing (ECMA-376 part 1, 17.3.1.33)
Attributes = tuple[tuple[str, str], ...]


class Stated(NamedTuple):
    """What one level (defaults, a style, a list level, the paragraph) says; () when nothing."""

    spacing: Attributes = ()
    indent: Attributes = ()
    border: bool | None = None
    upper: bool = False  # the paragraph itself has a line above it


NOTHING = Stated()


def stated(properties: Mapping[str, etree._Element]) -> Stated:
    """The spacing, indents and lower border that a property element states itself."""
    if not (_SPACING in properties or _INDENT in properties or _BORDERS in properties):
        return NOTHING
    return Stated(
        _attributes(properties.get(_SPACING)),
        _attributes(properties.get(_INDENT)),
        _border(properties.get(_BORDERS), "bottom"),
        bool(_border(properties.get(_BORDERS), "top")),
    )


def _attributes(element: etree._Element | None) -> Attributes:
    return tuple((str(k), str(v)) for k, v in element.attrib.items()) if element is not None else ()


def _border(borders: etree._Element | None, side: str) -> bool | None:
    line = borders.find(W + side) if borders is not None else None
    if line is None:
        return None
    return line.get(VAL) not in (None, "nil", "none")


def resolved(levels: tuple[Stated, ...]) -> tuple[Spacing, DrawnLine | None]:
    """The levels put together, the farthest first: the later one rules."""
    spacing: dict[str, str] = {}
    indent: dict[str, str] = {}
    border = False
    for level in levels:
        if level == NOTHING:
            continue
        spacing.update(level.spacing)
        if level.indent:
            _indented(indent, dict(level.indent))
        border = border if level.border is None else level.border
    rule = spacing.get(W + "lineRule", "auto")
    line = number(spacing.get(W + "line"), _SINGLE)
    made = Spacing(
        before=_space(spacing, "before"),
        after=_space(spacing, "after"),
        line=round(line / (_SINGLE if rule == "auto" else 20), 3),
        rule="auto" if rule == "auto" else "exact" if rule == "exact" else "at-least",
        left=_side(indent, "left", "start"),
        right=_side(indent, "right", "end"),
        first=twips(indent.get(W + "firstLine")) - twips(indent.get(W + "hanging")),
    )
    return made, DrawnLine("border") if border else None


def _indented(indent: dict[str, str], own: dict[str, str]) -> None:
    """A first line and a hanging one exclude each other: the nearer level decides."""
    if W + "hanging" in own:
        indent.pop(W + "firstLine", None)
    elif W + "firstLine" in own:
        indent.pop(W + "hanging", None)
    for old, new in (("left", "start"), ("right", "end")):
        if W + old in own or W + new in own:
            indent.pop(W + old, None)
            indent.pop(W + new, None)
    indent.update(own)


def _space(spacing: dict[str, str], side: str) -> float:
    if spacing.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
        return _AUTO_SPACE
    return twips(spacing.get(W + side))


def _side(indent: dict[str, str], old: str, new: str) -> float:
    return twips(indent.get(W + old) or indent.get(W + new))
