"""Formulas (OMML) as one line of text (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

from lxml import etree

from minhbach.readers.ooxml.names import VAL, M, W

_TEXT = M + "t"
_PROPERTIES = "Pr"


def formula(element: etree._Element) -> str:
    """What an ``m:oMath`` shows, read from left to right: ``(a+b)/c``, ``x^2``, ``√(x)``."""
    parts = [_shown(child) for child in element]
    return "".join(parts)


def _shown(element: etree._Element) -> str:  # noqa: PLR0911 - one case a line
    tag = element.tag
    if tag == _TEXT:
        return element.text or ""
    if tag == W + "del" or (isinstance(tag, str) and tag.endswith(_PROPERTIES)):
        return ""
    if tag == M + "f":
        return f"{_group(element, 'num')}/{_group(element, 'den')}"
    if tag == M + "rad":
        degree = _of(element, "deg")
        return f"{degree}√({_of(element, 'e')})"
    if tag in (M + "sSup", M + "sSub", M + "sSubSup"):
        below, above = _group(element, "sub"), _group(element, "sup")
        return _of(element, "e") + (f"_{below}" if below else "") + (f"^{above}" if above else "")
    if tag == M + "nary":
        return _sign(element) + formula(element)
    if tag == M + "d":
        return f"({', '.join(formula(part) for part in element.iterchildren(M + 'e'))})"
    return formula(element)


def _sign(element: etree._Element) -> str:
    sign = element.find(f"{M}naryPr/{M}chr")
    return (sign.get(M + "val") or sign.get(VAL) or "") if sign is not None else "∫"


def _of(element: etree._Element, name: str) -> str:
    child = element.find(M + name)
    return formula(child) if child is not None else ""


def _group(element: etree._Element, name: str) -> str:
    text = _of(element, name)
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
