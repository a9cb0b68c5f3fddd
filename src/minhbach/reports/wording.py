"""Numbers, dates and lists of names as a Vietnamese paper writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def number_text(value: Decimal, scale: int = 0) -> str:
    """A figure with dots between thousands and a decimal comma.

    Digits after the comma stand as the value has them, without closing zeros; ``scale`` is only
    the number of digits that the form expects at most and rounds nothing.

    >>> number_text(Decimal("1234.50"))
    '1.234,5'
    """
    text = f"{value:f}"
    whole, _, rest = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return ("-" if value < 0 else "") + grouped + (f",{rest}" if rest else "")


def count_text(count: int) -> str:
    """A count in a sentence: two digits at least (05), as papers write it; nought is 0."""
    return f"{count:02d}" if count else "0"


def day_text(day: date) -> str:
    """A date in running text: days below 10 and months 1 and 2 padded (ND-41, ND-42).

    >>> day_text(date(2024, 3, 5))
    '05/3/2024'
    """
    return f"{day.day:02d}/{month_text(day.month)}/{day.year}"


def month_text(month: int) -> str:
    """A month as headers write it: 01, 02, 3 … 12."""
    return f"{month:02d}" if month < 3 else str(month)


def lower_first(text: str) -> str:
    """The text with its first letter small, unless it opens with an abbreviation (UBND)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def roman(number: int) -> str:
    """A Roman numeral for 1–39, as parts and annexes are numbered."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
