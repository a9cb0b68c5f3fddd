"""CT-12: one congress given two ordinals ("Đại hội XI Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025" and
"Đại hội Đảng bộ tỉnh lần thứ XIV")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from minhbach.citations import facts
from minhbach.citations.folding import fold
from minhbach.model.citation import Citation, Contradiction

_NUMERAL = r"(?:lần thứ\s)?(?P<{0}>[ivx]{{1,6}})(?!\w)"
_LEVEL = r"(?:tỉnh|thành phố|khối|huyện|quận|thị xã|xã|phường|đặc khu)"
_NAME = r"(?P<{0}>" + _LEVEL + r"(?:\s(?!lần|nhiệm|khóa)[^\W\d_]+){{0,5}}?)"
# such as "Đại hội XI (của) Đảng bộ tỉnh", "Đại hội Đảng bộ tỉnh X lần thứ XIV",
# or, nationally, "Đại hội lần thứ XIII của Đảng", "Đại hội Đảng toàn quốc lần thứ XIII"
_MENTION = re.compile(
    r"(?<!\w)đại hội\s(?:đại biểu\s)?(?:"
    rf"{_NUMERAL.format('a')}\s(?:của\s)?đảng bộ\s{_NAME.format('x')}"
    rf"|đảng bộ\s{_NAME.format('y')},?\s{_NUMERAL.format('b')}"
    rf"|(?:đảng\s)?(?:toàn quốc\s)?(?:của đảng\s)?{_NUMERAL.format('c')}"
    r"(?:\scủa đảng|(?=[,;.\s])))"
    r"(?P<term>\s?[,(]?\s?nhiệm kỳ\s(?P<from>(?:19|20)\d\d)\s?-\s?(?P<to>(?:19|20)\d\d))?"
)
_CYCLE = 5  # years between two congresses
_SLACK = 2  # wars and mergers have moved congresses by less


@dataclass(frozen=True, slots=True)
class Mention:
    """A congress in the text: whose, which, and the first year of its term where stated."""

    body: str
    ordinal: int
    numeral: str
    term: int | None
    place: Citation


def find(
    citations: Sequence[Citation], text: str, own_date: date | None
) -> Iterator[Contradiction]:
    """Every congress whose ordinal disagrees with another mention's."""
    by_body: dict[str, list[Mention]] = defaultdict(list)
    for mention in _mentions(text, citations):
        by_body[mention.body].append(mention)
    now = _latest(citations, own_date)
    for body, rows in by_body.items():
        if body == "":
            yield from _national(rows)
        else:
            yield from _local(rows, now)


def _latest(citations: Sequence[Citation], own_date: date | None) -> int | None:
    years = [c.date.year for c in citations if c.date]
    return own_date.year if own_date else max(years, default=None)


def _mentions(text: str, citations: Sequence[Citation]) -> Iterator[Mention]:
    folded = fold(text)
    for match in _MENTION.finditer(folded):
        group = next(g for g in "abc" if match[g])
        numeral = text[match.start(group) : match.end(group)]
        ordinal = facts.roman(numeral)
        if not ordinal or (group == "c" and _is_local(folded, match)):
            continue
        name = match["x"] or match["y"]
        start = match.start("x") if match["x"] else match.start("y")
        body = _body(text, start, name) if name else ""
        place = next(
            (c for c in citations if c.start <= match.start() < c.end and c.cls == "congress"),
            None,
        )
        yield Mention(
            body,
            ordinal,
            numeral,
            int(match["from"]) if match["from"] else None,
            place or _place(text, match.start(), match.end()),
        )


def _is_local(folded: str, match: re.Match[str]) -> bool:
    """ "Đại hội XIII" without "của Đảng" is the national one only with "toàn quốc" before it."""
    words = match.group()
    return not ("của đảng" in words or "toàn quốc" in words) or folded.startswith(
        " bộ", match.end()
    )


def _body(text: str, start: int, name: str) -> str:
    """The level, and the place while its words are capitalised."""
    printed = text[start : start + len(name)].split()
    kept = [printed[0]]
    for word in printed[1:]:
        if not word[:1].isupper() and word not in ("phố", "xã", "khu"):
            break
        kept.append(word)
    return fold(" ".join(kept))


def _place(text: str, start: int, end: int) -> Citation:
    """A mention outside citations, in the same shape."""
    return Citation(
        cls="congress",
        kind="Đại hội",
        notation=None,
        title=None,
        date=None,
        issuer=None,
        pinpoint=None,
        quote=text[start:end],
        start=start,
        end=end,
        key="",
    )


def _national(rows: Sequence[Mention]) -> Iterator[Contradiction]:
    """The Party's congresses are known: the stated term must begin in the congress's year."""
    for row in rows:
        held = facts.congresses().get(row.ordinal)
        if row.term is None or held is None or abs(held.first.year - row.term) <= 1:
            continue
        yield Contradiction(
            "CT-12",
            (row.place,),
            f"Đại hội {row.numeral}: {held.first.year}",
            f"nhiệm kỳ {row.term}",
            "error",
            1.0,
            "national congresses of the Party",
        )


def _local(rows: Sequence[Mention], now: int | None) -> Iterator[Contradiction]:
    """Congresses of one body: ordinals and terms advance together."""
    anchors = [row for row in rows if row.term is not None]
    if not anchors:
        return
    anchor = _usual(anchors, rows)
    odd: dict[int, list[Mention]] = defaultdict(list)
    for row in rows:
        if row is not anchor and _disagrees(row, anchor, now):
            odd[row.ordinal].append(row)
    for places in odd.values():
        yield Contradiction(
            "CT-12",
            (*(row.place for row in places), anchor.place),
            f"Đại hội {anchor.numeral}, nhiệm kỳ {anchor.term} - {(anchor.term or 0) + _CYCLE}",
            f"Đại hội {places[0].numeral}",
            "error",
            1.0,
            "one congress, one ordinal",
        )


def _usual(anchors: Sequence[Mention], rows: Sequence[Mention]) -> Mention:
    """The anchor whose ordinal the most mentions share."""
    return max(anchors, key=lambda a: sum(row.ordinal == a.ordinal for row in rows))


def _disagrees(row: Mention, anchor: Mention, now: int | None) -> bool:
    start = anchor.term or 0
    implied = start + _CYCLE * (row.ordinal - anchor.ordinal)
    if row.term is not None:
        return abs(row.term - implied) > _SLACK
    return now is not None and implied > max(now, start) + _CYCLE + 1
