"""Styles resolved: what a run looks like after defaults, style chain and direct formatting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from minhbach.readers.ooxml.names import VAL, A, W, is_on, number, val

FontOf = Callable[[etree._Element], str | None]
_FONT_KINDS = (W + "ascii", W + "hAnsi", W + "cs")
_MAX_CHAIN = 30  # basedOn chains are short; a damaged file may run in a circle


class Look(NamedTuple):
    """The look of a run. ``None``: not stated at this level."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    font: str | None = None
    size: float | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, filled with ``below`` where it says nothing."""
        if self == _NOTHING:
            return below
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.underline if self.underline is None else self.underline,
            below.font if self.font is None else self.font,
            below.size if self.size is None else self.size,
            below.hidden if self.hidden is None else self.hidden,
        )


_NOTHING = Look()


@dataclass(frozen=True, slots=True)
class Style:
    look: Look
    based_on: str | None
    align: str | None
    name: str
    num_id: str | None
    num_level: str | None
    outline: int | None


@dataclass(slots=True)
class Styles:
    """The styles of a package, each read when it is first used; resolved looks are kept.

    ``theme``: gives the theme part when a style or run names a theme font.
    """

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: Look = _NOTHING
    theme: Callable[[], etree._Element | None] = lambda: None
    _styles: dict[str, Style] = field(default_factory=dict)
    _chains: dict[str | None, tuple[Style, ...]] = field(default_factory=dict)
    _looks: dict[str | None, Look] = field(default_factory=dict)
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

    def look(self, style_id: str | None) -> Look:
        """The look of a paragraph style over the document defaults."""
        if style_id not in self._looks:
            look = _NOTHING
            for style in self.chain(style_id or self.default_paragraph):
                look = look.over(style.look)
            self._looks[style_id] = look.over(self.defaults)
        return self._looks[style_id]

    def run_style(self, style_id: str | None) -> Look:
        """The look that a character style adds, without defaults."""
        look = _NOTHING
        for style in self.chain(style_id):
            look = look.over(style.look)
        return look

    def read_look(self, rpr: etree._Element | None) -> Look:
        """The direct formatting of a ``w:rPr``."""
        return _read_look(rpr, self.font)

    def font(self, fonts: etree._Element) -> str | None:
        """The font that a ``w:rFonts`` names, by name or by theme."""
        for kind in _FONT_KINDS:
            named = fonts.get(kind)
            if named:
                return named
            themed = fonts.get(kind + "Theme")
            if themed:
                if self._theme_fonts is None:
                    self._theme_fonts = _read_theme(self.theme())
                return self._theme_fonts.get("major" if themed.startswith("major") else "minor")
        return None


def read_styles(root: etree._Element | None, theme: Callable[[], etree._Element | None]) -> Styles:
    """The styles part; an absent part gives Word's plain defaults."""
    styles = Styles(theme=theme)
    if root is None:
        return styles
    styles.defaults = styles.read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
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
    )


def _read_look(rpr: etree._Element | None, font_of: FontOf) -> Look:
    if rpr is None or not len(rpr):
        return _NOTHING
    bold = italic = underline = hidden = None
    font: str | None = None
    size: float | None = None
    for child in rpr:
        tag = child.tag
        if tag == W + "b":
            bold = is_on(child)
        elif tag == W + "i":
            italic = is_on(child)
        elif tag == W + "u":
            underline = is_on(child)
        elif tag == W + "rFonts":
            font = font_of(child)
        elif tag == W + "sz":
            size = number(child.get(VAL)) / 2 or None
        elif tag == W + "vanish":
            hidden = is_on(child)
    return Look(bold, italic, underline, font, size, hidden)


def _read_theme(theme: etree._Element | None) -> dict[str, str]:
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        latin = theme.find(f".//{A}{kind}Font/{A}latin")
        if latin is not None and latin.get("typeface"):
            fonts[kind] = latin.get("typeface") or ""
    return fonts
