"""Signs of symbol fonts (Symbol, Wingdings) as the characters that show the same."""

from __future__ import annotations

# Private codes F0xx by which Word and PDF writers name the glyphs of symbol fonts.
_SIGNS = {
    0xF02D: "-",
    0xF06F: "□",
    0xF071: "❑",
    0xF072: "❑",
    0xF076: "❖",
    0xF0A3: "≤",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF0AE: "→",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B3: "≥",
    0xF0B4: "×",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
}


def shown_signs(text: str) -> str:
    """The text with the codes of symbol fonts shown; other text stays as it is.

    >>> shown_signs("\\uf0b7 Tổ chức")
    '• Tổ chức'
    """
    return text if text.isascii() else text.translate(_SIGNS)
