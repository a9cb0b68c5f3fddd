"""Second look over the whole document: short forms get their key, follow-ups their antecedent."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from minhbach.citations.folding import fold, fold_word
from minhbach.citations.tables import kinds
from minhbach.citations.words import kind_pattern
from minhbach.model.citation import Citation

# "Nghị định trên", "Kế hoạch nêu trên", "Quyết định này"
_POINTER = re.compile(r"\s(?P<how>này|(?:nói\s|nêu\s|đã nêu\s)?trên)(?!\w)")
_BEFORE_ABOVE = ("đã nêu ", "nói ", "nêu ")
_DIGITS = re.compile(r"[\d.]+[a-zđ]?")
_REACH = 1500  # characters back in which an antecedent is looked for


@dataclass(frozen=True, slots=True)
class Pointer:
    """A follow-up: its type word and its place."""

    word: str
    start: int
    end: int
    anchor: str | None


def resolve(
    text: str,
    blocks: list[tuple[int, int, str | None]],
    citations: list[Citation],
    own_kind: str | None,
) -> tuple[Citation, ...]:
    """All citations in reading order, follow-ups included."""
    known = {
        (_number(c), fold_word(c.kind)): c for c in citations if c.notation and "/" in c.notation
    }
    settled = [_settle(c, known) for c in citations]
    follow = _follow_ups(text, blocks, settled, own_kind)
    return tuple(sorted([*settled, *follow], key=lambda c: (c.start, c.end)))


def _number(citation: Citation) -> str:
    match = _DIGITS.match(citation.notation or "")
    return match.group() if match else ""


def _settle(citation: Citation, known: dict[tuple[str, str], Citation]) -> Citation:
    """ "Quy định 377" takes the key of "Quy định số 377-QĐ/TW" where the document has it."""
    if not citation.key.startswith("unknown:"):
        return citation
    full = known.get((_number(citation), fold_word(citation.kind)))
    if full is None:
        return citation
    where = citation.key.partition("#")[2]
    return replace(citation, key=_base(full.key) + (f"#{where}" if where else ""))


def _base(key: str) -> str:
    return key.partition("#")[0]


def _follow_ups(
    text: str,
    blocks: list[tuple[int, int, str | None]],
    citations: list[Citation],
    own_kind: str | None,
) -> list[Citation]:
    out: list[Citation] = []
    own = fold(own_kind) if own_kind else None
    earlier = _by_kind(citations)
    starts = [block[0] for block in blocks]
    for at, end in _pointers(text):
        if at == 0 or not text[at - 1].isalpha():
            continue
        before = text[max(0, at - 12) : at].split()
        if fold_word(before[-1]) not in _ends():
            continue
        block = blocks[bisect_right(starts, at) - 1]
        low = max(block[0], at - 40)
        folded = fold(text[low:end])
        pointer = _POINTER.search(folded, at - low - 1)
        word = _word_before(folded, pointer.start()) if pointer else None
        if word is None or pointer is None:
            continue
        start = low + word[0]
        antecedent = _antecedent(earlier.get(word[1]), start)
        if antecedent is None or _is_self(pointer["how"], word[1], own, antecedent, block[0]):
            continue
        found = Pointer(word[1], start, low + pointer.end(), block[2])
        out.append(_follow_up(text, antecedent, found))
    return out


def _pointers(text: str) -> Iterator[tuple[int, int]]:
    """Where " này", " trên", " nêu trên" stand, from their white space to their end."""
    for word in ("này", "trên"):
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            following = text[end : end + 1]
            if at and text[at - 1].isspace() and not (following.isalnum() or following == "_"):
                yield _pointer_start(text, at) if word == "trên" else at - 1, end
            at = text.find(word, end)


def _pointer_start(text: str, at: int) -> int:
    for words in _BEFORE_ABOVE:
        start = at - len(words) - 1
        if start >= 0 and text.startswith(words, start + 1) and text[start].isspace():
            return start
    return at - 1


def _by_kind(citations: list[Citation]) -> dict[str, tuple[list[int], list[Citation]]]:
    """Citations under their folded type word, with their ends for bisection."""
    table: dict[str, tuple[list[int], list[Citation]]] = {}
    for citation in citations:
        ends, rows = table.setdefault(fold_word(citation.kind), ([], []))
        ends.append(citation.end)
        rows.append(citation)
    return table


def _word_before(folded: str, end: int) -> tuple[int, str] | None:
    if not folded.endswith(_last_words(), 0, end):
        return None
    for match in kind_pattern().finditer(folded, max(0, end - 28), end):
        if match.end() == end:
            return match.start(), re.sub(r"\s+", " ", match.group())
    return None


@cache
def _last_words() -> tuple[str, ...]:
    return tuple({word.rpartition(" ")[2] for word in kinds()})


@cache
def _ends() -> frozenset[str]:
    return frozenset(_last_words())


def _antecedent(earlier: tuple[list[int], list[Citation]] | None, at: int) -> Citation | None:
    """The nearest citation of that type before ``at``."""
    if earlier is None:
        return None
    ends, rows = earlier
    i = bisect_right(ends, at) - 1
    return rows[i] if i >= 0 and at - ends[i] <= _REACH else None


def _is_self(how: str, word: str, own: str | None, antecedent: Citation, block: int) -> bool:
    """ "này" points at the document itself, unless it is of another type; when the type is not
    known, only at what the same paragraph has just cited."""
    if how != "này":
        return False
    if own is None:
        return antecedent.start < block
    return own == word


def _follow_up(text: str, antecedent: Citation, found: Pointer) -> Citation:
    return Citation(
        cls="follow-up",
        kind=found.word[0].upper() + found.word[1:],
        notation=None,
        title=None,
        date=None,
        issuer=None,
        pinpoint=None,
        quote=text[found.start : found.end],
        start=found.start,
        end=found.end,
        key=_base(antecedent.key),
        anchor=found.anchor,
    )
