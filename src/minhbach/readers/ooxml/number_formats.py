"""A number in the formats of automatic lists (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = (
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_VIETNAMESE = (
    "không",
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
)
_CHICAGO = "*†‡§"
_MOST_LETTERS = 780  # Word starts again at "a" after 30 letters


def shown(value: int, kind: str) -> str:
    """A number in Word's format ``kind``; a format that we don't know shows plain digits.

    >>> shown(4, "upperRoman"), shown(28, "lowerLetter"), shown(3, "decimalZero")
    ('IV', 'bb', '03')
    >>> shown(21, "ordinal"), shown(21, "ordinalText"), shown(7, "001, 002, 003, ...")
    ('21st', 'Twenty-first', '007')
    """
    made = _FORMATS.get(kind)
    if made is not None:
        return made(value)
    pattern = kind.split(",", maxsplit=1)[0].strip()
    return str(value).zfill(len(pattern)) if pattern.isdigit() else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _letter(value: int) -> str:
    if value < 1:
        return str(value)
    value = (value - 1) % _MOST_LETTERS
    return chr(ord("A") + value % 26) * (value // 26 + 1)


def _ordinal(value: int) -> str:
    teen = value % 100 in (11, 12, 13)
    return str(value) + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th"))


def _words(value: int) -> str:
    if not 0 <= value < 1000:
        return str(value)
    if value < 20:
        return _SMALL[value]
    if value < 100:
        rest = f"-{_SMALL[value % 10]}" if value % 10 else ""
        return _TENS[value // 10 - 2] + rest
    rest = f" {_words(value % 100)}" if value % 100 else ""
    return f"{_SMALL[value // 100]} hundred{rest}"


def _ordinal_words(value: int) -> str:
    words = _words(value)
    if words.isdigit():
        return words
    front = words.replace("-", " ").rsplit(" ", 1)[-1]
    start = words[: len(words) - len(front)]
    if front in _ORDINALS:
        return start + _ORDINALS[front]
    return start + (front[:-1] + "ieth" if front.endswith("y") else front + "th")


def _in_vietnamese(value: int) -> str:
    """Counting words as Word's Vietnamese lists show them."""
    if not 0 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    if tens == 0:
        return _VIETNAMESE[ones]
    front = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    last = {0: "", 5: "lăm", 1: "một" if tens == 1 else "mốt"}.get(ones, _VIETNAMESE[ones])
    return f"{front} {last}".strip()


def _within(first: int, last: int, sign: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode (①②③), plain digits outside of it."""
    return lambda value: chr(sign + value - first) if first <= value <= last else str(value)


def _chicago(value: int) -> str:
    return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1) if 0 < value < 100 else str(value)


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "ordinal": _ordinal,
    "cardinalText": lambda value: _words(value).capitalize(),
    "ordinalText": lambda value: _ordinal_words(value).capitalize(),
    "vietnameseCounting": _in_vietnamese,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": _chicago,
    "decimalFullWidth": _wide,
    "decimalEnclosedCircle": _within(1, 20, 0x2460),
    "decimalEnclosedParen": _within(1, 20, 0x2474),
    "decimalEnclosedFullstop": _within(1, 20, 0x2488),
}
