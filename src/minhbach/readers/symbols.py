"""Signs of symbol fonts (Symbol, Wingdings) as the characters that show the same."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_PRIVATE = 0xF000  # where Word and PDF writers keep the codes of symbol fonts
CODES = "\uf020-\uf0ff"  # where symbol fonts keep their signs
_CODE = re.compile(f"[{CODES}]")
_HEIGHTS = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_SHORT = 3  # a run of letters in a symbol font is a sign; longer ones are words in a wrong font


def shown_signs(text: str, font: str | None = None) -> str:
    """The text with the codes of symbol fonts shown; other text stays as it is.

    >>> shown_signs("\\uf0b7 Tổ chức"), shown_signs("ü", "Wingdings")
    ('• Tổ chức', '✓')
    """
    kind = symbol_font(font)
    if kind is None:
        return text.translate(_table("either", bare=False)) if _CODE.search(text) else text
    return text.translate(_table(kind, bare=len(text.strip()) <= _SHORT))


def at_height(text: str, place: str) -> str:
    """Raised or lowered digits as such: "25" with a raised "1" is no 251. Other text stays.

    >>> at_height("2", "superscript"), at_height("2", "subscript"), at_height("th", "superscript")
    ('²', '₂', 'th')
    """
    if place not in _HEIGHTS or not text.isascii() or not text.strip().isdigit():
        return text
    return text.translate(_HEIGHTS[place])


def symbol_font(font: str | None) -> str | None:
    """Which table holds the signs of a font; None for a font of letters."""
    if not font:
        return None
    name = font.lower()
    return name if name in ("symbol", "wingdings") else None


@cache
def _table(kind: str, *, bare: bool) -> dict[int, str]:
    """Code → sign, in the private area and, where ``bare``, as plain characters too."""
    data = files("minhbach.readers").joinpath("symbols.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(data)
    shown = {int(code, 16): sign for code, sign in tables[kind].items()}
    ascii_kept = {} if kind == "wingdings" else {code: chr(code) for code in range(0x20, 0x7F)}
    private = {_PRIVATE + code: sign for code, sign in {**ascii_kept, **shown}.items()}
    return {**private, **shown} if bare else private
