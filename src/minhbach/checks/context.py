"""What every check is given: the document and what is read out of it, computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from minhbach.checks.parts import parts_of
from minhbach.checks.raw import ruled_paragraphs
from minhbach.checks.rules import Rule, rules
from minhbach.model.document import Document, Paragraph
from minhbach.model.finding import Finding, Fix, Severity

if TYPE_CHECKING:
    from minhbach.model.citation import Citation
    from minhbach.model.plan import Plan


# letters of Latin, Greek and Cyrillic: a set of ranges is looked up faster than [^\W\d_]
_WORD = re.compile(
    "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0370-\u052f\u1e00-\u1eff]+"
)
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Context:
    """``raw``: paragraphs as they stand in the file, before characters were mended (source number
    → text), where the bytes were given. ``units``: names of the office's units, where known."""

    doc: Document
    profile: str = ""
    rules_date: date | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[int, str] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    upper: Document | None = None
    data: bytes | None = None  # the file, for what reading does not keep
    consolidated: bool = False  # quotes its units' reports, in their own spelling

    @cached_property
    def text(self) -> str:
        return self.doc.text

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(self.doc.paragraphs())

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def words(self) -> tuple[tuple[int, str], ...]:
        """Every run of letters with its offset."""
        starts = [found.start() for found in _WORD.finditer(self.text)]
        return tuple(zip(starts, self._written, strict=True))

    @cached_property
    def _written(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each run of letters stands, as written."""
        return Counter(self._written)

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, letter by letter, for quick looks."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join([c if len(c.lower()) > 1 else c.lower() for c in self.text])

    @cached_property
    def small_words(self) -> list[str]:
        """The words in small letters, in step with ``words``."""
        return " ".join(self._written).lower().split()

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word of the document once, in small letters."""
        return frozenset(self.small_words)

    @cached_property
    def numbers(self) -> list[int]:
        """Where the runs of digits begin."""
        return [found.start() for found in _DIGITS.finditer(self.text)]

    def places(self, word: str) -> list[int]:
        """Where these small letters stand, in whatever case and whatever is beside them."""
        known = self._places.get(word)
        if known is None:
            known, lowered = [], self.lowered
            at = lowered.find(word)
            while at >= 0:
                known.append(at)
                at = lowered.find(word, at + len(word))
            self._places[word] = known
        return known

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        from minhbach.citations import find_citations  # noqa: PLC0415 - only where a rule asks

        return tuple(find_citations(self.doc))

    @cached_property
    def cited(self) -> list[tuple[int, int]]:
        """The places of citations, for checks that must stay out of them."""
        return [(citation.start, citation.end) for citation in self.citations]

    @cached_property
    def plan(self) -> Plan:
        from minhbach.plans import extract_plan  # noqa: PLC0415 - only where a rule asks

        return extract_plan(self.doc)

    @cached_property
    def formatted(self) -> bool:
        """Whether the file says fonts and sizes (Word, OpenDocument, HTML), plain text doesn't."""
        return any(s.size is not None or s.font for p in self.paragraphs for s in p.spans)

    @cached_property
    def parts(self) -> dict[str, list[Paragraph]]:
        """Component of the layout → its paragraphs (see parts.py)."""
        return parts_of(self.doc)

    @cached_property
    def ruled(self) -> frozenset[int]:
        """Numbers of the file's empty paragraphs that are lines."""
        return ruled_paragraphs(self.data, self.doc) if self.data is not None else frozenset()

    @property
    def date(self) -> date | None:
        """The document's own date."""
        return self.doc.header.date

    def at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds an offset of the text."""
        index = bisect_right(self._starts, offset) - 1
        return self.paragraphs[index] if index >= 0 else None

    def words_at(self, start: int, end: int, *, around: int = 0) -> str:
        return self.text[max(0, start - around) : end + around]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in the whole text; patterns must not cross a line feed."""
        return pattern.finditer(self.text)

    def at_numbers(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match of a pattern that begins with a digit before which no digit may stand;
        tried only where numbers begin, which is far quicker than a search."""
        return self.tried(pattern, self.numbers)

    def at_words(self, pattern: re.Pattern[str], *words: str) -> Iterator[re.Match[str]]:
        """Every match of a pattern that begins with one of the words (in small letters); what may
        stand before them the pattern says."""
        starts = [start for word in words for start in self.places(word)]
        return self.tried(pattern, sorted(starts) if len(words) > 1 else starts)

    def tried(self, pattern: re.Pattern[str], starts: list[int]) -> Iterator[re.Match[str]]:
        """Every match that begins at one of the places."""
        text, match, reached = self.text, pattern.match, 0
        for start in starts:
            if start >= reached:
                found = match(text, start)
                if found:
                    reached = found.end()
                    yield found

    def finding(
        self,
        code: str,
        start: int,
        end: int,
        *,
        replacement: str | None = None,
        safe: bool | None = None,
        severity: Severity | None = None,
        **params: object,
    ) -> Finding:
        """A finding at ``text[start:end]``; the rule's data decide severity and fix safety."""
        rule = rules()[code]
        paragraph = self.at(start) if end > start else None
        return Finding(
            code,
            severity or rule.severity_for(self.profile),
            self.text[start:end] if end > start else "",
            start if end > start else 0,
            end if end > start else 0,
            paragraph.anchor if paragraph else None,
            {key: str(value) for key, value in params.items()},
            _fix(rule, replacement, safe),
        )

    def whole(self, code: str, **params: str) -> Finding:
        """A finding about the document as a whole."""
        return self._told(code, 0, 0, params)

    def on(self, code: str, paragraph: Paragraph, **params: str) -> Finding:
        """A finding about a whole paragraph."""
        return self._told(code, paragraph.start, paragraph.end, params)

    def _told(self, code: str, start: int, end: int, params: dict[str, str]) -> Finding:
        replacement = params.pop("replacement", None)
        return replace(self.finding(code, start, end, replacement=replacement), params=params)


def _fix(rule: Rule, replacement: str | None, safe: bool | None) -> Fix | None:
    if replacement is None or rule.fix == "none":
        return None
    return Fix(replacement, rule.fix == "safe" if safe is None else safe)


Check = Callable[[Context], Iterator[Finding]]
Checks = tuple[tuple[tuple[str, ...], Check], ...]
