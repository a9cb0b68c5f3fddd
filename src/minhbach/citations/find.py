"""Citations in a text, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from minhbach.citations import congress, keys, laws, pinpoints
from minhbach.citations.bodies import mended, read_bodies, read_body
from minhbach.citations.codes import Code, find_codes
from minhbach.citations.context import issuer_before, listed_issuer
from minhbach.citations.dates import read_date
from minhbach.citations.folding import fold, fold_word
from minhbach.citations.short import find_short
from minhbach.citations.tables import kind_of_symbol, kinds
from minhbach.citations.words import REFUSED, Lead, read_lead
from minhbach.model.citation import Citation, CitationClass

_SHARE = re.compile(
    r"\s{0,3}(?:[,;]|và|&|cùng|,\s?và|hoặc)?\s{0,3}(?:số\s{0,4}:?\s{0,3})?", re.IGNORECASE
)
_CLOSE = re.compile(r"\s{0,2}(?:,|và|&|,\s?và|hoặc)\s{0,2}(?:các\s)?", re.IGNORECASE)
_OF = re.compile(r"\s{0,3},?\s{0,3}(?:của|do)\s{1,3}(?:các\s)?|\s{0,2},?\s{1,2}giữa\s{1,2}")
_AT_PLENUM = re.compile(r"\s?,\s(?=hội nghị lần thứ)")
_SHARED = frozenset({"TW", "LB", "LT", "LN", "TU", "ĐU"})  # codes of several bodies
_TERM = re.compile(r"^hội nghị (?:lần thứ )?(?:\w+) (?:của )?(?=ban chấp hành)")


@dataclass(slots=True)
class Hit:
    """A citation in one paragraph, with offsets in that paragraph; filled step by step here."""

    cls: CitationClass
    kind: str
    start: int
    end: int
    code: Code | None = None
    notation: str | None = None
    word: str = ""
    title: str | None = None
    date: date | None = None
    issuer: str | None = None
    pinpoint: str | None = None
    shared: bool = False  # stands in a list under the type word of the one before
    head: int = 0  # where the number itself starts


def find_hits(text: str) -> list[Hit]:
    """The citations of one paragraph in reading order (follow-ups come later, in resolve)."""
    folded = fold(text)
    named = list(_laws(text, folded))
    hits = [*named, *_numbered(text, folded, [h for h in named if h.code])]
    taken = [(h.start, h.end) for h in hits]
    hits += [h for h in _short(text, folded) if not _inside(h, taken)]
    for found in congress.find_congress(folded):
        hit = Hit("congress", _kind_word(found.word), found.start, found.end, word=found.body)
        if not _inside(hit, taken):
            hits.append(hit)
    hits.sort(key=lambda h: (h.start, h.head))
    _close_lists(text, hits)
    _finish(text, folded, hits)
    return hits


def _inside(hit: Hit, taken: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start < end or hit.start <= start < hit.end for start, end in taken)


# Every type word of a law has one of these; a look for them is cheaper than the pattern.
_LAW_PARTS = ("luật", "hiến", "lệ")


def _laws(text: str, folded: str) -> Iterator[Hit]:
    """Laws by name, with their number where it follows ("Luật Đất đai số 31/2024/QH15")."""
    done = 0
    if not any(part in folded for part in _LAW_PARTS):
        return
    for match in laws.LAW_WORD.finditer(text):
        if match.start() < done:
            continue
        name = laws.read_law(text, folded, match)
        if name is None:
            continue
        done = name.end
        code = _code_after(text, folded, name.end)
        end = code.end if code else name.end
        when, issuer, end = _tail(text, folded, end, code)
        kind = "Điều lệ Đảng" if name.word == "điều lệ đảng" else _kind_word(name.word)
        cls: CitationClass = "numbered" if code else "named-law"
        yield Hit(
            cls,
            kind,
            name.start,
            end,
            code,
            code.notation if code else None,
            name.word,
            name.title,
            when,
            issuer,
            head=code.start if code else name.start,
        )
        done = end


_NUMBER_OF_LAW = re.compile(
    r"\s{1,3}(?:\(\s?)?(?:(?:luật|pháp lệnh|bộ luật)\s)?(?:số\s{0,4}:?\s{0,3})?(?=\d)"
)


def _code_after(text: str, folded: str, end: int) -> Code | None:
    gap = _NUMBER_OF_LAW.match(folded, end)
    if not gap or "(" in gap.group():
        return None
    code = next(find_codes(text[gap.end() : gap.end() + 40]), None)
    if code is None or code.start:
        return None
    return replace(code, start=gap.end(), end=gap.end() + code.end)


def _numbered(text: str, folded: str, done: list[Hit]) -> Iterator[Hit]:
    """Documents by number; a number without a type word shares that of the list it stands in."""
    previous: Hit | None = None
    consumed = {h.head: h for h in done}
    for code in find_codes(text):
        if code.start in consumed:
            previous = consumed[code.start]
            continue
        low = previous.end if previous else 0
        lead = read_lead(text, folded, low, code)
        if lead is None and previous and _SHARE.fullmatch(folded, low, code.start):
            number_at = _number_word(folded, low, code.start)
            lead = Lead(
                number_at, previous.kind if _fits(previous, code) else _implied(code), None, True
            )
        if lead is None:
            lead = _bare(text, folded, code, low)
        if lead is None or lead is REFUSED:
            continue
        when, issuer, end = _tail(text, folded, code.end, code)
        hit = Hit(
            "numbered",
            lead.kind,
            lead.start,
            end,
            code,
            code.notation,
            "",
            None,
            when,
            issuer or lead.issuer,
            shared=lead.shared,
            head=code.start,
        )
        for earlier in lead.numbers:
            yield replace(
                hit,
                notation=earlier + code.notation[len(code.number) :],
                head=hit.head - 1,
                code=replace(code, number=earlier),
            )
        if lead.numbers:
            hit = replace(hit, start=code.start, shared=True)
        yield hit
        previous = hit


def _number_word(folded: str, low: int, start: int) -> int:
    at = folded.rfind("số", low, start)
    return at if at >= 0 else start


def _fits(previous: Hit, code: Code) -> bool:
    kind = kinds().get(fold_word(previous.kind))
    symbol = code.type_symbol
    if symbol is None or kind is None:
        return True
    return symbol in kind.symbols or kind.law


def _implied(code: Code) -> str:
    symbol = code.type_symbol
    kind = kind_of_symbol(symbol) if symbol else None
    if kind:
        return kind.word
    return "Nghị quyết" if "QH" in code.parts[-1] else "Công văn"


_NUMBER_WORD = re.compile(r"(?<!\w)số\s{0,4}:?\s{0,3}$")


def _bare(text: str, folded: str, code: Code, low: int) -> Lead | None:
    """A number without a type word: sure by its shape, or after "số" with a known shape."""
    numbered = _NUMBER_WORD.search(folded, max(low, code.start - 8), code.start)
    if not code.certain and not (numbered and (code.type_symbol or len(code.parts) > 1)):
        return None
    start = numbered.start() if numbered else code.start
    return Lead(start, _kind_nearby(text, folded, code, start), None, False)


def _kind_nearby(text: str, folded: str, code: Code, start: int) -> str:
    """The type word that heads the list, when its symbol is the number's ("các Luật: số …")."""
    symbol = code.type_symbol
    best, at = _implied(code), -1
    for word, kind in kinds().items():
        fits = (
            symbol in kind.symbols
            if symbol
            else (kind.law or kind.code == "NQ") and "QH" in code.parts[-1]
        )
        found = folded.rfind(word, 0, start) if fits else -1
        if found > at:
            best, at = _kind_word(word), found
    return best


