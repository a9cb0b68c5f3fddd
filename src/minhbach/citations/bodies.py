"""Names of issuing bodies in running text: where a name that starts at a place ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from minhbach.citations.folding import fold
from minhbach.citations.tables import kinds, load

_WORD = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*&?", re.UNICODE)
_GAP = re.compile(r"\s{0,3}(?:\s[-–]\s|[-–]|\s)\s{0,3}|,\s{1,2}")
_NUMERAL = re.compile(r"[IVXLC]+|\d{1,2}")
# such as "Hội nghị Trung ương 8 (khóa XIII)" or, in words,
# "Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng khóa XII"
_PLENUM = re.compile(
    r"hội nghị (?:(?:lần thứ \w+|ban chấp hành) )?(?:của )?(?:ban chấp hành )?trung ương"
    r"(?: đảng)?(?: (?:lần thứ )?\d{1,2})?(?: \(khóa [ivx]+\)| khóa [ivx]+)?"
)
_MAX_WORDS = 16


@cache
def _names(key: str) -> re.Pattern[str]:
    """One pattern of all names under ``key``, longest first, blind to commas and doubled spaces."""
    rows: Iterable[str] = load("bodies")[key]
    folded = sorted({fold(row) for row in rows}, key=len, reverse=True)
    return re.compile("|".join(_loose(name) + r"(?![^\W_])" for name in folded))


def _loose(name: str) -> str:
    return r"\s{1,3}".join(re.escape(part) for part in name.split())


@cache
def _field() -> re.Pattern[str]:
    heads = sorted({fold(h) for h in load("bodies")["field_heads"]}, key=len, reverse=True)
    fields = sorted({fold(f) for f in load("bodies")["fields"]}, key=len, reverse=True)
    one = "|".join(_loose(h) for h in heads)
    two = "|".join(_loose(f) for f in fields)
    return re.compile(rf"(?:{one})\s{{1,3}}(?:{two})(?![^\W_])")


@cache
def _stops() -> Mapping[str, frozenset[str]]:
    """Words that end a name: first word → the rests that must follow ("" for none)."""
    table: dict[str, set[str]] = {}
    for phrase in [*load("bodies")["stop"], *(k.word for k in kinds().values() if not k.law)]:
        first, _, rest = fold(phrase).partition(" ")
        table.setdefault(first, set()).add(rest.split(" ")[0])
    return {word: frozenset(rests) for word, rests in table.items()}


@cache
def _lower_stops() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in load("bodies")["stop_lower"])


@cache
def _inner() -> frozenset[str]:
    words = set(fold(load("bodies")["inner"]).split())
    for key in ("closed", "fields", "place_heads"):
        for name in load("bodies")[key]:
            words.update(w for w in re.split(r"[\s,&-]+", fold(name)) if w)
    return frozenset(words | {"và"})


def read_body(text: str, folded: str, at: int) -> int | None:
    """End of the body's name that starts at ``at``; None when no name starts there.

    >>> s = "Bộ Nông nghiệp và Môi trường quy định"
    >>> s[: read_body(s, fold(s), 0)]
    'Bộ Nông nghiệp và Môi trường'
    """
    if at >= len(text) or not (text[at].isupper() or folded.startswith("liên ", at)):
        return None
    match = _PLENUM.match(folded, at)
    if match:
        return match.end()
    ends = [m.end() for m in (_names("closed").match(folded, at), _field().match(folded, at)) if m]
    end = max(ends, default=0)
    place = _names("place_heads").match(folded, at)
    if place and place.end() >= end:
        return _place(text, folded, place.end())
    if end:
        return _place(text, folded, end) if folded.startswith(("sở ", "phòng "), at) else end
    misprint = _misprinted(folded, at)
    if misprint:
        return misprint[1]
    head = _names("open_heads").match(folded, at)
    return _open(text, folded, head.end()) if head else None


@cache
def _to_mend() -> tuple[tuple[str, str], ...]:
    return tuple((name, fold(name)) for name in load("bodies")["mended"])


def _misprinted(folded: str, at: int) -> tuple[str, int] | None:
    """A central body with one letter wrong ("Thủ tưởng Chính phủ"): its right name and the end."""
    for name, plain in _to_mend():
        end = at + len(name)
        if not folded.startswith(plain[:2], at) or folded[end : end + 1].isalpha():
            continue
        if sum(a != b for a, b in zip(folded[at:end], plain, strict=False)) == 1:
            return name, end
    return None


@lru_cache(maxsize=2048)
def mended(words: str) -> str:
    """The name with a misprint mended; other names stay as printed."""
    found = _misprinted(fold(words), 0)
    return found[0] if found and found[1] == len(words) else words


_LIST = re.compile(r"\s{0,2},\s{1,2}(?:và\s)?|\s{1,2}(?:và|-|–)\s{1,2}")


def read_bodies(text: str, folded: str, at: int) -> int | None:
    """End of a list of bodies: "Bộ Chính trị, Ban Bí thư"; "Bộ A và Bộ B"."""
    end = read_body(text, folded, at)
    while end:
        gap = _LIST.match(folded, end)
        if not gap or _is_kind(folded, gap.end()):
            break
        more = read_body(text, folded, gap.end())
        if not more or folded.startswith(("đảng ", "báo ", "đoàn ", "hội nghị"), gap.end()):
            break
        end = more
    return end


def _is_kind(folded: str, at: int) -> bool:
    return any(folded.startswith(word, at) for word in kinds())


@cache
def _level() -> re.Pattern[str]:
    rows = sorted({fold(x) for x in load("bodies")["levels"]}, key=len, reverse=True)
    return re.compile(r"\s{1,2}(?:" + "|".join(re.escape(x) for x in rows) + r")(?![^\W_])")


def _place(text: str, folded: str, end: int) -> int:
    """The level and the place after a head: " tỉnh Quảng Ninh", " các xã, phường", " Thành phố"."""
    level = _level().match(folded, end)
    if not level:
        return _capitals(text, folded, end, limit=5)
    end = level.end()
    if folded.startswith(("các ", " các"), level.start()):
        return end
    return _capitals(text, folded, end, limit=5)


def _capitals(text: str, folded: str, end: int, limit: int) -> int:
    """Goes on over capitalised words ("Bà Rịa - Vũng Tàu") up to a word that ends names."""
    for _ in range(limit):
        step = _step(text, folded, end)
        if step is None:
            break
        start, after = step
        if not text[start].isupper() or _stops_at(text, folded, start) or "," in text[end:start]:
            break
        if folded[start:after] == "và":  # "UBND THÀNH PHỐ ĐÀ NẴNG VÀ QUYẾT ĐỊNH SỐ …"
            break
        end = after
    return end


def _open(text: str, folded: str, end: int) -> int:
    """Goes on over capitalised words and the syllables that stand inside names."""
    for _ in range(_MAX_WORDS):
        step = _step(text, folded, end)
        if step is None:
            break
        start, after = step
        if _stops_at(text, folded, start) or not _belongs(text, folded, end, start, after):
            break
        end = after
    return _without_tail(folded, end)


def _belongs(text: str, folded: str, end: int, start: int, after: int) -> bool:
    word = folded[start:after]
    if "," in text[end:start]:  # "Văn hóa, Thể thao": only between capitalised words
        return text[start].isupper() and not _is_kind(folded, start) and not _head(folded, start)
    if word == "và":
        return _joins(text, folded, after)
    if _NUMERAL.fullmatch(text, start, after):
        return True
    return text[start].isupper() or word in _inner()


def _joins(text: str, folded: str, after: int) -> bool:
    """ "và" belongs to the name when what follows does: "Nông nghiệp và Môi trường"."""
    step = _step(text, folded, after)
    if step is None:
        return False
    start, end = step
    if text[start].isupper():
        return not _is_kind(folded, start) and not _head(folded, start)
    inner = folded[start:end] in _inner() and folded[start:end] not in ("các", "những")
    return inner and not _stops_at(text, folded, start)


def _head(folded: str, at: int) -> bool:
    return any(_names(k).match(folded, at) for k in ("closed", "place_heads")) or bool(
        _field().match(folded, at)
    )


def _without_tail(folded: str, end: int) -> int:
    tail = re.compile(r"\s{1,4}(?:và|của|các|-|–)$").search(folded, max(0, end - 8), end)
    return tail.start() if tail else end


def _step(text: str, folded: str, end: int) -> tuple[int, int] | None:
    gap = _GAP.match(text, end)
    word = _WORD.match(text, gap.end()) if gap else None
    return (word.start(), word.end()) if word else None


def _stops_at(text: str, folded: str, start: int) -> bool:
    word = _WORD.match(folded, start)
    if text[start].islower() and folded.startswith(tuple(_lower_stops()), start):
        return True
    rests = _stops().get(word.group()) if word else None
    if rests is None or word is None:
        return False
    if "" in rests:
        return True
    following = _WORD.match(folded, word.end() + 1)
    return following is not None and following.group() in rests
