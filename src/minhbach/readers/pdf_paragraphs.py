"""Lines of a PDF put together to paragraphs: by edges, indents, spacing, looks and words."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from minhbach.model.document import Align, Span
from minhbach.readers.joins import ends_sentence, is_cut
from minhbach.readers.marks import mark_of
from minhbach.readers.pdf_lines import Stretch
from minhbach.readers.raw import Place, RawParagraph

_INDENT = 0.7  # of the size: a line that much to the right opens a paragraph
_EDGE = 2.5  # points: edges nearer than that are one
_WIDER = 1.3  # times the usual line step: a gap between paragraphs
_SLACK = 0.5  # of the size: a word that would overshoot so little still fits
# "103/2023/" + "QH15", "68-NQ/" + "TW", "NĐ-" + "CP": a notation cut at its own signs
# "… khoản" + "1. …": a number that belongs to the word before it
_DANGLING = re.compile(r"(?:\b(?:khoản|điểm|mục|số|và|hoặc|Điều)|,)$")
# "7h00" + "- 7h15", "2024" + "-2025": a range cut before its dash
_RANGE_END = re.compile(r"[-–]\s?\d")
_NOTATION_END = re.compile(r"[\w)][/-]$")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines begin and end. ``indents``: the usual first-line indent, 0 without one.
    ``step``: the usual distance of base lines."""

    left: float
    right: float
    indent: float = 0.0
    step: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class OpenParagraph:
    """Lines gathered so far."""

    lines: list[Stretch] = field(default_factory=list)
    frame: Frame = Frame(0, 0)

    @property
    def last(self) -> Stretch:
        return self.lines[-1]


def frame_of(lines: list[Stretch]) -> Frame | None:
    """The edges of a page's text; None where too few lines tell."""
    if len(lines) < 4:
        return None
    left = _left_edge(lines)
    rights = Counter(round(line.x1 / 2) * 2 for line in lines if line.x1 - left > 100)
    if not rights:
        return None
    often = [x for x, n in rights.items() if n >= max(2, len(lines) / 8)]
    right = float(max(often or rights))
    indents = Counter(round((line.x0 - left) / 2) * 2 for line in lines if 8 < line.x0 - left < 80)
    indent, count = indents.most_common(1)[0] if indents else (0, 0)
    return Frame(left, right, float(indent) if count > 1 else 0.0, _step(lines))


def _left_edge(lines: list[Stretch]) -> float:
    """The leftmost place where a good part of the lines begin."""
    starts = Counter(round(line.x0 / 2) * 2 for line in lines)
    often = [x for x, n in starts.items() if n >= max(2, len(lines) / 10)]
    edge = min(often or starts)
    return min(line.x0 for line in lines if abs(line.x0 - edge) <= _EDGE)


def _step(lines: list[Stretch]) -> float:
    steps = [
        b.y - a.y
        for a, b in pairwise(lines)
        if a.page == b.page and 0.9 * a.size < b.y - a.y < 2.5 * a.size
    ]
    if not steps:
        return 0.0
    return float(statistics.quantiles(steps, n=4)[0]) if len(steps) > 3 else min(steps)


def continues(paragraph: OpenParagraph, line: Stretch, frame: Frame) -> bool:
    """Whether the line goes on with the paragraph."""
    before = paragraph.last
    if line.raised or not _looks_alike(before, line):
        return False
    middle = is_centered(before, paragraph.frame), is_centered(line, frame)
    if middle[1]:
        both = middle[0] or _spans(paragraph)
        return both and _centered_goes_on(before, line, frame)
    if middle[0] and not line.text[0].islower():
        return False
    if fits_after(before, line, paragraph.frame):
        cut = _notation_cut(before, line) or is_cut(before.text, line.text)
        return line.x0 - frame.left < _EDGE and cut
    if _spaced(before, line, frame) and not is_cut(before.text, line.text):
        return False
    return _full_line_goes_on(paragraph, line, frame)


def _looks_alike(before: Stretch, line: Stretch) -> bool:
    """Of one size, and bold on both sides of the line's end or cut in the middle of a sentence."""
    if abs(before.size - line.size) > 1.5:
        return False
    return before.ends_bold == line.opens_bold or _same_sentence(before, line)


def _full_line_goes_on(paragraph: OpenParagraph, line: Stretch, frame: Frame) -> bool:
    """The line before had no room for another word: indents and words decide."""
    before = paragraph.last
    if line.x0 - frame.left > _INDENT * line.size:
        return _indented_goes_on(paragraph, line, frame)
    if paragraph.lines[0].x0 - paragraph.frame.left > _INDENT * line.size:
        # Paragraphs open with an indent here, and this line has none.
        return not (ends_sentence(before.text) and mark_of(line.text))
    if len(paragraph.lines) > 1 and line.x0 < before.x0 - _INDENT * line.size:
        return not ends_sentence(before.text) and _words_go_on(before.text, line.text)
    return _words_go_on(before.text, line.text)


def _words_go_on(before: str, after: str) -> bool:
    """Whether the words allow that a line which is full goes on in the next one."""
    mark = mark_of(after)
    if mark is not None:
        if ends_sentence(before):
            return False
        return after[2:3].islower() if mark.is_item else _DANGLING.search(before) is not None
    return not (before[-1:] in ";:" and after[:1].isupper())