def _tail(
    text: str, folded: str, end: int, code: Code | None = None
) -> tuple[date | None, str | None, int]:
    """Date and issuer where they follow directly, and where the citation ends."""
    when: date | None = None
    issuer: str | None = None
    for _ in range(2):
        found = None if when else read_date(folded, end)
        if found:
            when, end = found
            continue
        body = None if issuer else _issuer(text, folded, end, _of_one_body(code))
        if body:
            issuer, end = body
    return when, issuer, end


def _of_one_body(code: Code | None) -> bool:
    """True when the number can have one issuer only: what follows a comma is no part of it."""
    return code is not None and len(code.bodies) == 1 and code.bodies[0] not in _SHARED


def _issuer(text: str, folded: str, end: int, alone: bool = False) -> tuple[str, int] | None:
    gap = _OF.match(folded, end) or _AT_PLENUM.match(folded, end)
    if not gap:
        return None
    read = read_body if alone else read_bodies
    stop = read(text, folded, gap.end())
    if not stop:
        return None
    start = gap.end()
    term = _TERM.match(folded[start:stop])
    if term:  # ", Hội nghị lần thứ 8 của Ban Chấp hành Trung ương Đảng"
        start += term.end()
        stop = start + len(re.sub(r",?\s\(?khóa [ivx]+\)?$", "", folded[start:stop]))
    return _plain(text[start:stop]), stop


