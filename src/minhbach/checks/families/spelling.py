"""CX: spelling of single words: tone placement, i and y, impossible syllables, known slips."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from minhbach.checks.context import Checks, Context
from minhbach.checks.syllables import is_syllable, lacks_tone, mended, splits
from minhbach.model.finding import Finding
from minhbach.vi.text import fold_accents, fold_tone_placement, new_tone_placement

_OTHER_WORD = re.compile(r" (?:hiện|phát|khẩu|trình|bản|cấp|xứ|nhập|bán|sắc|thân)\b")
_HAS_MARK = re.compile("[^\x00-\x7f]")
_I_WORDS = re.compile(r"(?:k|l|m|t|h|s)[iíìỉĩịyýỳỷỹỵ]", re.IGNORECASE)
_TO_Y = str.maketrans("iíìỉĩịIÍÌỈĨỊ", "yýỳỷỹỵYÝỲỶỸỴ")
# "1O.000", "2O24", "l5%": letters that stand for digits
_LETTER_FIRST = re.compile(r"[lI](?=\d)")
_LETTER_DIGIT = re.compile(
    r"(?<![\w/.,-])(?:\d[\d.]*O[\dO.]*\d|\d[\d.,]*\d[.,]?\d*O|[lI]\d{1,2}[.,]\d+)(?![\w/-])"
)


@cache
def _data() -> dict[str, dict[str, str]]:
    data = files("minhbach.checks").joinpath("data/spelling.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(data)
    return table


def _places(context: Context, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where the words stand as written, in reading order."""
    text, found = context.text, []
    for word in set(words):
        found += [
            (at, word)
            for at in context.places(word.lower())
            if text.startswith(word, at)
            and not text[at - 1 : at].isalpha()
            and not text[at + len(word) : at + len(word) + 1].isalpha()
        ]
    return iter(sorted(found))


def tone_placement(context: Context) -> Iterator[Finding]:
    """CX-01: one word written both ways; or the style that the office did not choose."""
    if context.consolidated:
        return  # the units' words stand as they wrote them
    old, new = Counter[str](), Counter[str]()
    for word, count in context.vocabulary.items():
        if word.isascii():
            continue
        style = _style(word)
        if style == "new":
            new[word] = count
        elif style == "old":
            old[word] = count
    wrong = _of_wrong_style(old, new, context.settings.get("tone_placement", ""))
    names = [word.lower() for word in wrong]
    for start, word in _places(context, wrong):
        right = new_tone_placement(word) if word in old else fold_tone_placement(word)
        yield context.finding(
            "CX-01", start, start + len(word), replacement=right, other=right, n=len(names)
        )


@lru_cache(maxsize=20_000)  # documents share most of their words
def _style(word: str) -> str:
    if fold_tone_placement(word) != word:
        return "new"
    return "old" if new_tone_placement(word) != word else ""


def _of_wrong_style(old: Counter[str], new: Counter[str], wanted: str) -> set[str]:
    if wanted in ("old", "new"):
        return set(new if wanted == "old" else old)
    if not old or not new:
        return set()
    folded_new = {fold_tone_placement(word).lower() for word in new}
    both = {word.lower() for word in old} & folded_new
    if not both:
        return set()
    fewer_new = sum(new.values()) <= sum(old.values())
    fewer = new if fewer_new else old
    return {w for w in fewer if (fold_tone_placement(w) if fewer_new else w).lower() in both}


def i_and_y(context: Context) -> Iterator[Finding]:
    """CX-02: kĩ thuật and kỹ thuật, tỉ lệ and tỷ lệ in one document."""
    pairs: dict[str, Counter[str]] = {}
    for word, count in context.vocabulary.items():
        if len(word) <= 2 and _I_WORDS.fullmatch(word) and not word.isupper():
            pairs.setdefault(word.lower().translate(_TO_Y), Counter())[word] += count
    for forms in pairs.values():
        spellings = Counter[str]()
        for word, count in forms.items():
            spellings[word.lower()] += count
        if len(spellings) < 2:
            continue
        yield from _minority(context, forms, spellings)


def _minority(context: Context, forms: Counter[str], spellings: Counter[str]) -> Iterator[Finding]:
    """Only words that stand before the same next word both ways: "tỉ lệ" and "tỷ lệ"."""
    following: dict[str, set[str]] = {spelling: set() for spelling in spellings}
    places: list[tuple[int, str, str]] = []
    for (start, word), (after, second) in pairwise(context.words):
        if word in forms and after == start + len(word) + 1:
            following[word.lower()].add(second.lower())
            places.append((start, word, second.lower()))
    most = max(spellings, key=lambda s: (spellings[s], s.translate(_TO_Y) == s))
    for start, word, second in places:
        if word.lower() != most and second in following[most]:
            right = most.capitalize() if word[0].isupper() else most
            yield context.finding(
                "CX-02", start, start + len(word), replacement=right, other=f"{right} {second}"
            )


