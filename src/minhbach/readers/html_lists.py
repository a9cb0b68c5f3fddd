"""The marks of HTML lists as a browser shows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.html_looks import HtmlLook

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "-": "-", "+": "+", "*": "*", "–": "-"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int


@dataclass(slots=True)
class ListCounter:
    """The lists that are open; the innermost gives the next mark."""

    _open: list[_List] = field(default_factory=list)

    def open(self, element: etree._Element, look: HtmlLook) -> None:
        ordered = element.tag == "ol"
        usual = "decimal" if ordered else "disc"
        kind = element.get("type") or ""
        own = "list-style" in (element.get("style") or "")
        style = (look.bullets if own else _TYPES.get(kind, kind)) or look.bullets or usual
        self._open.append(_List(ordered, _TYPES.get(style, style), _whole(element.get("start"), 1)))

    def close(self) -> None:
        if self._open:
            self._open.pop()

    def item(self, element: etree._Element, look: HtmlLook) -> tuple[str, int]:
        """The mark of a list item ("" where none shows) and its depth."""
        if not self._open:
            return "", 0
        current = self._open[-1]
        style = current.style
        if "list-style" in (element.get("style") or "") and look.bullets:
            style = _TYPES.get(look.bullets, look.bullets)
        if style.startswith("none"):
            return "", 0
        number = _whole(element.get("value"), current.next)
        current.next = number + 1
        if not current.ordered and style not in _TYPES.values():
            return _BULLETS.get(style, "•"), len(self._open)
        return numbered(number, style) + ".", len(self._open)


def _whole(value: str | None, default: int) -> int:
    text = (value or "").strip()
    fits = text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if fits else default


def numbered(number: int, style: str) -> str:
    """A number in a style of CSS: "decimal", "lower-alpha", "upper-roman", …

    >>> numbered(4, "upper-roman"), numbered(2, "lower-alpha"), numbered(7, "decimal")
    ('IV', 'b', '7')
    """
    if style.endswith("alpha") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style.startswith("upper") else letter
    if style.endswith("roman") and 1 <= number < 4000:
        text = ""
        for value, letters in _ROMAN:
            while number >= value:
                text += letters
                number -= value
        return text.upper() if style.startswith("upper") else text
    return f"{number:02d}" if style == "decimal-leading-zero" else str(number)
