"""Number phrases in running text: digits, thousand marks, words, qualifiers, ranges.

Works on lower-case text of one sentence; spans are offsets in it. What is no count (dates,
document numbers, list numbers, ranges) is passed over or marked, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from minhbach.model.figures import Qualifier
from minhbach.vi.numbers import parse_words as vi_words
from minhbach.vi.numbers import read_digits

_GROUPS = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 1000, "ngàn": 1000}
_ONES = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_TAILS = "mốt|tư|lăm|nhăm"
_WORD = rf"(?:{_ONES}|{_TAILS}|linh|lẻ|mười|mươi|trăm|không(?=\străm)|{'|'.join(_GROUPS)})"
_WORD_CHAIN = re.compile(rf"(?<!\w){_WORD}(?:\s{_WORD})*(?!\w)")
_ANY = re.compile(rf"\d|(?<!\w){_WORD}(?!\w)")
_DIGITS_AND_MARKS = re.compile(r"[+-]?\d[\dO.,]*")  # what read_digits may be given
_SHORT_TENS = re.compile(rf"(?<!\w)({_ONES})\s(?={_TAILS})")  # "hai tư" for hai mươi tư

_QUALIFIERS: dict[str, Qualifier] = {
    "hơn": "hơn",
    "trên": "trên",
    "gần": "gần",
    "ngót": "gần",
    "khoảng": "khoảng",
    "ước": "khoảng",
    "chừng": "khoảng",
    "xấp xỉ": "khoảng",
    "trên dưới": "khoảng",
}
# "ước đạt 1.200", "khoảng trên 40", "hơn 150"
_QUALIFIER = re.compile(
    r"(?<!\w)(?:(ước|khoảng)\s(?:đạt|tính|có|khoảng|chừng|gần|trên|hơn)\s?"
    r"|(trên dưới|xấp xỉ|(?<!nhiều )(?<!ít )(?<!cao )(?<!thấp )(?<!lớn )hơn"
    r"|trên|gần|ngót|khoảng|ước|chừng)\s?)$"
)
# "ít nhất 5", "không dưới 30", "tối đa 10": bounds that no qualifier says
_BOUND = re.compile(r"(?<!\w)(?:không dưới|ít nhất|tối thiểu|tối đa|không quá|dưới|từ|đến)\s?$")

# 1.250 · 1,340 · 12 000 · 95,5 · 98.3 · 1.25o (letter for zero) · 2500
_FIGURE = re.compile(
    r"(?:(?<![\w.,])|(?<=\s,))(?<!\d/)"
    r"(\d{1,3}(?: \d{3})+|\d[\d.,]*[oO][\doO]{0,3}|\d+(?:[.,]\d+)*)(?![\d])"
)
_DAY = r"(?<!\w)(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )ngày\s\d{1,2}"  # not "mỗi ngày 4 lượt"
_MASKS = re.compile(
    "|".join(
        (
            r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}",  # 07/3/2024
            _DAY + r"\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?",  # ngày 22/3
            _DAY + r"(?:\s?(?:,|và|-|đến)\s?(?:ngày\s)?\d{1,2}(?:/\d{1,2})?)*",
            r"(?<!\w)(?:tháng|t)\s?(?:0?[1-9]|1[0-2])(?:\s?/\s?\d{4})?(?!\d)"
            r"(?:\s?(?:,|và|-|đến)\s?(?:tháng\s)?(?:0?[1-9]|1[0-2])(?![\w.,])"
            r"(?!\s(?:buổi|cuộc|hội nghị|lớp|lượt|tin|bài|câu|ý kiến|tờ|tấm|băng rôn|cuốn|bản)"
            r"(?!\w)))*",
            r"(?<!\w)qu[ýí]\s(?:[1-4](?!\d)|[ivx]+|một|hai|ba|bốn)(?:\s?[-/]\s?\d{4})?(?!\w)",
            r"(?<!\w)tháng\s(?:giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s(?:một|hai))?)(?!\w)",
            r"(?<!\w)(?:[3-9]|0[3-9]|ba|sáu|chín|một)\s?tháng(?:\s(?:đầu|cuối|qua))?",
            r"(?<!\w)năm\s(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?",
            r"(?<!\w)(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d",  # 2021 - 2030
            r"(?<!\w)(?:(?<!tổng )số|mục|điều|khoản|bảng|biểu|phụ lục|lần thứ|thứ|khóa)"
            r"\s\d[\w/.\-]*",
            r"(?<!\w)\d+(?:[-/]\w+)*[-/][a-zđ]{2,}[\w/\-]*",  # 57-cv/btgđuk, 103/2023/qh15
            r"(?<!\w)\d{1,2}\s?(?:giờ|h|g)\s?\d{0,2}(?!\w)",
            r"(?<![\d.,])[a-zđ]+\d[\w]*",  # t7, m2
        )
    )
)
_FRACTION = re.compile(r"(\d[\d.]*)\s?/\s?(\d[\d.]*)(?![\w/])")
_RANGE = re.compile(
    r"(?:(?<!\w)từ\s)?(?<![\d.,/])\d[\d.,]*\s?(?:[-–]|đến|tới)\s?\d[\d.,]*(?![\d/])"
)
_SCALE = re.compile(r"\s?(tỷ|tỉ|triệu|nghìn|ngàn)(?!\w)")
_PERCENT = re.compile(r"\s{0,8}%|\s?phần trăm(?!\w)")
_BRACKET = re.compile(r"\s?\(\s?([\w .]{1,60}?)\s?\)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase. ``start``/``end``: digits or words with scale word and bracket repetition;
    ``phrase_start``: with the qualifier. ``of``: the denominator of "12/14". ``exact`` is False
    where the value can't stand as a figure (a range, a bound, a bracket that disagrees)."""

    value: Decimal
    start: int
    end: int
    phrase_start: int
    qualifier: Qualifier | None = None
    percent: bool = False
    of: Decimal | None = None
    words: bool = False
    typo: bool = False
    exact: bool = True
    scaled: bool = False


