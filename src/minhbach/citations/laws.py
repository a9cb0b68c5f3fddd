"""Laws, codes, ordinances and the constitution by name: where the title ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from minhbach.citations.folding import fold
from minhbach.citations.tables import load

# The type word at its place; "Luật sư", "luật này" are no laws (not_laws).
LAW_WORD = re.compile(
    r"[BbLlPpHĐ](?:(?<=[Bb])(?:ộ\s[Ll]uật|Ộ\sLUẬT)|(?<=[Ll])(?:uật|UẬT)|(?<=[Pp])(?:háp\s[Ll]ệnh"
    r"|HÁP\sLỆNH)|(?<=H)(?:iến\spháp|IẾN\sPHÁP)|(?<=Đ)(?:iều\slệ\sĐảng|IỀU\sLỆ\sĐẢNG))(?![^\W_])"
)
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)*")
_GAP = re.compile(r"[\s,–-]{1,4}")
_AMENDING = re.compile(r"\s{1,4}(?:về\s{1,4})?sửa\s{1,4}đổi\b")
# "năm 2013", "2015", "(sửa đổi)" after a title
_YEAR = re.compile(r"\s{1,4}(?:năm\s{1,4})?(?:19|20)\d\d(?![\d/])")
_REVISED = re.compile(r"\s{1,4}\(sửa đổi\)")
_NUMBERED = re.compile(
    r"\s{1,4}\(?\s{0,4}(?:luật\s{1,4}|pháp lệnh\s{1,4})?số\s{0,4}:?\s{0,4}\d"
    r"|\s{0,4},?\s{1,4}ngày\s{1,4}\d|\s{1,4}năm\s{1,4}(?:19|20)\d\d"
)
_RUNS_ON = re.compile(r"\s(?:được|quy định|thì|theo|có hiệu lực)\s")
_STATE = re.compile(r"\s{1,4}nước cộng hòa xã hội chủ nghĩa việt nam")
_PARTY = re.compile(r"\s{1,4}cộng sản việt nam")


@dataclass(frozen=True, slots=True)
class LawName:
    """A law by name at ``start:end``, its year included; ``title`` as it stands, without type."""

    start: int
    end: int
    word: str
    title: str | None
    title_end: int


@cache
def _no_laws() -> frozenset[str]:
    return frozenset(load("laws")["not_laws"])


@cache
def _titles(kind: str) -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Titles as words, longest first, under their first two words (or the only one)."""
    table: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for title in load("laws")[kind]:
        words = tuple(_WORD.findall(fold(title)))
        table.setdefault(words[:1], []).append(words)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def read_law(text: str, folded: str, match: re.Match[str]) -> LawName | None:
    """The law whose type word is ``match`` (of LAW_WORD); None when it names no law."""
    start, after = match.span()
    if start and text[start - 1].isalnum():
        return None
    word = re.sub(r"\s+", " ", folded[start:after])
    if word in ("hiến pháp", "điều lệ đảng"):
        return _constitution(text, folded, start, after, word)
    title_at, title_end = _known(folded, after, word) or (after, _amending(text, folded, after))
    if title_end is None and text[start].isupper():
        title_end = _open_title(text, folded, after)
    if title_end is None or (text[start].islower() and not text[title_at + 1].isupper()):
        return None
    revised = _REVISED.match(folded, title_end)
    if revised:
        title_end = revised.end()
    year = _YEAR.match(folded, title_end)
    title = re.sub(r"\s+", " ", text[title_at:title_end]).strip()
    return LawName(start, year.end() if year else title_end, word, title, title_end)


def _constitution(text: str, folded: str, start: int, after: int, word: str) -> LawName | None:
    if word == "điều lệ đảng":
        full = _PARTY.match(folded, after)
        return LawName(
            start, full.end() if full else after, word, None, full.end() if full else after
        )
    state = _STATE.match(folded, after)
    end = state.end() if state else after
    year = _YEAR.match(folded, end)
    if not state and not year:
        return None
    title = re.sub(r"\s+", " ", text[after:end]).strip() or None
    return LawName(start, year.end() if year else end, word, title, end)


def _words(folded: str, at: int, limit: int = 32) -> list[tuple[str, int]]:
    words: list[tuple[str, int]] = []
    while len(words) < limit:
        gap = _GAP.match(folded, at)
        word = _WORD.match(folded, gap.end()) if gap else None
        if word is None:
            break
        words.append((word.group(), word.end()))
        at = word.end()
    return words


def _may_be_known(words: list[tuple[str, int]], kind: str) -> bool:
    """A cheap look: a title of the table begins with the first word or, doubled, the second."""
    table = _titles(kind)
    return any((word,) in table for word, _ in words)


def _known(folded: str, after: int, word: str) -> tuple[int, int] | None:
    """Where a title of the table starts and ends; a doubled syllable before it ("Luật ban Ban
    hành …") and "về" ("Pháp lệnh về phí và lệ phí") are allowed for."""
    kind = {"luật": "laws", "bộ luật": "codes", "pháp lệnh": "ordinances"}[word]
    if folded[after : after + 1] != " ":
        return None
    if not _may_be_known(_words(folded, after, 2), kind):
        return None
    words = _words(folded, after)
    for skip in (0, 1):
        run = words[skip:]
        if not run or (skip and (len(words) < 2 or words[0][0] not in (words[1][0], "về"))):
            continue
        plain = tuple(w for w, _ in run)
        for title in _titles(kind).get(plain[:1], ()):
            if plain[: len(title)] == title:
                doubled = skip and words[0][0] != "về"
                return (words[0][1] if doubled else after), run[len(title) - 1][1]
    return None


def _amending(text: str, folded: str, after: int) -> int | None:
    """End of "sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C"."""
    if not _AMENDING.match(folded, after):
        return None
    end = _limit(folded, after + 12, 400)
    inner = list(LAW_WORD.finditer(text, after, end))
    stop = _NUMBERED.search(folded, after, end)
    if stop:
        return stop.start()
    last = None
    for match in inner:
        if last is not None and not re.fullmatch(
            r"\s{0,4}(?:,|và|;)\s{0,4}", folded[last : match.start()]
        ):
            break
        word = re.sub(r"\s+", " ", folded[match.start() : match.end()])
        if word not in ("luật", "bộ luật", "pháp lệnh"):
            break
        known = _known(folded, match.end(), word)
        if known is None:
            break
        last = known[1]
    return last or (end if end - after < 200 else None)


_STOP = re.compile(r"[;:.()“”\"|]")


def _limit(folded: str, at: int, size: int) -> int:
    stop = _STOP.search(folded, at, min(len(folded), at + size))
    return stop.start() if stop else min(len(folded), at + size)


def _open_title(text: str, folded: str, after: int) -> int | None:
    """End of a title that the table lacks: up to its number, date or year, else up to a stop."""
    words = _words(folded, after, 2)
    if not words or words[0][0] in _no_laws():
        return None
    limit = _limit(folded, after, 160)
    numbered = _NUMBERED.search(folded, after, min(len(folded), limit + 20))
    if numbered is None or numbered.start() > limit:
        return None
    title = folded[after : numbered.start()]
    if LAW_WORD.search(text, after, numbered.start()) or _RUNS_ON.search(title):
        return None
    return numbered.start()
