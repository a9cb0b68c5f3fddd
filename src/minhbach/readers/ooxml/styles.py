"""Styles resolved: what a run looks like after defaults, style chain and direct formatting."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from minhbach.model.document import DrawnLine, Spacing
from minhbach.readers.ooxml.look import PLAIN, Look
from minhbach.readers.ooxml.names import VAL, A, W, children, is_on, number, real, val
from minhbach.readers.ooxml.spacing import NOTHING, Stated, resolved, stated
from minhbach.readers.ooxml.table_styles import CellLooks, Part, flags_of, parts_of

FontOf = Callable[[etree._Element], str | None]
_FONT_KINDS = (W + "ascii", W + "hAnsi")
_TOGGLES = {
    W + "b": "bold",
    W + "i": "italic",
    W + "u": "underline",
    W + "vanish": "hidden",
    W + "caps": "caps",
    W + "smallCaps": "caps",
    W + "strike": "struck",
    W + "dstrike": "struck",
}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_SpacingKey = tuple[str | None, Stated, Stated, Stated, bool]
_MAX_CHAIN = 30  # basedOn chains are short; a damaged file may run in a circle


@dataclass(frozen=True, slots=True)
class Style:
    look: Look
    based_on: str | None
    align: str | None
    name: str
    num_id: str | None
    num_level: str | None
    outline: int | None
    spacing: Stated
    key: str


@dataclass(slots=True)
class Styles:
    """The styles of a package, each read when it is first used; resolved looks are kept.

    ``theme``: gives the theme part when a style or run names a theme font.
    """

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: Look = PLAIN
    theme: Callable[[], etree._Element | None] = lambda: None
    _styles: dict[str, Style] = field(default_factory=dict)
    _chains: dict[str | None, tuple[Style, ...]] = field(default_factory=dict)
    table_style: Callable[[str], etree._Element | None] = lambda _: None
    default_spacing: Stated = NOTHING
    _looks: dict[tuple[str | None, Look | None], Look] = field(default_factory=dict)
    _spacings: dict[_SpacingKey, tuple[Spacing, DrawnLine | None]] = field(default_factory=dict)
    _table_parts: dict[str, tuple[dict[str, Part], str | None]] = field(default_factory=dict)
    _theme_fonts: dict[str, str] | None = None

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style and what it is based on, nearest first."""
        if style_id not in self._chains:
            found: list[Style] = []
            following = style_id
            while following in self.elements and len(found) < _MAX_CHAIN:
                found.append(self._style(following))
                following = found[-1].based_on
            self._chains[style_id] = tuple(found)
        return self._chains[style_id]

    def _style(self, style_id: str) -> Style:
        if style_id not in self._styles:
            self._styles[style_id] = _read_style(self.elements[style_id], self.font)
        return self._styles[style_id]

    def look(self, style_id: str | None, base: Look | None = None) -> Look:
        """The look of a paragraph style over the document defaults; ``base``: what a table style
        says in between."""
        key = (style_id, base)
        if key not in self._looks:
            look = PLAIN
            for style in self.chain(style_id or self.default_paragraph):
                look = look.over(style.look)
            look = look.over(base) if base is not None else look
            self._looks[key] = look.over(self.defaults)
        return self._looks[key]

    def spacing(
        self,
        style_id: str | None,
        listed: Stated = NOTHING,
        own: Stated = NOTHING,
        cell: Stated = NOTHING,
        *,
        by_style: bool = False,
    ) -> tuple[Spacing, DrawnLine | None]:
        """How a paragraph is set: its ``own`` words over those of its list level (``listed``) and
        of its style, that of its table (``cell``) under all; a list that comes ``by_style`` gives
        way to the style."""
        key = (style_id, listed, own, cell, by_style)
        if key not in self._spacings:
            chain = self.chain(style_id or self.default_paragraph)
            styled = tuple(style.spacing for style in reversed(chain))
            levels = (listed, *styled) if by_style else (*styled, listed)
            self._spacings[key] = resolved((self.default_spacing, cell, *levels, own))
        return self._spacings[key]

    def outline(self, style_id: str | None) -> int | None:
        """The outline level of a paragraph style, from 0; 9 is running text."""
        for style in self.chain(style_id or self.default_paragraph):
            if style.outline is not None:
                return style.outline
            heading = _HEADING.fullmatch(style.name)
            if heading:
                return int(heading[1]) - 1
        return None

    def cell_looks(self, table: etree._Element) -> CellLooks:
        """What the style of a table says of its cells; a style like this is read when used."""
        looks = CellLooks(flags=flags_of(table))
        following = val(table.find(W + "tblPr"), "tblStyle")
        seen: list[str] = []
        while following and following not in seen and len(seen) < _MAX_CHAIN:
            seen.append(following)
            if following not in self._table_parts:
                element = self.elements.get(following)
                element = element if element is not None else self.table_style(following)
                self._table_parts[following] = parts_of(element, self.read_look)
            parts, following = self._table_parts[following]
            looks.below(parts)
        return looks

    def run_style(self, style_id: str | None) -> Look:
        """The look that a character style adds, without defaults."""
        look = PLAIN
        for style in self.chain(style_id):
            look = look.over(style.look)
        return look

    def read_look(self, rpr: etree._Element | None) -> Look:
        """The direct formatting of a ``w:rPr``."""
        return _read_look(rpr, self.font)

    def font(self, fonts: etree._Element) -> str | None:
        """The font that a ``w:rFonts`` names, by name or by theme."""
        for kind in _FONT_KINDS:
            themed = fonts.get(kind + "Theme")
            found = self._of_theme(themed) if themed else None
            if found or fonts.get(kind):  # the theme rules over the name (17.3.2.26)
                return found or fonts.get(kind)
        return None

    def _of_theme(self, themed: str) -> str | None:
        if self._theme_fonts is None:
            self._theme_fonts = _read_theme(self.theme())
        return self._theme_fonts.get("major" if themed.startswith("major") else "minor")


