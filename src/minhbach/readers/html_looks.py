"""How HTML shows: the few properties of CSS that carry meaning, from rules, attributes and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from minhbach.model.document import Align

# p.MsoNormal: selectors without spaces only
_SELECTOR = re.compile(r"([a-z][a-z0-9:]*)?([.#][\w-]+)?")
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*(pt|px)")
_TAGS: dict[str, dict[str, Any]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "th": {"bold": True, "align": "center"},
    **{f"h{n}": {"bold": True} for n in range(1, 7)},
    "i": {"italic": True},
    "em": {"italic": True},
    "cite": {"italic": True},
    "u": {"underline": True},
    "ins": {"underline": True},
    "sup": {"raised": "superscript"},
    "sub": {"raised": "subscript"},
    "center": {"align": "center"},
    "dialog": {"hidden": True},
}
_ALIGN: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
    "justify": "justify",
}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_MAX_RULES = 5_000
_MAX_STYLE = 4_000

Rules = dict[str, str]


@dataclass(frozen=True, slots=True)
class HtmlLook:
    """What an element's text looks like; children inherit all of it."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    font: str | None = None
    size: float | None = None
    align: Align = ""
    hidden: bool = False
    capitals: bool = False
    raised: str = ""  # "superscript", "subscript"
    kept_spaces: bool = False
    bullets: str = ""  # list-style-type


def read_rules(root: etree._Element) -> Rules:
    """Selector ("p", ".MsoNormal", "p.MsoNormal", "#id") → its declarations, later ones last."""
    rules: Rules = {}
    for style in root.iter("style"):
        # p.MsoNormal, li.MsoNormal {margin:0; font-size:13.0pt}
        for part in _without_comments(style.text or "").split("}"):
            selectors, _, declarations = part.rpartition("{")
            for selector in selectors.rpartition("{")[2].lower().split(","):
                name = selector.strip()
                if name and _SELECTOR.fullmatch(name) and len(rules) < _MAX_RULES:
                    rules[name] = f"{rules.get(name, '')[:_MAX_STYLE]};{declarations}"
    return rules


def _without_comments(css: str) -> str:
    first, *rest = css.replace("<!--", " ").replace("-->", " ").split("/*")
    return first + " ".join(part.partition("*/")[2] for part in rest)


def look_of(element: etree._Element, above: HtmlLook, rules: Rules) -> HtmlLook:
    """The look of an element under ``above``: tag, style sheet, attributes, style attribute."""
    tag = element.tag if isinstance(element.tag, str) else ""
    changes: dict[str, Any] = dict(_TAGS.get(tag, ()))
    _attributes(element, tag, changes)
    for name in _selectors(element, tag):
        if name in rules:
            _declare(rules[name], changes)
    style = element.get("style")
    if style:
        _declare(style, changes)
    return replace(above, **changes) if changes else above


def _selectors(element: etree._Element, tag: str) -> list[str]:
    names = [tag]
    classes = (element.get("class") or "").lower().split()[:20]
    names += [f".{name}" for name in classes]
    names += [f"{tag}.{name}" for name in classes]
    if element.get("id"):
        names.append(f"#{(element.get('id') or '').lower()}")
    return names


def _attributes(element: etree._Element, tag: str, changes: dict[str, Any]) -> None:
    align = _ALIGN.get((element.get("align") or "").lower())
    if align and tag not in ("table", "img"):
        changes["align"] = align
    if element.get("hidden") is not None:
        changes["hidden"] = True
    if tag == "font":
        if element.get("face"):
            changes["font"] = _family(element.get("face") or "")
        if element.get("size") in _FONT_SIZES:
            changes["size"] = _FONT_SIZES[element.get("size") or ""]
    if tag in ("pre", "textarea"):
        changes["kept_spaces"] = True


def _declare(style: str, changes: dict[str, Any]) -> None:
    for declaration in style[: 2 * _MAX_STYLE].split(";"):
        name, _, value = declaration.partition(":")
        _property(name.strip().lower(), value.strip().lower(), value.strip(), changes)


def _property(name: str, value: str, raw: str, changes: dict[str, Any]) -> None:
    match name:
        case "font-weight":
            changes["bold"] = value.startswith("bold") or value in ("600", "700", "800", "900")
        case "font-style":
            changes["italic"] = value.startswith(("italic", "oblique"))
        case "text-decoration" | "text-decoration-line":
            changes["underline"] = "underline" in value
        case "text-align" if value in _ALIGN:
            changes["align"] = _ALIGN[value]
        case "font-size":
            _size(value, changes)
        case "font-family":
            changes["font"] = _family(raw)
        case "font":
            _shorthand(value, changes)
        case "text-transform":
            changes["capitals"] = value == "uppercase"
        case "white-space":
            changes["kept_spaces"] = value in ("pre", "pre-wrap", "pre-line", "break-spaces")
        case "list-style-type" | "list-style":
            changes["bullets"] = value.strip("\"' ")
        case _:
            _hide(name, value, changes)


def _hide(name: str, value: str, changes: dict[str, Any]) -> None:
    if (name, value) in (("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")):
        changes["hidden"] = True
    elif name == "visibility" and value == "visible":
        changes["hidden"] = False


def _shorthand(value: str, changes: dict[str, Any]) -> None:
    """font: italic bold 12.0pt "Times New Roman" """
    changes["bold"] = "bold" in value
    changes["italic"] = "italic" in value
    _size(value, changes)


def _size(value: str, changes: dict[str, Any]) -> None:
    found = _SIZE.search(value)
    if found:
        points = float(found[1]) * (1 if found[2] == "pt" else 0.75)
        changes["size"] = round(points * 2) / 2


def _family(value: str) -> str | None:
    return value.split(",", maxsplit=1)[0].strip(" '\"") or None
