"""Pinpoints ("điểm a khoản 2 Điều 5") as they stand before a citation, and their path."""

from __future__ import annotations

import re

_UNIT = r"(?:tiểu mục|điểm|khoản|điều|mục|chương|phần|phụ lục|tiết|đoạn)"
# "1", "6a", "c", "II", "2.1", "a.1"; "đ" is a label of its own
_VALUE = (
    r"(?:số\s{1,4})?(?:\d{1,3}(?:\.\d{1,2}){0,4}[a-zđ]?|[a-zđ](?:\.?\d{1,2})?|[ivxlc]{1,6})"
    r"(?![^\W_])"
)
_VALUES = rf"{_VALUE}(?:\s{{0,4}}(?:,|;|và|hoặc|đến|-)\s{{0,4}}{_VALUE}(?!\s{{0,4}}[/])){{0,40}}"
_PART = rf"{_UNIT}\s{{1,4}}{_VALUES}"
_JOIN = (
    r"\s{0,4}(?:,|;|và|hoặc|đến|của)?\s{0,4}(?:(?:và\s{1,4})?tại\s{1,4})?(?:các\s{1,4}|từ\s{1,4})?"
)
_PINPOINT = re.compile(rf"(?:từ\s{{1,4}})?{_PART}(?:{_JOIN}{_PART}){{0,20}}")
_START = re.compile(rf"(?<![^\W_])(?:từ\s{{1,4}}điều|{_UNIT})\s")
_LINK = re.compile(r"\s{0,4}(?:,\s{0,4})?(?:của\s{1,4}|trong\s{1,4}|thuộc\s{1,4})?(?:các\s{1,4})?")
# A cheap look first: a value and a link end where the citation starts ("… khoản 2 Điều 5 của ")
_ENDS = re.compile(
    r"[\da-zđ](?:,\s{0,4}|\s{1,4}(?:,\s{0,4})?)(?:của\s{1,4}|trong\s{1,4}|thuộc\s{1,4})?(?:các\s{1,4})?$"
)
_BRACKET = re.compile(
    rf"\s{{0,4}}\((?:tại\s{{1,4}}|các\s{{1,4}}){{0,3}}({_PART}(?:{_JOIN}{_PART}){{0,20}})\)"
)
_RANK = {
    u: i
    for i, u in enumerate(
        ("đoạn", "tiết", "điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần", "phụ lục")
    )
}
_SIGN = {
    "khoản": "k",
    "điều": "Đ",
    "tiểu mục": "TM",
    "mục": "M",
    "chương": "C",
    "phần": "P",
    "phụ lục": "PL",
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def before(text: str, folded: str, low: int, start: int) -> str | None:
    """The pinpoint that ends where the citation starts; ``low``: how far back it may reach."""
    if not _ENDS.search(folded, max(low, start - 48), start):
        return None
    low = max(low, start - 400)
    for match in _START.finditer(folded, low, start):
        found = _PINPOINT.match(folded, match.start(), start)
        if found:
            link = _LINK.match(folded, found.end(), start)
            if link and link.end() == start and found.end() < start:
                return _printed(text[found.start() : found.end()])
    return None


def after(text: str, folded: str, end: int) -> str | None:
    """The pinpoint that follows in brackets: "Quy định 377 (Điều 9, 10)"."""
    found = _BRACKET.match(folded, end)
    return _printed(text[found.start(1) : found.end(1)]) if found else None


def _printed(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("*", "")).strip(" ,;")


def path(pinpoint: str) -> str:
    """The path from large to small: "điểm a khoản 2 Điều 103" → "Đ103.k2.a"."""
    pending: list[tuple[int, str]] = []  # (rank, path) of parts not yet inside a larger one
    tokens = [m.group() for m in re.finditer(_PART, pinpoint.lower())]
    ranged = re.search(r"\btừ\b.*\bđến\b", pinpoint.lower())
    for token in tokens:
        unit = next(u for u in sorted(_RANK, key=len, reverse=True) if token.startswith(u + " "))
        values = _values(unit, token[len(unit) :])
        inside = _inside(pending, _RANK[unit])
        if inside:
            head = _label(unit, values[-1])
            pending.append((_RANK[unit], f"{head}.{_braced(inside)}"))
        else:
            pending.extend((_RANK[unit], _label(unit, v)) for v in values)
    paths = [p for _, p in pending]
    if ranged and len(paths) == 2:
        return "..".join(paths)
    return _braced(paths)


def _inside(pending: list[tuple[int, str]], rank: int) -> list[str]:
    """Takes the smaller parts at the end of ``pending``: they stand inside the one now read."""
    inside: list[str] = []
    while pending and pending[-1][0] < rank:
        inside.insert(0, pending.pop()[1])
    return inside


def _braced(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else "{" + ",".join(paths) + "}"


def _values(unit: str, rest: str) -> list[str]:
    found = re.findall(
        r"(?<![^\W_])(?:\d+(?:\.\d+)*[a-zđ]?|[a-zđ](?:\.?\d+)?|[ivxlc]+)(?![^\W_])", rest
    )
    return [v for v in found if v != "số"]


def _label(unit: str, value: str) -> str:
    if unit in ("chương", "phần", "mục") and re.fullmatch(r"[ivxlc]+", value):
        value = str(_roman(value))
    elif unit in ("mục", "phần", "phụ lục"):
        value = value.upper()
    return _SIGN.get(unit, "") + value


def _roman(numeral: str) -> int:
    total = 0
    for sign, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = _ROMAN[sign]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total
