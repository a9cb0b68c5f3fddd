"""Qualified names of WordprocessingML, and small look-ups of them (ECMA-376 part 1)."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VAL = W + "val"
_HUGE = 1e9

# Strict files (ISO 29500) name the same elements by other addresses.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def val(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of a child element, None without it."""
    if parent is None:
        return None
    child = parent.find(W + name)
    return child.get(VAL) if child is not None else None


def children(element: etree._Element | None) -> dict[str, etree._Element]:
    """The children of a property element by tag, in one pass."""
    return {child.tag: child for child in element} if element is not None else {}


def number(value: str | None, default: int = 0) -> int:
    """A whole number as Word writes it (``"720"``, ``"-12"``, rarely ``"12.0"``)."""
    try:
        found = float(value) if value else default
    except ValueError:
        return default
    return int(found) if abs(found) < _HUGE else default


_IN_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


def twips(value: str | None) -> float:
    """A length in points: twentieths (``"720"``) or with its unit, as strict files write it.

    >>> twips("720"), twips("1.5in"), twips(None)
    (36.0, 108.0, 0.0)
    """
    if not value:
        return 0.0
    if value[-2:] in _IN_POINTS:
        return round(real(value[:-2]) * _IN_POINTS[value[-2:]], 2)
    return number(value) / 20


def real(value: str | None) -> float:
    """A decimal number, 0 for anything else."""
    try:
        found = float(value) if value else 0.0
    except ValueError:
        return 0.0
    return found if abs(found) < _HUGE else 0.0


def is_on(element: etree._Element) -> bool:
    """A toggle property: present means on unless its value says otherwise."""
    return element.get(VAL, "true") not in ("0", "false", "off", "none")
