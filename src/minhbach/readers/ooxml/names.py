"""Qualified names of WordprocessingML, and small look-ups of them (ECMA-376 part 1)."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL = W + "val"

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
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
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
        return int(float(value)) if value else default
    except (ValueError, OverflowError):
        return default


def is_on(element: etree._Element) -> bool:
    """A toggle property: present means on unless its value says otherwise."""
    return element.get(VAL, "true") not in ("0", "false", "off", "none")