def is_centered(line: Stretch, frame: Frame) -> bool:
    """Whether the line stands in the middle, away from both edges."""
    left, right = line.x0 - frame.left, frame.right - line.x1
    if min(left, right) < 3:
        return False
    if abs(left - right) >= _EDGE and frame.indent and abs(left - frame.indent) < _EDGE:
        return False
    near = 3.0 if min(left, right) < 1.2 * line.size else max(0.04 * frame.width, 6)
    return abs(left - right) < near


def _spans(paragraph: OpenParagraph) -> bool:
    """Whether the only line goes from edge to edge: the first of a wide title may."""
    line, frame = paragraph.last, paragraph.frame
    reaches = line.x0 - frame.left < 3 and frame.right - line.x1 < line.size
    return len(paragraph.lines) == 1 and reaches


def fits_after(before: Stretch, line: Stretch, frame: Frame) -> bool:
    """Whether the first word of ``line`` would have fitted on the line before it: a real end."""
    word = line.text.split(" ", 1)[0]
    width = line.width * (len(word) + 1) / max(len(line.text), 1)
    return before.x1 + width + _SLACK * line.size < frame.right


def _centered_goes_on(before: Stretch, line: Stretch, frame: Frame) -> bool:
    if before.ends_bold != line.opens_bold or mark_of(line.text) or ends_sentence(before.text):
        return False
    if before.text.isupper() != line.text.isupper():
        return False
    word = line.width * (len(line.text.split(" ", 1)[0]) + 1) / max(len(line.text), 1)
    overflows = before.width + word > 0.97 * frame.width
    return overflows or line.text[0].islower()


def _notation_cut(before: Stretch, line: Stretch) -> bool:
    return _NOTATION_END.search(before.text) is not None and line.text[0].isalnum()


def _same_sentence(before: Stretch, line: Stretch) -> bool:
    return not ends_sentence(before.text) and line.text[0].islower()


def _spaced(before: Stretch, line: Stretch, frame: Frame) -> bool:
    """Whether more white than usual stands between the lines."""
    if before.page != line.page or not frame.step:
        return False
    return line.y - before.y > _WIDER * max(frame.step, line.size)


def _indented_goes_on(paragraph: OpenParagraph, line: Stretch, frame: Frame) -> bool:
    """A line away from the edge: hanging under a mark, or inside an indented block."""
    text = paragraph.last.text
    if len(paragraph.lines) > 1:
        same = abs(paragraph.last.x0 - line.x0) < _EDGE
        return same and _words_go_on(text, line.text)
    first = paragraph.lines[0]
    if line.x0 > first.x0 + _EDGE:
        hangs = mark_of(first.text) is not None and line.x0 - first.x0 < 4.5 * line.size
        return hangs and _words_go_on(text, line.text)
    if abs(line.x0 - first.x0) < _EDGE and frame.indent:
        return is_cut(text, line.text)  # two first lines of the usual indent
    return _words_go_on(text, line.text) and not ends_sentence(text)


def cell_goes_on(paragraph: OpenParagraph, line: Stretch, *, loose: bool) -> bool:
    """The same inside a cell. ``loose``: a column without rules, whose width is its widest line."""
    before, frame = paragraph.last, paragraph.frame
    if not _looks_alike(before, line):
        return False
    if before.text[-1].isdigit() and _RANGE_END.match(line.text):
        return True
    if mark_of(line.text) is not None and not is_cut(before.text, line.text):
        return False
    if loose:
        item = mark_of(paragraph.lines[0].text) is not None and not ends_sentence(before.text)
        return line.text[0].islower() or item
    if line.text[0].islower() and not ends_sentence(before.text):
        return True
    word = line.width * (len(line.text.split(" ", 1)[0]) + 1) / max(len(line.text), 1)
    room = frame.width - before.width
    return word + line.size > room and not _spaced(before, line, frame)


def joined(paragraph: OpenParagraph, place: Place = "p") -> RawParagraph:
    """The paragraph as one text; its source numbers are those of its first and last line."""
    text, spans = "", []
    for number, line in enumerate(paragraph.lines):
        last = paragraph.lines[number - 1] if number else line
        text += "" if not number or _notation_cut(last, line) else " "
        spans += [_moved(span, len(text)) for span in line.spans]
        text += line.text
    first = paragraph.lines[0]
    return RawParagraph(
        text=text,
        spans=_merged(spans),
        align=_align(paragraph),
        source=(first.number, paragraph.last.number),
        place=place,
    )


def _align(paragraph: OpenParagraph) -> Align:
    lines, frame = paragraph.lines, paragraph.frame
    if is_centered(lines[-1], frame) and all(
        is_centered(line, frame) or line.width > 0.97 * frame.width for line in lines
    ):
        return "center"
    if len(lines) > 1:
        return "justify"
    line = lines[0]
    at_right = frame.right - line.x1 < _EDGE < line.x0 - frame.left - 0.3 * frame.width
    return "right" if at_right else ""


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours of one look as one; the space between two lines belongs to the first."""
    merged: list[Span] = []
    for span in spans:
        if merged and replace(merged[-1], start=0, end=0) == replace(span, start=0, end=0):
            merged[-1] = replace(merged[-1], end=span.end)
        else:
            merged.append(span)
    return merged
