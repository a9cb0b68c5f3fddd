"""CX: a right word in the wrong place, only where the document itself gives the evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding
from minhbach.vi.text import fold_accents, fold_tone_placement

# Words that can't be doubled on purpose ("của của"), unlike "xanh xanh", "luôn luôn".
_ONCE = (
    "của|và|các|những|được|trong|là|cho|với|theo|tại|về|để|do|bởi|từ|đến|này|đã|sẽ|cùng|hoặc|"
    "như|khi|nếu|vào|trên|dưới|thì|mà|có|số|phải|việc|ban|công|hành|định"
)
_DOUBLED = re.compile(rf"(?<![^\W_]-)\b({_ONCE})[ ]+\1\b(?!-)", re.IGNORECASE)
# "thực hiện thực hiện", "kế hoạch kế hoạch": two syllables said twice
_DOUBLED_PAIR = re.compile(r"\b([^\W\d_]{2,} [^\W\d_]{2,})[ ]+\1\b")
_PAIR_ALLOWED = re.compile(r"(?:từng|mỗi|ngày|đời|lần|năm|nhà|người|cụ thể|tầng)\b", re.IGNORECASE)
_BEFORE_STOP = ["cho", "của", "và", "với", "bằng", "các", "những", "để", "tại", "bởi"]
_STOPS = ",;.:"
_VARIANTS = {  # both are right: "hằng tháng", "hàng tháng"
    frozenset(pair.split())
    for pair in ("hằng hàng", "đảm bảo", "nhất nhật", "giám giảm", "bảy bẩy", "chính chánh")
}


def doubled_words(context: Context) -> Iterator[Finding]:
    """CX-03: a word said twice. "số số" of a table head stays apart by its line."""
    for pattern in (_DOUBLED, _DOUBLED_PAIR):
        for found in context.find(pattern):
            word = found[1]
            if pattern is _DOUBLED_PAIR and (_PAIR_ALLOWED.match(word) or word.istitle()):
                continue
            if pattern is _DOUBLED and found[0].split()[1] != found[0].split()[1].lower():
                continue  # "theo Theo", "Ban ban": a name begins
            yield context.finding("CX-03", found.start(), found.end(), replacement=word)


def confused_words(context: Context) -> Iterator[Finding]:
    """CX-17: "Trong tình," where the document has "trong tỉnh"; same letters, other marks."""
    frames, seen = _frames(context)
    for (left, right), forms in frames.items():
        if len(forms) < 2:
            continue
        best = max(forms, key=lambda word: len(forms[word]))
        for word, places in forms.items():
            if word == best or not _alike(word, best):
                continue
            if _decided(len(forms[best]), len(places), word, best, left, right, seen):
                for start in places:
                    yield _finding(context, start, word, best)
    yield from _at_stops(context)


Frames = dict[tuple[str, str], dict[str, list[int]]]


def _frames(context: Context) -> tuple[Frames, Counter[tuple[str, str]]]:
    """(word before, word after) → words that stand between them; and every pair of words."""
    frames: Frames = defaultdict(lambda: defaultdict(list))
    pairs: Counter[tuple[str, str]] = Counter()
    words, text = context.words, context.text
    for (s1, a), (s2, b), (s3, c) in zip(words, words[1:], words[2:], strict=False):
        together = s2 == s1 + len(a) + 1 and text[s2 - 1] == " "
        if together:
            pairs[a.lower(), b.lower()] += 1
            if s3 == s2 + len(b) + 1 and text[s3 - 1] == " " and b.islower() and not b.isascii():
                frames[a.lower(), c.lower()][b].append(s2)
    return frames, pairs


def _alike(word: str, other: str) -> bool:
    """The same letters under other marks; two placements of one tone are one word."""
    if frozenset((word, other)) in _VARIANTS:
        return False
    return fold_accents(word) == fold_accents(other) and fold_tone_placement(
        word
    ) != fold_tone_placement(other)


def _decided(
    strong: int,
    weak: int,
    word: str,
    best: str,
    left: str,
    right: str,
    pairs: Counter[tuple[str, str]],
) -> bool:
    """The right word stands there at least three times, the odd one once and nowhere else so."""
    return (
        weak == 1
        and strong >= 3
        and pairs[left, word] == 1
        and pairs[word, right] == 1
        and pairs[left, best] >= 3
        and pairs[best, right] >= 3
    )


def _at_stops(context: Context) -> Iterator[Finding]:
    """Words before a comma or full stop: ("trong", "tình", ",") against "trong tỉnh"."""
    text, words = context.text, context.words
    ends: dict[str, list[tuple[int, str]]] = defaultdict(list)  # word → places before a stop
    runs: Counter[str] = Counter()  # word → times that a word follows it
    pairs: Counter[tuple[str, str]] = Counter()
    for (s1, a), (s2, b) in zip(words, words[1:], strict=False):
        if s2 == s1 + len(a) + 1:
            pairs[a.lower(), b.lower()] += 1
            runs[a.lower()] += 1
            if text[s2 + len(b) : s2 + len(b) + 1] in _STOPS and b.islower():
                ends[b].append((s2, a.lower()))
    by_letters: dict[str, list[str]] = defaultdict(list)
    for word in ends:
        by_letters[fold_accents(word)].append(word)
    for word, places in ends.items():
        if not 1 <= len(places) <= 2 or runs[word] < 4 or word.isascii():
            continue
        before = {left for _, left in places}
        for other in by_letters[fold_accents(word)]:
            if (
                _alike(word, other)
                and len(before) == 1
                and len(ends[other]) >= 5
                and pairs[next(iter(before)), other] >= 2
            ):
                for start, _ in places:
                    yield _finding(context, start, word, other)
    yield from _before_stop(context)


def _before_stop(context: Context) -> Iterator[Finding]:
    """ "Cấp ủy cho, đảng bộ" beside "Cấp ủy chi, đảng ủy": a preposition can't end a phrase."""
    text, words = context.text, context.words
    frames: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (s1, a), (s2, b), (s3, c), (s4, d) in zip(
        words, words[1:], words[2:], words[3:], strict=False
    ):
        stop = text[s3 + len(c) : s4]
        if s2 == s1 + len(a) + 1 and s3 == s2 + len(b) + 1 and stop == ", ":
            frames[a.lower(), b.lower(), d.lower()][c].append(s3)
    for forms in frames.values():
        odd = [word for word in forms if word in _BEFORE_STOP]
        right = [word for word in forms if word not in _BEFORE_STOP]
        if len(odd) == 1 and len(right) == 1 and _one_letter(odd[0], right[0]):
            for start in forms[odd[0]]:
                yield _finding(context, start, odd[0], right[0])


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
