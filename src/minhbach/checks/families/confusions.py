"""CX: a right word in the wrong place, only where the document itself gives the evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from operator import and_, eq

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding
from minhbach.vi.text import fold_accents, fold_tone_placement

# Words that can't be doubled on purpose ("của của"), unlike "xanh xanh", "luôn luôn".
_ONCE = (  # words that begin or end a two-syllable word stay out: "phân công công tác"
    "của|và|các|những|được|trong|là|cho|với|theo|tại|về|để|do|bởi|từ|đến|này|đã|sẽ|cùng|hoặc|"
    "khi|nếu|vào|trên|dưới|thì|mà"
)
_DOUBLED = re.compile(rf"(?<![^\W_]-)\b({_ONCE})[ ]+\1\b(?!-)", re.IGNORECASE)
# "thực hiện thực hiện", "kế hoạch kế hoạch": two syllables said twice
_DOUBLED_PAIR = re.compile(r"\b([^\W\d_]{2,} [^\W\d_]{2,})[ ]+\1\b")
_PAIR_ALLOWED = re.compile(r"(?:từng|mỗi|ngày|đời|lần|năm|nhà|người|cụ thể|tầng)\b", re.IGNORECASE)
_BEFORE_STOP = ["cho", "của", "và", "với", "bằng", "các", "những", "để", "tại", "bởi"]
_STOP = re.compile(r"[,;.]")
_LAST_WORDS = re.compile(r"(\S*) ([a-zà-ỹđ]+)$")
_PREPOSITION = re.compile(rf" ({'|'.join(_BEFORE_STOP)})$")
_COMMA = re.compile(r", ([^\W\d_]+)\b")
_BEFORE_STOP_ENDS = {word[-4:] for word in _BEFORE_STOP}
_TWO_WORDS = re.compile(r"([^\W\d_]+) ([^\W\d_]+)$")
_VARIANTS = {  # both are right: "hằng tháng", "hàng tháng"
    frozenset(pair.split())
    for pair in ("hằng hàng", "mọi mỗi", "nhất nhật", "giám giảm", "bảy bẩy", "chính chánh")
}


def doubled_words(context: Context) -> Iterator[Finding]:
    """CX-03: a word said twice. "số số" of a table head stays apart by its line."""
    small = context.small_words
    once = map(eq, small, islice(small, 1, None))
    two_on = list(map(eq, small, islice(small, 2, None)))
    twice = map(and_, two_on, islice(two_on, 1, None))
    for pattern, alike in ((_DOUBLED, once), (_DOUBLED_PAIR, twice)):
        places = [at for at, same in enumerate(alike) if same]
        for found in context.tried(pattern, [context.words[at][0] for at in places]):
            word = found[1]
            if pattern is _DOUBLED_PAIR and (_PAIR_ALLOWED.match(word) or word.istitle()):
                continue
            if pattern is _DOUBLED and found[0].split()[1] != found[0].split()[1].lower():
                continue  # "theo Theo", "Ban ban": a name begins
            yield context.finding("CX-03", found.start(), found.end(), replacement=word)


def confused_words(context: Context) -> Iterator[Finding]:
    """CX-17: "Trong tình," where the document has "trong tỉnh"; same letters, other marks."""
    small, alike = context.small_words, _by_letters(context)
    pairs = Counter([p for p in pairwise(small) if p[0] in alike or p[1] in alike])
    triples = Counter([t for t in zip(small, small[1:], small[2:], strict=False) if t[1] in alike])
    odd: dict[tuple[str, str, str], str] = {}
    for (left, word, right), count in triples.items():
        if count == 1 and pairs[left, word] == 1 and pairs[word, right] == 1:
            for other in alike[word]:
                if (
                    triples.get((left, other, right), 0) >= 3
                    and pairs[left, other] >= 3
                    and pairs[other, right] >= 3
                    and _alike(word, other)
                ):
                    odd[left, word, right] = other
    if odd:
        yield from _places(context, odd)
    yield from _at_stops(context, alike, pairs)
    yield from _before_stop(context)


@lru_cache(maxsize=20_000)  # documents share most of their words
def _folded(word: str) -> str:
    return fold_accents(word)


def _by_letters(context: Context) -> dict[str, list[str]]:
    """Word → the other words of the document with the same letters under other marks."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in context.vocabulary:
        if word.islower() and not word.isascii():
            groups[_folded(word)].append(word)
    return {
        word: [other for other in group if other != word]
        for group in groups.values()
        if len(group) > 1
        for word in group
    }


