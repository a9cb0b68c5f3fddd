"""VH: capitals by position and by the word that follows (Decree 30/2020/NĐ-CP, annex II)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding

_AFTER_STOP = re.compile(r"[.?!] (?<=[^\W\d_]{3}[.?!] )([^\W\d_]+)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-ZĐ]{1,4}|ThS|PGS|BS|KS|tr|Tr|đ\/c|vv|v\.v|Inc|Ltd|Co)[.?!] )$"
)
_UNIT_NUMBER = re.compile(r"(?<![-\w])(quận|phường) (?=\d{1,2}(?![\d/.%]))")
_PINPOINT = re.compile(
    r"(?<=[a-zđà-ỹ0-9,;] )(?:(?<!các )điều(?= \d{1,3}\b(?! ?%))|Khoản(?= \d)|Điểm(?= [a-zđ]\b))"
)
_WEEKDAY = re.compile(
    r"\bthứ (hai|ba|tư|năm|sáu|bảy)(?=,? (?:ngày \d|hằng tuần|"
    r"hàng tuần|\(ngày))"
)
_PEOPLE = re.compile(r"\b([Nn])hân dân\b")
_COMPOUND = re.compile(
    r"(?:[Uu][ỷy]|[Ủủ]y|ủy) ban |đồng |ội đồng |òa án |oà án |kiểm sát |uân đội |ông an |hà giáo |"
    r"ghệ sĩ |ghệ nhân |bân |ầy thuốc |goại giao |uân y |an ninh |[Bb]áo |ân vận |các tầng lớp |"
    r"quần chúng |"
    r"chiến tranh |quốc phòng toàn dân, an ninh |lực lượng vũ trang |\bvà |\btế |CHXHCN |ộng hòa "
)


def after_stops(context: Context) -> Iterator[Finding]:
    """VH-01: a small letter after a full stop, question or exclamation mark."""
    for found in context.find(_AFTER_STOP):
        word, start = found[1], found.start(1)
        if not word[0].islower() or (
            len(word) == 1 and context.text[found.end() : found.end() + 1] == ")"
        ):
            continue
        if _ABBREVIATED.search(context.text[max(0, start - 12) : start]):
            continue
        paragraph = context.at(start)
        if paragraph is None or "!" in paragraph.anchor or "http" in paragraph.text:
            continue
        right = word[0].upper() + word[1:]
        yield context.finding("VH-01", start, found.end(), replacement=right)


def numbered_units(context: Context) -> Iterator[Finding]:
    """VH-05: "quận 1" for "Quận 1"."""
    for found in context.at_words(_UNIT_NUMBER, "quận", "phường"):
        before = context.text[max(0, found.start() - 8) : found.start()]
        if re.search(r"(?:cấp|các|\d{1,4}|số) $", before):
            continue  # "168 phường", "các phường 1 lần"
        end = found.start() + len(found[1])
        yield context.finding("VH-05", found.start(), end, replacement=found[1].capitalize())


def pinpoints(context: Context) -> Iterator[Finding]:
    """VH-16: Điều with a capital, khoản and điểm without."""
    for found in context.at_words(_PINPOINT, "điều", "khoản", "điểm"):
        word = found[0]
        right = word.capitalize() if word == "điều" else word.lower()
        yield context.finding("VH-16", found.start(), found.end(), replacement=right)


def weekdays(context: Context) -> Iterator[Finding]:
    """VH-18: "thứ hai, ngày …" for "thứ Hai"."""
    for found in context.at_words(_WEEKDAY, "thứ"):
        yield context.finding(
            "VH-18", found.start(), found.end(), replacement=f"thứ {found[1].capitalize()}"
        )


def kinds(context: Context) -> Iterator[Finding]:
    """VH-15: the type word of a numbered document begins with a capital."""
    for citation in context.citations:
        if citation.cls != "numbered" or not citation.quote[:1].islower():
            continue
        head = citation.quote.split(" số")[0]
        before = context.text[max(0, citation.start - 14) : citation.start].lower()
        if (
            citation.kind == "Văn bản"
            or head.lower() != citation.kind.lower()
            or " số" not in citation.quote
        ):
            continue
        if re.search(r"(?:các|những|một số|hai|ba|bốn|\d) $", before):
            continue
        right = head[0].upper() + head[1:]
        end = citation.start + len(head)
        yield context.finding("VH-15", citation.start, end, replacement=right)


def people(context: Context) -> Iterator[Finding]:
    """VH-11: "Nhân dân" and "nhân dân" in one document, where no name contains the word."""
    small: list[re.Match[str]] = []
    capital = 0
    for found in context.at_words(_PEOPLE, "nhân"):
        before = context.text[max(0, found.start() - 14) : found.start()]
        if _COMPOUND.search(before):
            continue
        if found[1] == "N":
            capital += before[-2:-1] not in (".", "\n", "")
        else:
            small.append(found)
    if capital >= 2 and 0 < len(small) < capital:
        for found in small:
            yield context.finding("VH-11", found.start(), found.end(), replacement="Nhân dân")


CHECKS: Checks = (
    (("VH-01",), after_stops),
    (("VH-05",), numbered_units),
    (("VH-11",), people),
    (("VH-15",), kinds),
    (("VH-16",), pinpoints),
    (("VH-18",), weekdays),
)
