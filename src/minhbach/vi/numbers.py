"""Numbers as Vietnamese writes them: digits with dots and commas, and number words.

Dots part thousands, a comma parts decimals (usage; standards F.5). ``1,340`` with exactly three
digits after a comma, and ``98.3`` after a dot, are read as meant and carry a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_UNITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_LINKS = {"linh", "lẻ"}
_AFTER_TEN = {"mốt", "tư", "lăm", "nhăm"}  # forms that units take after "mươi"
_WORDS = {*_UNITS, *_SCALES, *_LINKS, "mười", "mươi", "trăm", "rưỡi"}
# Alone these are other words too: "năm" is a year, "không" is no, "tư" is private.
_UNSURE_ALONE = {"năm", "không", "tư", "lăm", "nhăm", "mốt", "linh", "lẻ", "rưỡi", "mươi"}
# "1.250", "1.234.567,89", "98,3", "1,340", "1.25O"; a letter O among digits is a zero
_DIGITS = re.compile(r"(?<![\w.,/-])[+-]?\d[\dO]*(?:[.,][\dO]+)*(?![^\W\d_]|\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SCALE_AFTER = re.compile(
    r"\s+((?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:nghìn|ngàn|triệu|tỷ|tỉ))?)(?![^\W\d_])", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*\(\s*([^()\d]{2,80}?)\s*\)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. ``note``: "" or how it was mended: "letter-o", "comma-thousands",
    "dot-decimal", "words-differ" (``05 (sáu)``)."""

    value: Decimal
    start: int
    end: int
    text: str
    note: str = ""


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else.

    >>> [str(parse_number(t)) for t in ("1.250", "12,5", "1,340", "1.25O", "05 (năm)", "1,2 nghìn")]
    ['1250', '12.5', '1340', '1250', '5', '1200']
    """
    text = " ".join(text.split())
    found = next(find_numbers(text), None)
    if found is not None and found.start == 0 and found.end == len(text):
        return found.value
    return parse_words(text)


def find_numbers(text: str) -> Iterator[Number]:
    """Every number in the text, in reading order, digits and words alike.

    A multiplier ("nghìn", "triệu") and a repetition in words ("05 (năm)") belong to the number.
    Parts of dates and of document numbers ("12/2024", "08-BC/CB") are found like any digits
    unless they are glued to letters; the caller knows what it looks for.
    """
    digits = {found.start(): found for found in _DIGITS.finditer(text)}
    at = 0
    for word in _words_and_digits(text, digits):
        if word.start() < at:
            continue
        if word.start() in digits:
            number: Number | None = _digits(text, digits[word.start()])
        else:
            number = _number_words(text, word.start())
        if number is not None:
            yield number
            at = number.end


def _words_and_digits(text: str, digits: dict[int, re.Match[str]]) -> list[re.Match[str]]:
    words = [found for found in _WORD.finditer(text) if found[0].lower() in _WORDS]
    return sorted([*digits.values(), *words], key=lambda found: found.start())


def _digits(text: str, found: re.Match[str]) -> Number | None:
    read = read_digits(found[0])
    if read is None:
        return None
    value, note = read
    end = found.end()
    scale = _SCALE_AFTER.match(text, end)
    if scale:
        for word in scale[1].lower().split():
            value *= _SCALES[word]
        end = scale.end()
    words = _IN_BRACKETS.match(text, end)
    repeated = parse_words(words[1]) if words else None
    if words and repeated is not None:
        end = words.end()
        note = note if repeated == value else "words-differ"
    return Number(_plain(value), found.start(), end, text[found.start() : end], note)


def read_digits(token: str) -> tuple[Decimal, str] | None:
    """The value of digits with dots and commas, and a note; None when the groups fit no number.

    >>> read_digits("1.234.567,89"), read_digits("98.3")
    ((Decimal('1234567.89'), ''), (Decimal('98.3'), 'dot-decimal'))
    """
    note = "letter-o" if "O" in token else ""
    token = token.replace("O", "0")
    sign = -1 if token.startswith("-") else 1
    token = token.lstrip("+-")
    if _COMMA_THOUSANDS.fullmatch(token):
        return sign * Decimal(token.replace(",", "")), note or "comma-thousands"
    whole, comma, decimals = token.partition(",")
    if comma and not decimals.isdigit():
        return None
    if "." in whole and not _THOUSANDS.fullmatch(whole):
        if comma or whole.count(".") > 1:
            return None
        return sign * Decimal(whole), note or "dot-decimal"
    return sign * Decimal(whole.replace(".", "") + (f".{decimals}" if comma else "")), note


def _plain(value: Decimal) -> Decimal:
    """1200 instead of 1.2E+3: whole values without exponent or zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _number_words(text: str, start: int) -> Number | None:
    """The longest run of number words from ``start`` that is a number."""
    words: list[tuple[str, int]] = []
    at = start
    while (found := _WORD.match(text, at)) and found[0].lower() in _WORDS and len(words) < 40:
        words.append((found[0].lower(), found.end()))
        at = found.end()
        at += 1 if text[at : at + 1] == " " else 0
    for length in range(len(words), 0, -1):
        names = tuple(word for word, _ in words[:length])
        if length == 1 and (names[0] in _UNSURE_ALONE or names[0] in _SCALES):
            return None
        value = _value(names)
        if value is not None:
            end = words[length - 1][1]
            return Number(Decimal(value), start, end, text[start:end])
    return None


