"""Numbers in running text that claim something: what a reader would ask a source for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from minhbach.citations import find_citations
from minhbach.figures.numbers import Number, find_numbers
from minhbach.model.document import Document, Paragraph
from minhbach.vi.text import nfc

# "1. ", "2.1. ", "a) ", "I. ": the mark that orders a line
_LIST_MARK = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ]\)|[ivx]{1,5}\.)\s", re.I)
_NAME = re.compile(
    r"[^\W\d_]+-\d+"  # COVID-19, F-16
    r"|(?<!\w)\d+[gG](?!\w)"  # 5G
    r"|(?<!\d)24/7(?!\d)"
    r"|(?<!\d)[45]\.0(?![\d%])"  # công nghiệp 4.0
    r"|(?<![\d.,])\d+:\d+[\d.]*"  # 1:5.000, TCVN 10299:2025
    r"|\[\d{1,3}\]|(?<!\w)\([1-9]\d?\)"  # marks of footnotes, (1) first, (2) second
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_AFTER = re.compile(r"\s*([^\W\d_]+(?:\s[^\W\d_]+)?|m2|m3)")
_NOTHING_COUNTED = re.compile(r"\s*(?:[:;.,)\]”\"]|và\s|$)")
_SMALLEST_IN_WORDS = 10  # "hai bên", "ba mục tiêu" order and count by the way; "mười lăm xã" claims


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that claims something: ``text[start:end]`` is ``quote``."""

    quote: str
    start: int
    end: int


def find_claims(text: str) -> tuple[Claim, ...]:
    """The numbers of ``text`` that need a source, in reading order.

    Dates, years, periods, numbers of documents, articles and lists, and names with digits are
    none. Small numbers in words ("ba mục tiêu") are passed over; digits never are.

    >>> [c.quote for c in find_claims("Năm 2023, GDP tăng 5,05%, theo Nghị quyết 103/2023/QH15.")]
    ['5,05%']
    """
    text = nfc(text)
    found: list[Claim] = []
    at = 0
    for line in text.split("\n"):
        found += [
            Claim(c.quote, c.start + at, c.end + at) for c in _in_line(line) if c.quote.strip()
        ]
        at += len(line) + 1
    return tuple(found)


def _in_line(line: str) -> list[Claim]:
    hidden = _hidden(line)
    low = "".join("¤" if at in hidden else char for at, char in enumerate(line.lower()))
    if len(low) != len(line):  # a letter whose small form is longer: no offsets to trust
        return []
    return [
        Claim(line[number.start : number.end], number.start, number.end)
        for number in find_numbers(low)
        if _claims(low, number)
    ]


def _hidden(line: str) -> set[int]:
    """The places of what is no claim: citations, names, the mark of a list."""
    spans = [(c.start, c.end) for c in _citations(line)]
    spans += [m.span() for m in _NAME.finditer(line)]
    mark = _LIST_MARK.match(line)
    if mark:
        spans.append(mark.span())
    return {at for start, end in spans for at in range(start, end)}


def _citations(line: str) -> list[Claim]:
    document = Document("", "", blocks=(Paragraph("p1", line),))
    return [Claim(c.quote, c.start, c.end) for c in find_citations(document)]


def _claims(low: str, number: Number) -> bool:
    if number.percent or number.scaled or number.of is not None:
        return True
    if number.words:
        return number.value >= _SMALLEST_IN_WORDS
    before = low[: number.start]
    if _after_one_of("named_by").search(before):
        return False
    if _after_one_of("ordered_by").search(before) and _NOTHING_COUNTED.match(low, number.end):
        return False
    digits = low[number.start : number.end]
    return not (_YEAR.fullmatch(digits) and not _counted(low, number.end))


def _counted(low: str, end: int) -> bool:
    after = _WORD_AFTER.match(low, end)
    if after is None:
        return False
    words = after[1]
    return words in _words()["counted_by"] or words.split()[0] in _words()["counted_by"]


@cache
def _after_one_of(group: str) -> re.Pattern[str]:
    names = sorted(_words()[group], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})\s(?:số\s)?$")


@cache
def _words() -> dict[str, frozenset[str]]:
    source = files("minhbach.figures").joinpath("claims_words.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
