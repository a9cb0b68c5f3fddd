"""What stands before a number: the type word, "số", the issuer between them, a shared list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from minhbach.citations.bodies import read_bodies
from minhbach.citations.codes import Code
from minhbach.citations.folding import fold
from minhbach.citations.tables import abbreviations, kind_of_symbol, kinds, load

_NUMBER_WORD = re.compile(r"(?<!\w)số\s{0,4}:?\s{0,3}$")
# "số 187, " of "số 187, 188-KL/TW"; "154 & " of "154 & 201/KH-ĐHHV"
_EARLIER = re.compile(
    r"((?:(?<![\w/.-])\d{1,5}[a-zđ]?\s{0,2}(?:,|;|&|và|,\s?và)\s{0,2}(?:số\s{1,4})?){1,12})$"
)
_BREAK = re.compile(r"[;:.()|“”\"]")
_REACH = 140


@dataclass(frozen=True, slots=True)
class Lead:
    """``start``: where the quote starts; ``numbers``: earlier numbers that share the symbol."""

    start: int
    kind: str
    issuer: str | None
    shared: bool
    numbers: tuple[str, ...] = ()


# A form, a case or a thing with a number: "mẫu số 03/TNDN".
REFUSED = Lead(-1, "", None, False)


@cache
def kind_pattern() -> re.Pattern[str]:
    """Every type word, longest first, on folded text."""
    words = sorted(kinds(), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(w.replace(" ", r"\s{1,3}") for w in words) + r")(?!\w)"
    )


@cache
def _refused() -> re.Pattern[str]:
    words = sorted(load("kinds")["not_documents"]["words"], key=len, reverse=True)
    alternatives = "|".join(fold(w).replace(" ", r"\s") for w in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})\s{{1,2}}(?:[^\W\d_]+\s)?$")


def read_lead(text: str, folded: str, low: int, code: Code) -> Lead | None:
    """The type word before ``code``, not further back than ``low``; None when there is none."""
    at = code.start
    numbers: tuple[str, ...] = ()
    earlier = _EARLIER.search(folded, max(low, at - 90), at)
    if earlier:
        numbers = tuple(re.findall(r"\d{1,5}[a-zđ]?", earlier[1]))
        at = earlier.start(1)
    numbered = _NUMBER_WORD.search(folded, max(low, at - 8), at)
    before = numbered.start() if numbered else at
    while before > low and folded[before - 1].isspace():
        before -= 1
    if earlier and not numbered and not _ends_with_kind(folded, low, before):
        return None
    direct = _ends_with_kind(folded, low, before)
    if not direct and _refused().search(folded[max(low, before - 40) : before] + " "):
        return REFUSED
    if direct:
        return Lead(direct.start(), _as_kind(direct.group()), None, False, numbers)
    short = _abbreviation(text, low, before) if numbered else None
    if short:
        return Lead(short[0], short[1], None, False, numbers)
    found = _qualified(text, folded, low, before, code) if numbered else None
    return replace(found, numbers=numbers) if found else None


def _ends_with_kind(folded: str, low: int, end: int) -> re.Match[str] | None:
    """The type word that ends at ``end``: "… thông tư liên tịch"."""
    if not folded.endswith(_last_words(), low, end):
        return None
    for match in kind_pattern().finditer(folded, max(low, end - 28), end):
        if match.end() == end:
            return match
    return None


@cache
def _last_words() -> tuple[str, ...]:
    return tuple({word.rpartition(" ")[2] for word in kinds()})


def _as_kind(words: str) -> str:
    word = re.sub(r"\s+", " ", words)
    return kinds()[word].word if word in kinds() else word[0].upper() + word[1:]


_ABBREVIATED = re.compile(r"(?<!\w)([A-ZĐ]{2,4})$")


def _abbreviation(text: str, low: int, end: int) -> tuple[int, str] | None:
    match = _ABBREVIATED.search(text, max(low, end - 6), end)
    if match and match[1] in abbreviations():
        return match.start(), abbreviations()[match[1]]
    return None


def _qualified(text: str, folded: str, low: int, end: int, code: Code) -> Lead | None:
    """A type word with words before "số": "Báo cáo thẩm tra số", "Nghị quyết của Quốc hội số"."""
    floor = max(low, end - _REACH)
    breaks = list(_BREAK.finditer(folded, floor, end))
    floor = breaks[-1].end() if breaks else floor
    last = None
    for match in kind_pattern().finditer(folded, floor, end):
        kind = kinds().get(re.sub(r"\s+", " ", match.group()))
        if kind and not kind.law:
            last = match
    if last is None or not _consistent(last.group(), code):
        return None
    return Lead(last.start(), _as_kind(last.group()), _issuer(text, folded, last.end(), end), False)


def _consistent(word: str, code: Code) -> bool:
    kind = kinds().get(re.sub(r"\s+", " ", word))
    symbol = code.type_symbol
    if kind is None:
        return False
    if symbol:
        implied = kind_of_symbol(symbol)
        return symbol in kind.symbols or implied is kind
    return kind.code in ("CV", "NQ") or not kind.symbols


def _issuer(text: str, folded: str, start: int, end: int) -> str | None:
    """The body between the type word and "số", when it fills that place."""
    gap = re.compile(r"\s{1,3}(?:của\s{1,3})?").match(folded, start)
    if not gap:
        return None
    stop = read_bodies(text, folded, gap.end())
    if stop and stop == end:
        return re.sub(r"\s+", " ", text[gap.end() : stop])
    return None