def parse_words(text: str) -> Decimal | None:
    """The value of number words, None when they are no number.

    >>> [parse_words(t) for t in ("mười hai", "hai mươi ba", "một trăm linh hai", "sáu mươi tư")]
    [Decimal('12'), Decimal('23'), Decimal('102'), Decimal('64')]
    """
    names = tuple(word.lower() for word in _WORD.findall(text))
    if not names or any(name not in _WORDS for name in names):
        return None
    value = _value(names)
    return None if value is None else Decimal(value)


@cache
def _value(names: tuple[str, ...]) -> int | None:
    """The value of a whole run of number words; scales multiply the group before them."""
    total = 0
    group: list[str] = []
    last_scale = 0
    for name in names:
        if name == "rưỡi":
            if group or not last_scale:
                return None if group[-1:] != ["trăm"] else _half_hundred(total, group)
            total += last_scale // 2
        elif name in _SCALES:
            scale = _SCALES[name]
            below = _group(group) if group else (0 if total else None)
            if below is None:
                return None
            total = (
                (total + below) * scale if scale > last_scale and total else total + below * scale
            )
            last_scale, group = scale, []
        else:
            group.append(name)
    rest = _group(group, inner=bool(total)) if group else 0
    return None if rest is None else total + rest


def _half_hundred(total: int, group: list[str]) -> int | None:
    value = _group(group)
    return None if value is None else total + value + 50


def _group(names: list[str], *, inner: bool = False) -> int | None:  # noqa: PLR0911 - one case a line
    """A number below 1,000: "hai trăm ba mươi lăm", "mười hai", "một trăm linh hai"."""
    value = 0
    names = list(names)
    if "trăm" in names:
        if names.index("trăm") != 1 or names[0] not in _UNITS:
            return None
        value = _UNITS[names[0]] * 100
        names = names[2:]
        if not names:
            return value
        inner = True
    if names[0] in _LINKS:
        good = inner and len(names) == 2 and names[1] in _UNITS
        return value + _UNITS[names[1]] if good else None
    if names[0] == "mười":
        return _after_ten(value + 10, names[1:])
    if len(names) > 1 and names[1] == "mươi" and names[0] in _UNITS:
        return _after_ten(value + _UNITS[names[0]] * 10, names[2:])
    if len(names) == 1 and names[0] in _UNITS and not value:
        return _UNITS[names[0]] if names[0] not in ("lăm", "nhăm", "mốt") else None
    return None


def _after_ten(tens: int, names: list[str]) -> int | None:
    """The unit after a ten; "năm" there is a year, five is "lăm"."""
    if not names:
        return tens
    if len(names) > 1 or names[0] not in _UNITS or names[0] in ("năm", "không"):
        return None
    return tens + _UNITS[names[0]]