def read_styles(
    root: etree._Element | None,
    theme: Callable[[], etree._Element | None],
    table_style: Callable[[str], etree._Element | None] = lambda _: None,
) -> Styles:
    """The styles part; an absent part gives Word's plain defaults.

    ``table_style`` gives the element of a table style that was cut out of ``root``.
    """
    styles = Styles(theme=theme, table_style=table_style)
    if root is None:
        return styles
    styles.defaults = styles.read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    paragraphs = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    styles.default_spacing = stated(children(paragraphs))
    for element in root.iterchildren(W + "style"):
        style_id = element.get(W + "styleId") or ""
        styles.elements[style_id] = element
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            styles.default_paragraph = style_id
    return styles


def _read_style(element: etree._Element, font_of: FontOf) -> Style:
    ppr = element.find(W + "pPr")
    num = ppr.find(W + "numPr") if ppr is not None else None
    outline = val(ppr, "outlineLvl")
    return Style(
        look=_read_look(element.find(W + "rPr"), font_of),
        based_on=val(element, "basedOn"),
        align=val(ppr, "jc"),
        name=val(element, "name") or "",
        num_id=val(num, "numId"),
        num_level=val(num, "ilvl"),
        outline=number(outline) if outline is not None else None,
        spacing=stated(children(ppr)),
        key=element.get(W + "styleId") or "",
    )


def _read_look(rpr: etree._Element | None, font_of: FontOf) -> Look:
    if rpr is None or not len(rpr):
        return PLAIN
    found: dict[str, Any] = {}
    for child in rpr:
        tag = child.tag
        if tag in _TOGGLES:
            name = _TOGGLES[tag]  # two tags may tell one look: capitals are small or large
            found[name] = is_on(child) or found.get(name) is True
        elif tag == W + "rFonts":
            found["font"] = font_of(child)
        elif tag == W + "sz":
            found["size"] = _size(child.get(VAL))
        elif tag == W + "color":
            found["color"] = child.get(VAL)
        elif tag == W + "vertAlign":
            found["raised"] = child.get(VAL)
    return Look(**found)


def _size(value: str | None) -> float | None:
    """Half points, or points by name as strict files may write them."""
    if value and value.endswith("pt"):
        return real(value[:-2]) or None
    return number(value) / 2 or None


def _read_theme(theme: etree._Element | None) -> dict[str, str]:
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        latin = theme.find(f".//{A}{kind}Font/{A}latin")
        if latin is not None and latin.get("typeface"):
            fonts[kind] = latin.get("typeface") or ""
    return fonts
