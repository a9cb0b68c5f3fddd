"""What a drawing holds: text boxes, lines, pictures, WordArt; one of two versions, never both."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from lxml import etree

from minhbach.model.document import DrawnLine
from minhbach.readers.ooxml.names import MC, PIC, WP, A, V, W, number, real, twips

_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_EMU = 12700  # English metric units in a point
_STRAIGHT = ("line", "straightConnector1")
# as in  position:absolute;width:141.75pt;height:0
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(-?[\d.]+[a-z]{0,2})")
_FLAT = 4.0  # points of height that a horizontal line may have
_TOP = 8.0  # points from the top of a paragraph: the words of its first line reach lower


@dataclass(slots=True)
class Shapes:
    """``words``: text of WordArt; ``unread``: charts and diagrams, whose text is in other parts;
    ``over``: lines at the top of the paragraph, above its words."""

    boxes: list[etree._Element] = field(default_factory=list)
    lines: list[DrawnLine] = field(default_factory=list)
    over: list[DrawnLine] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    images: int = 0
    unread: int = 0

    def add(self, other: Shapes) -> None:
        """Take over what another one holds."""
        self.boxes += other.boxes
        self.lines += other.lines
        self.over += other.over
        self.words += other.words
        self.images += other.images
        self.unread += other.unread

    def __bool__(self) -> bool:
        lines = self.lines or self.over
        return bool(self.boxes or lines or self.words or self.images or self.unread)


def read_shapes(element: etree._Element, shapes: Shapes) -> None:
    """Gather what is below a ``w:drawing``, ``w:pict`` or ``w:object``; a text box inside
    another comes with the outer one."""
    for child in element:
        tag = child.tag
        if tag == W + "txbxContent":
            shapes.boxes.append(child)
        elif tag == MC + "AlternateContent":
            _alternative(child, shapes)
        elif tag in (PIC + "pic", V + "imagedata"):
            shapes.images += 1
        elif tag in (_CHART, _DIAGRAM):
            shapes.unread += 1
        elif tag == V + "textpath":
            shapes.words.extend(word for word in [child.get("string")] if word)
        else:
            line = _line(child) if tag in _LINES else None
            if line is not None:
                (shapes.over if _height(child) < _TOP else shapes.lines).append(line)
            read_shapes(child, shapes)


def _alternative(element: etree._Element, shapes: Shapes) -> None:
    """The first version that holds anything we know."""
    for option in element.iterchildren(MC + "Choice", MC + "Fallback"):
        found = Shapes()
        read_shapes(option, found)
        if found:
            shapes.add(found)
            return


_LINES = {V + "line", V + "shape", V + "rect", _WPS + "wsp"}


def _line(element: etree._Element) -> DrawnLine | None:
    if element.tag == _WPS + "wsp":
        return _drawn(element)
    if element.tag == V + "line":
        return _from_to(element)
    if element.tag == V + "rect":
        return DrawnLine("shape") if element.get(_OFFICE + "hr") in ("t", "true") else None
    straight = element.get(_OFFICE + "connectortype") == "straight"
    if not straight and not (element.get("type") or "").endswith("_t32"):
        return None
    sizes = dict(_STYLE.findall((element.get("style") or "").replace(" ", "")))
    width, height = _points(sizes.get("width")), _points(sizes.get("height"))
    return _flat(width, height)


def _drawn(element: etree._Element) -> DrawnLine | None:
    geometry = element.find(f"{_WPS}spPr/{A}prstGeom")
    if geometry is None or geometry.get("prst") not in _STRAIGHT:
        return None
    extent = element.find(f"{_WPS}spPr/{A}xfrm/{A}ext")
    if extent is None:
        outer = next(element.iterancestors(WP + "anchor", WP + "inline"), None)
        extent = outer.find(WP + "extent") if outer is not None else None
    if extent is None:
        return None
    return _flat(number(extent.get("cx")) / _EMU, number(extent.get("cy")) / _EMU)


def _height(element: etree._Element) -> float:
    """How far below the top of its paragraph a line is drawn, in points; "far" where that is
    told by the page or not at all."""
    if element.tag == _WPS + "wsp":
        place = next(element.iterancestors(WP + "anchor"), None)
        place = place.find(WP + "positionV") if place is not None else None
        if place is None or place.get("relativeFrom") not in ("paragraph", "line"):
            return math.inf
        offset = place.findtext(WP + "posOffset")
        return number(offset) / _EMU if offset else math.inf
    style = (element.get("style") or "").replace(" ", "")
    if (
        element.tag == V + "line"
        and "position:absolute" in style
        and "vertical-relative" not in style
    ):
        return _points((element.get("from") or "").partition(",")[2]) or math.inf
    return math.inf


def _from_to(element: etree._Element) -> DrawnLine | None:
    """``from="57.6pt,2.1pt" to="146.1pt,2.1pt"``"""
    start, end = (
        [_points(part) for part in (element.get(name) or "").split(",")] for name in ("from", "to")
    )
    if len(start) != 2 or len(end) != 2:
        return None
    return _flat(abs(end[0] - start[0]), abs(end[1] - start[1]))


def _points(value: str | None) -> float:
    """A length of a VML style: points unless it names its unit; pixels are 3/4 of a point."""
    value = (value or "").strip()
    if value.endswith("px"):
        return real(value[:-2]) * 0.75
    return twips(value) if value[-2:].isalpha() else real(value)


def _flat(width: float, height: float) -> DrawnLine | None:
    if width <= 0 or height > max(_FLAT, width / 10):
        return None
    return DrawnLine("shape", round(width, 1))
