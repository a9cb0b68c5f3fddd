"""Styles of an OpenDocument text: looks with inheritance, list levels (OASIS ODF 1.3, part 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from minhbach.model.document import Align

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_ALIGN: dict[str | None, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "justify": "justify",
}
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(pt|cm|mm|in)")
_UNITS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
_MAX_CHAIN = 40
MAX_LEVELS = 10


@dataclass(frozen=True, slots=True)
class OdtLook:
    """None means: as the style below says."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    font: str | None = None
    size: float | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    align: Align | None = None
    page_break: bool | None = None

    def over(self, below: OdtLook) -> OdtLook:
        """This look, what it leaves open filled from ``below``."""
        own: dict[str, Any] = {name: getattr(self, name) for name in OdtLook.__slots__}
        return replace(below, **{name: value for name, value in own.items() if value is not None})


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list shows its mark. ``format``: "1", "a", "I", …, "" for none."""

    format: str = ""
    bullet: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels the number shows: 2 gives "1.1"


@dataclass(slots=True)
class OdtStyles:
    """The styles of both parts: those of content.xml win."""

    looks: dict[tuple[str, str], OdtLook] = field(default_factory=dict)  # resolved so far
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)
    _styles: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _defaults: dict[str, OdtLook] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)

    def add(self, root: etree._Element) -> None:
        """Take in the styles of styles.xml, then those of content.xml."""
        for face in root.iter(STYLE + "font-face"):
            family = (face.get(SVG + "font-family") or "").strip("'\" ")
            self._fonts[face.get(STYLE + "name") or ""] = family
        for default in root.iter(STYLE + "default-style"):
            family = default.get(STYLE + "family") or ""
            self._defaults[family] = self._own(default)
        for style in root.iter(STYLE + "style"):
            key = style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""
            self._styles[key] = style
        for listing in root.iter(TEXT + "list-style"):
            self.lists[listing.get(STYLE + "name") or ""] = _levels(listing)
        for outline in root.iter(TEXT + "outline-style"):
            self.outline = _levels(outline)

    def look(self, family: str, name: str | None) -> OdtLook:
        """The look of a style through its parents and the default of its family."""
        if not name:
            return self._defaults.get(family, OdtLook())
        key = family, name
        if key not in self.looks:
            look = OdtLook()
            for style in self._chain(family, name):
                look = look.over(self._own(style))
            default = self._defaults.get(family, OdtLook()) if family == "paragraph" else OdtLook()
            self.looks[key] = look.over(default)
        return self.looks[key]

    def shown_name(self, name: str | None) -> str | None:
        """The name of the common style that an automatic style ("P12") stands on."""
        for style in self._chain("paragraph", name or ""):
            own = style.get(STYLE + "name") or ""
            if not _AUTOMATIC.fullmatch(own):
                return style.get(STYLE + "display-name") or own.replace("_20_", " ")
        return None

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while name and len(chain) < _MAX_CHAIN:
            style = self._styles.get((family, name))
            if style is None or style in chain:
                break
            chain.append(style)
            name = style.get(STYLE + "parent-style-name") or ""
        return chain

    def _own(self, style: etree._Element) -> OdtLook:
        text = style.find(STYLE + "text-properties")
        paragraph = style.find(STYLE + "paragraph-properties")
        align = break_before = None
        if paragraph is not None:
            align = _ALIGN.get(paragraph.get(FO + "text-align"))
            break_before = paragraph.get(FO + "break-before")
        page_break = break_before == "page" if break_before else None
        if text is None:
            return OdtLook(align=align, page_break=page_break)
        weight, slant = text.get(FO + "font-weight"), text.get(FO + "font-style")
        line = text.get(STYLE + "text-underline-style")
        shown = text.get(TEXT + "display")
        transform = text.get(FO + "text-transform")
        return OdtLook(
            bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"),
            italic=None if slant is None else slant in ("italic", "oblique"),
            underline=None if line is None else line != "none",
            font=self._font(text),
            size=_size(text.get(FO + "font-size")),
            hidden=None if shown is None else shown == "none",
            capitals=None if transform is None else transform == "uppercase",
            align=align,
            page_break=page_break,
        )

    def _font(self, text: etree._Element) -> str | None:
        name = text.get(STYLE + "font-name")
        if name is None:
            return (text.get(FO + "font-family") or "").strip("'\" ") or None
        return self._fonts.get(name) or name


_AUTOMATIC = re.compile(r"(?:P|T|Heading|L)\d+")


def whole(value: str | None, default: int) -> int:
    """A whole number of up to six digits."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def _size(value: str | None) -> float | None:
    found = _POINTS.fullmatch(value or "")
    return round(float(found[1]) * _UNITS[found[2]] * 2) / 2 if found else None


def _levels(listing: etree._Element) -> dict[int, ListLevel]:
    levels = {}
    for child in listing:
        number = whole(child.get(TEXT + "level"), 0)
        if not 1 <= number <= MAX_LEVELS:
            continue
        levels[number] = ListLevel(
            format=child.get(STYLE + "num-format") or "",
            bullet=child.get(TEXT + "bullet-char") or "",
            prefix=child.get(STYLE + "num-prefix") or "",
            suffix=child.get(STYLE + "num-suffix") or "",
            start=whole(child.get(TEXT + "start-value"), 1),
            shown=whole(child.get(TEXT + "display-levels"), 1),
        )
    return levels