def parse_figure(text: str) -> Decimal | None:
    """The value of digits as offices write them; None when the marks make no number.

    >>> [str(parse_figure(t)) for t in ("1.250", "1,340", "12 000", "95,5", "98.3", "1.25O")]
    ['1250', '1340', '12000', '95.5', '98.3', '1250']
    """
    digits = text.replace(" ", "").replace("o", "O")
    read = read_digits(digits) if _DIGITS_AND_MARKS.fullmatch(digits) else None
    return read[0] if read else None


def parse_words(text: str) -> Decimal | None:
    """The value of number words, short forms too; None when they make no number.

    >>> [str(parse_words(t)) for t in ("hai mươi mốt", "hai tư", "một nghìn năm trăm linh ba")]
    ['21', '24', '1503']
    """
    return vi_words(_SHORT_TENS.sub(r"\1 mươi ", text))


def find_numbers(low: str) -> list[Number]:
    """Every number phrase of a lower-case text, in order; masked ones are left out."""
    if not _ANY.search(low):
        return []
    masked = _MASKS.sub(lambda m: "¤" * len(m[0]), low)
    found: list[Number] = []
    taken = 0
    for start, end, kind in _places(masked):
        if start < taken:
            continue
        number = _number(low, masked, start, end, kind)
        if number is not None:
            found.append(number)
            taken = number.end
    return found


def _places(masked: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of every place that may hold a number, longest reading first."""
    places: list[tuple[int, int, str]] = []
    for order, (kind, pattern) in enumerate(
        (("range", _RANGE), ("fraction", _FRACTION), ("figure", _FIGURE), ("words", _WORD_CHAIN))
    ):
        places += [(m.start(), m.end(), f"{order}{kind}") for m in pattern.finditer(masked)]
    places.sort(key=lambda place: (place[0], place[2]))
    return [(start, end, kind[1:]) for start, end, kind in places]


def _number(low: str, masked: str, start: int, end: int, kind: str) -> Number | None:
    text, of, exact, typo = low[start:end], None, True, False
    value: Decimal | None
    if kind == "range":
        value, exact = Decimal(0), False
    elif kind == "fraction":
        top, _, bottom = text.partition("/")
        value, of = parse_figure(top.strip()), parse_figure(bottom.strip())
        if value is None or of is None or value > of or (low[start - 1 : start] == "/"):
            return None
    elif kind == "words":
        value = parse_words(text)
        if value is not None and _is_year_word(low, start, text):
            return None
    else:
        text = text.rstrip(".,")
        end, value, typo = start + len(text), parse_figure(text), "o" in text.lower()
    if value is None:
        return None
    scale = _SCALE.match(masked, end) if kind == "figure" else None
    if scale:
        value, end = value * _GROUPS[scale[1]], scale.end()
    bracket = _BRACKET.match(low, end)
    if bracket and (again := _again(bracket[1], value)) is not None:
        exact, end = exact and again == value, bracket.end()
    percent = _PERCENT.match(low, end)
    if percent:
        end = percent.end()
    qualifier, phrase_start, bound = _qualifier(low, start)
    return Number(
        value,
        start,
        end,
        phrase_start,
        qualifier,
        percent is not None,
        of,
        kind == "words",
        typo,
        exact and not bound,
        scale is not None,
    )


def _again(text: str, value: Decimal) -> Decimal | None:
    """The number that a bracket repeats: "05 (năm)", "năm (05)", "hai nghìn (2.000)"."""
    if text.isdigit():
        return parse_figure(text)
    return value if parse_figure(text) == value else parse_words(text)


def _is_year_word(low: str, start: int, text: str) -> bool:
    """ "năm" after these words is a year, not five."""
    if text != "năm":
        return False
    before = low[:start].split()[-1:]
    return before[0] in ("cả", "trong", "đầu", "cuối", "hằng", "hàng", "mỗi") if before else False


def _qualifier(low: str, start: int) -> tuple[Qualifier | None, int, bool]:
    before = low[max(0, start - 24) : start]
    shift = start - len(before)
    found = _QUALIFIER.search(before)
    if found:
        return _QUALIFIERS[found[1] or found[2]], shift + found.start(), False
    return None, start, _BOUND.search(before) is not None