def _plain(words: str) -> str:
    return mended(re.sub(r"\s+", " ", words).strip(" ,"))


def _short(text: str, folded: str) -> Iterator[Hit]:
    for found in find_short(text, folded):
        when, issuer, end = _tail(text, folded, found.end)
        yield Hit(
            "numbered",
            _kind_word(found.word),
            found.start,
            end,
            None,
            found.number,
            "",
            None,
            when,
            issuer,
            shared=found.shared,
            head=found.start,
        )


def _kind_word(word: str) -> str:
    return word[0].upper() + word[1:]


def _close_lists(text: str, hits: list[Hit]) -> None:
    """What closes a list holds for its members: "số 1/TTr-CP và số 2/TTr-CP ngày 29/12/2025"."""
    for i in range(len(hits) - 2, -1, -1):
        this, after = hits[i], hits[i + 1]
        if this.cls != "numbered" or after.cls != "numbered":
            continue
        if not _CLOSE.fullmatch(text, this.end, after.start):
            continue
        if this.kind == after.kind and this.issuer is None:
            this.issuer = after.issuer
        if after.shared and this.date is None and after.date and _same_year(this, after.date):
            this.date = after.date


def _same_year(hit: Hit, when: date) -> bool:
    return hit.code is None or hit.code.year in (None, str(when.year))


def _finish(text: str, folded: str, hits: list[Hit]) -> None:
    """Pinpoints, and issuers that the words before name."""
    for i, hit in enumerate(hits):
        low = max((h.end for h in hits[max(0, i - 14) : i] if h.end <= hit.start), default=0)
        pinpoint = None if hit.shared else pinpoints.before(text, folded, low, hit.start)
        hit.pinpoint = pinpoint or pinpoints.after(text, folded, hit.end)
        if hit.issuer is None and hit.cls == "numbered":
            hit.issuer = issuer_before(text, folded, low, hit.start, hit.kind) or listed_issuer(
                text, folded, hit.start, hit.kind
            )


def key_of(hit: Hit) -> str:
    """The canonical key of a hit."""
    if hit.code:
        return keys.key_of(hit.code, hit.kind, hit.date, hit.pinpoint)
    if hit.cls == "named-law":
        return keys.key_of_law(hit.word, hit.date, hit.pinpoint)
    if hit.cls == "congress":
        code = kinds().get(fold_word(hit.kind))
        return f"party:{code.code if code else 'VK'}::{hit.word}"
    return keys.key_of_short(hit.kind, hit.notation or "", hit.pinpoint)


def to_citation(text: str, low: int, hit: Hit, anchor: str | None) -> Citation:
    """The model object; offsets move from the paragraph to the running text."""
    start, end = low + hit.start, low + hit.end
    repaired = bool(hit.code and hit.code.repaired)
    return Citation(
        hit.cls,
        hit.kind,
        hit.notation,
        hit.title,
        hit.date,
        hit.issuer,
        hit.pinpoint,
        text[start:end],
        start,
        end,
        key_of(hit),
        anchor,
        repaired,
    )