def _places(context: Context, odd: dict[tuple[str, str, str], str]) -> Iterator[Finding]:
    small, words = context.small_words, context.words
    for at, triple in enumerate(zip(small, small[1:], small[2:], strict=False)):
        if triple in odd:
            (first, a), (start, word), (last, _) = words[at : at + 3]
            side_by_side = start == first + len(a) + 1 and last == start + len(word) + 1
            if side_by_side and word.islower():
                yield _finding(context, start, word, odd[triple])


def _alike(word: str, other: str) -> bool:
    """The same letters under other marks; two placements of one tone are one word."""
    if frozenset((word, other)) in _VARIANTS:
        return False
    return fold_accents(word) == fold_accents(other) and fold_tone_placement(
        word
    ) != fold_tone_placement(other)


def _at_stops(
    context: Context, alike: dict[str, list[str]], pairs: Counter[tuple[str, str]]
) -> Iterator[Finding]:
    """Words before a comma or full stop: ("trong", "tình", ",") against "trong tỉnh"."""
    ends: dict[str, list[tuple[int, str]]] = defaultdict(list)  # word → places before a stop
    for stop in context.find(_STOP) if alike else ():
        found = _LAST_WORDS.search(context.text, max(0, stop.start() - 20), stop.start())
        if found and found[2] in alike:
            ends[found[2]].append((found.start(2), found[1].lower()))
    counts = Counter(context.small_words)
    for word, places in ends.items():
        if len(places) > 2:
            continue
        before = {left for _, left in places}
        runs_on = counts[word] - len(places) >= 4
        for other in alike[word] if runs_on and len(before) == 1 else ():
            left = next(iter(before))
            if (
                len(ends.get(other, ())) >= 5
                and pairs[left, other] >= 2
                and _alike(word, other)
                # "công nhận đảng viên", "công nhận kết quả": a pair of its own, no slip
                and len(_followers(context, left, word)) <= 2
            ):
                for start, _ in places:
                    yield _finding(context, start, word, other)


def _followers(context: Context, left: str, word: str) -> set[str]:
    """The words that run on after the two, as "hình" does after "trong tình"."""
    pattern = re.compile(rf"\b{left} {word} ([^\W\d_]+)")
    return {found[1] for found in pattern.finditer(context.lowered)}


def _before_stop(context: Context) -> Iterator[Finding]:
    """ "Cấp ủy cho, đảng bộ" beside "Cấp ủy chi, đảng ủy": a preposition can't end a phrase."""
    text = context.text
    for comma in context.find(_COMMA):
        stop = comma.start()
        if text[stop - 4 : stop].rpartition(" ")[2] not in _BEFORE_STOP_ENDS:
            continue
        found = _PREPOSITION.search(text, max(0, stop - 8), stop)
        before = found and _TWO_WORDS.search(text, max(0, found.start() - 24), found.start())
        if found is None or before is None:
            continue
        a, b, odd, d = (word.lower() for word in (*before.groups(), found[1], comma[1]))
        frame = re.compile(rf"\b{a} {b} ([^\W\d_]+), {d}\b", re.IGNORECASE)
        right = {other[1] for other in context.find(frame)} - set(_BEFORE_STOP)
        if len(right) == 1 and _one_letter(odd, next(iter(right))):
            yield _finding(context, found.start(1), odd, right.pop())


def _one_letter(word: str, other: str) -> bool:
    return len(word) == len(other) and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _finding(context: Context, start: int, word: str, right: str) -> Finding:
    left = context.text[max(0, start - 20) : start].split()
    phrase = f"{left[-1]} " if left else ""
    return context.finding(
        "CX-17", start, start + len(word), replacement=right, other=f"{phrase}{right}".strip()
    )


CHECKS: Checks = (
    (("CX-03",), doubled_words),
    (("CX-17",), confused_words),
)
