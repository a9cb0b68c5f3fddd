"""Page numbers that stand alone on their line in plain text, between the lines of two pages."""

from __future__ import annotations

import re

from minhbach.readers.joins import ends_sentence

_NUMBER = re.compile(r"\d{1,4}")
_PAGE = 20  # lines: numbers that follow each other faster are list numbers or cells


def lone_page_numbers(lines: list[str]) -> list[int]:
    """Where they stand: numbers that count on by one, a page apart, with a blank line beside
    them; or a single one in the middle of a sentence.

    >>> lone_page_numbers(["theo quy định của", "", "2", "", "pháp luật."])
    [2]
    """
    alone = [at for at, line in enumerate(lines) if _NUMBER.fullmatch(line) and _apart(lines, at)]
    found: list[int] = []
    for at in alone:
        near = (other for other in alone if other != at)
        counted = any(
            abs(other - at) >= _PAGE and int(lines[other]) - int(lines[at]) == (1, -1)[other < at]
            for other in near
        )
        crowded = any(0 < abs(other - at) < _PAGE for other in alone)
        if not crowded and (counted or _inside_sentence(lines, at)):
            found.append(at)
    return found


def _apart(lines: list[str], at: int) -> bool:
    inner = 0 < at < len(lines) - 1
    return inner and not (lines[at - 1] and lines[at + 1])


def _inside_sentence(lines: list[str], at: int) -> bool:
    before = next((line for line in reversed(lines[:at]) if line), "")
    after = next((line for line in lines[at + 1 :] if line), "")
    return bool(before) and not ends_sentence(before) and after[:1].islower()
