"""SL: figures in sentences: percents, words beside digits, parts of a whole, ways of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding
from minhbach.vi.numbers import parse_number, parse_words

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
# as in "120/150 hội nghị, đạt 80%", "45/60 (75%)"
_SHARE = re.compile(
    rf"(?<![\d/.,])({_N})\s?/\s?({_N})(?![\d/]|[.,]\d)(?P<words>[^\d%/.;\n]{{0,45}}?)"
    r"\(?(?:đạt|chiếm|bằng|=|tỷ lệ|đạt tỷ lệ)?"
    r"\s*(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%"
)
# as in "05 (sáu)"
_BOTH = re.compile(r"(?<![\d.,/])(\d{1,4})\s?\(([^\W\d_]+(?: [^\W\d_]+){0,4})\)")
# as in "120 đại biểu, trong đó 70 nam, 45 nữ"
_SEXES = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})*|\d{1,5}) (?:đồng chí|đại biểu|người|học viên|"
    r"đảng viên|cán bộ|đoàn viên|hội viên)"
    r"[,;]? \(?(?:trong đó(?: có)?:? ?)?(?:(?:nam:? (\d{1,5})|(\d{1,5}) nam)),?"
    r" (?:và )?(?:(?:nữ:? (\d{1,5})|(\d{1,5}) nữ))\b"
)
# as in "tăng 25% (từ 100 lên 150)", "từ 100 lên 150 … tăng 25%"
_GROWTH = re.compile(
    rf"từ ({_N})(?: [^\W\d_]+){{0,3}} (?:lên|xuống(?: còn)?) ({_N})(?![\d/]|[.,]\d|\s?%)"
    r"(?: [^\W\d_]+){0,3},? \(?(?:tăng|giảm) "
    r"(\d{1,4}(?:,\d{1,2})?)\s?%(?! (?:so|mỗi|/năm|bình quân))"
)
_GROUPS = re.compile(r"(?<![\w/.,-])\d{1,3}(?:\.\d{1,6}){2,4}(?![\w/.-])(?!,\d{3}\b)")
_DOT_DECIMAL = re.compile(r"(?<![\w/.,-])\d{1,3}\.\d{1,2}(?= ?%)")
_COMMA_DECIMAL = re.compile(r"(?<![\w/.,-])\d{1,3},\d{1,2}(?= ?%)")
_COMMA_GROUPS = re.compile(r"(?<![\w/.,-])\d{1,3}(?:,\d{3})+(?![\w/]|[.,]\d)")
_DOT_GROUPS = re.compile(r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})+(?![\w/]|\.\d)")
_OVER = re.compile(r"\bchiếm(?: tỷ lệ)?(?: khoảng)? (\d{3,4}(?:,\d+)?)\s?%")


def _number(text: str) -> Decimal | None:
    return parse_number(text)


def _close(value: Decimal, shown: str) -> bool:
    """Equal as rounded or cut at the shown decimals, or at one less."""
    text = shown.replace(".", ",")
    places = len(text.partition(",")[2])
    return abs(value - Decimal(text.replace(",", "."))) <= Decimal(1).scaleb(-places)


def shares(context: Context) -> Iterator[Finding]:
    """SL-03: "120/150 … 90%": the percent is not that of the two numbers."""
    for found in context.at_numbers(_SHARE):
        part, whole = _number(found[1]), _number(found[2])
        if (
            part is None
            or whole is None
            or whole <= 0
            or re.search(r"kế hoạch|chỉ tiêu|so với|tăng|giảm|vượt|dưới|trên|còn", found["words"])
        ):
            continue
        if len(found[2]) == 4 and found[2][:2] in ("19", "20") and part <= 12:
            continue  # a month and a year
        value = part / whole * 100
        if not _close(value, found[4]):
            start = found.start(4)
            yield context.finding(
                "SL-03",
                start,
                found.end(),
                right=f"{value:.2f}".replace(".", ","),
                of=f"{found[1]}/{found[2]}",
            )


def words_beside(context: Context) -> Iterator[Finding]:
    """SL-07: "05 (sáu)"."""
    for found in context.at_numbers(_BOTH):
        said = parse_words(found[2].lower())
        if said is not None and said != int(found[1]):
            yield context.finding("SL-07", found.start(), found.end(), said=str(said))


def sexes(context: Context) -> Iterator[Finding]:
    """SL-09: men and women that don't add up to the number before them."""
    if "nam" not in context.lowered or "nữ" not in context.lowered:
        return
    for found in context.at_numbers(_SEXES):
        whole = _number(found[1])
        parts = int(found[2] or found[3]) + int(found[4] or found[5])
        if whole is not None and whole != parts:
            yield context.finding(
                "SL-09", found.start(), found.end(), sum=str(parts), whole=found[1]
            )


def growth(context: Context) -> Iterator[Finding]:
    """SL-11: "từ 100 lên 150, tăng 25%"."""
    for found in context.at_words(_GROWTH, "từ"):
        first, last = _number(found[1]), _number(found[2])
        if first is None or last is None or first == 0:
            continue
        value = abs(last - first) / first * 100
        if not _close(value, found[3]):
            yield context.finding(
                "SL-11", found.start(), found.end(), right=f"{value:.2f}".replace(".", ",")
            )


def ways_of_writing(context: Context) -> Iterator[Finding]:
    """SL-05 decimal points among commas; SL-06 commas between thousands; SL-12 broken groups."""
    commas = sum(1 for _ in context.at_numbers(_COMMA_DECIMAL))
    if commas:
        for found in context.at_numbers(_DOT_DECIMAL):
            yield context.finding(
                "SL-05", found.start(), found.end(), replacement=found[0].replace(".", ",")
            )
    if sum(1 for _ in context.at_numbers(_DOT_GROUPS)) >= 3:
        for found in context.at_numbers(_COMMA_GROUPS):
            after = context.text[found.end() : found.end() + 12]
            sure = found[0].count(",") > 1 or re.match(r" (?:đồng|lượt|người|hộ|học sinh)", after)
            if sure and not found[0].startswith("0"):
                yield context.finding(
                    "SL-06", found.start(), found.end(), replacement=found[0].replace(",", ".")
                )
    for found in context.at_numbers(_GROUPS):
        groups = found[0].split(".")[1:]
        threes = sum(len(group) == 3 for group in groups)
        if (
            threes
            and threes < len(groups)
            and "." not in found[0][:1]
            and not found[0].startswith("0")
        ):
            yield context.finding("SL-12", found.start(), found.end())


def over_whole(context: Context) -> Iterator[Finding]:
    """SL-04: a share of more than 100 %."""
    for found in context.at_words(_OVER, "chiếm"):
        value = _number(found[1])
        if value is not None and value > 100:
            yield context.finding("SL-04", found.start(), found.end())


CHECKS: Checks = (
    (("SL-03",), shares),
    (("SL-04",), over_whole),
    (("SL-05", "SL-06", "SL-12"), ways_of_writing),
    (("SL-07",), words_beside),
    (("SL-09",), sexes),
    (("SL-11",), growth),
)