def unknown_syllables(context: Context) -> Iterator[Finding]:
    """CX-16, CX-22: a word in small letters that can't be a Vietnamese syllable."""
    loans = _data()["loans"]
    bad = {
        word
        for word in context.vocabulary
        if len(word) > 1
        and _HAS_MARK.search(word)
        and word.islower()
        and word not in loans
        and not is_syllable(word)
    }
    if not bad or len(bad) > max(8, len(context.vocabulary) // 20):
        return  # so many that the text was misread or is in another encoding (CX-14)
    pairs = {(a.lower(), b.lower()) for (_, a), (_, b) in pairwise(context.words)}
    for start, word in _places(context, bad):
        end = start + len(word)
        if (context.text[start - 1 : start] in "-'’" and start) or (
            context.text[end : end + 1] in "-'’" and end < len(context.text)
        ):
            continue  # a part of a transcribed name: Vla-đi-mia
        halves = splits(word)
        if halves:
            apart = next((two for two in halves if two in pairs), None)
            if apart:
                yield context.finding("CX-22", start, end, replacement=" ".join(apart))
            continue
        right = mended(word) or _known(context, word)
        yield context.finding("CX-16", start, end, replacement=right, safe=mended(word) is not None)


def lost_tones(context: Context) -> Iterator[Finding]:
    """CX-16: "cac cơ quan": a word without any mark that needs one, where the document writes the
    same pair of words with it."""
    odd = {
        w
        for w in context.vocabulary
        if w.isascii() and w.islower() and len(w) > 2 and lacks_tone(w)
    }
    if not odd:
        return
    words = context.words
    followers: dict[str, set[str]] = {}
    for (_, first), (_, second) in pairwise(context.words):
        if not first.isascii():
            followers.setdefault(second, set()).add(first)
    for at, (start, word) in enumerate(words[:-1]):
        if word not in odd or words[at + 1][1].isascii():
            continue
        next_start, following = words[at + 1]
        if next_start != start + len(word) + 1:
            continue
        forms = {f for f in followers.get(following, ()) if f.islower() and fold_accents(f) == word}
        if len(forms) == 1:
            yield context.finding("CX-16", start, start + len(word), replacement=forms.pop())


def _known(context: Context, word: str) -> str | None:
    """The one word of the document with the same letters under the marks."""
    folded = fold_accents(word)
    found = {
        w
        for w in context.vocabulary
        if w.islower() and fold_accents(w) == folded and is_syllable(w)
    }
    return found.pop() if len(found) == 1 else None


def known_slips(context: Context) -> Iterator[Finding]:
    """CX-18: compounds that are always wrong ("bổ xung"), from data/spelling.toml."""
    slips = _data()["slips"]
    known = context.known
    firsts = {slip.split()[0] for slip in slips if known.issuperset(slip.split())}
    for found in context.at_words(_slips_pattern(), *sorted(firsts)):
        if not (found[0].isupper() or found[0][1:].islower()):
            continue  # "cơ quan Chủ Chương trình": two words of two names
        if found[0].endswith("xuất") and _OTHER_WORD.match(context.text, found.end()):
            continue  # "khả năng xuất hiện", "công xuất khẩu"
        right = slips[found[0].lower()]
        if found[0].isupper():
            right = right.upper()
        elif found[0][0].isupper():
            right = right[0].upper() + right[1:]
        yield context.finding("CX-18", found.start(), found.end(), replacement=right)


@cache
def _slips_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_data()["slips"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def slipped_capitals(context: Context) -> Iterator[Finding]:
    """CX-21: "NGhị quyết", "tuyêN": only words that stand in the document in small letters too."""
    odd = [word for word in context.vocabulary if _slipped(word) and is_syllable(word.lower())]
    if not odd:
        return
    small = {word.lower() for word in context.vocabulary if word.islower() or word.istitle()}
    for start, word in _places(context, [w for w in odd if not w.isascii() or w.lower() in small]):
        right = word.lower() if word[0].islower() else word[0] + word[1:].lower()
        yield context.finding("CX-21", start, start + len(word), replacement=right)


def _slipped(word: str) -> bool:
    """Two capitals, then small letters; or one capital at the end of small letters."""
    if len(word) < 3 or word.islower() or word.isupper() or word.istitle():
        return False
    ends = word[:-1].islower() and word[-1].isupper()
    return ends or (len(word) > 3 and word[:2].isupper() and word[2:].islower())


def letters_for_digits(context: Context) -> Iterator[Finding]:
    """CX-19: a letter O or l that stands for a digit."""
    starts = [*context.numbers, *(m.start() for m in context.find(_LETTER_FIRST))]
    for found in context.tried(_LETTER_DIGIT, sorted(starts)):
        right = found[0].replace("O", "0").replace("o", "0").replace("l", "1").replace("I", "1")
        yield context.finding("CX-19", found.start(), found.end(), replacement=right)


CHECKS: Checks = (
    (("CX-01",), tone_placement),
    (("CX-02",), i_and_y),
    (("CX-16", "CX-22"), unknown_syllables),
    (("CX-16",), lost_tones),
    (("CX-18",), known_slips),
    (("CX-19",), letters_for_digits),
    (("CX-21",), slipped_capitals),
)
