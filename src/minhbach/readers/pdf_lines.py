"""From characters to lines: stretches of text on one base line, spaces where gaps are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from minhbach.model.document import Span
from minhbach.readers.pdf_chars import WRITTEN, Char, Face
from minhbach.readers.symbols import shown_signs
from minhbach.vi import legacy
from minhbach.vi.text import clean

_SPACE = 0.14  # of the size: a wider gap between two letters is a space
_COLUMN_GAP = 1.8  # of the size: a wider gap parts two stretches (cells, columns)
_JUMP_GAP = 0.45  # the same where the file's own order jumps
_JUMP = 8  # characters
_SAME_LINE = 0.3  # of the size: base lines nearer than that are one
_LIKE = 0.76  # of the bigger size: less is a superscript
_RAISED = 0.62  # the same for smaller letters: superscripts, footnote marks
# Codes of a TCVN3 font that PDF writers name after a sign of the same look.
_TCVN3_NAMES = {0x2212: "\u00ad", 0x2219: "·", 0x2022: "·", 0x03BC: "µ", 0x0110: "Ð"}
_DOUBLE = 0.12  # of the size: the same letter twice, nearer than that
_TYPED_GAP = 4  # so many typed spaces in a row stay as they are


@dataclass(slots=True)
class Stretch:
    """Text without a wide gap on one line of one page; ``number``: running count in the file."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    spans: list[Span] = field(default_factory=list)
    number: int = 0
    page: int = 0
    raised: bool = False  # opens with a raised mark: a footnote

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def opens_bold(self) -> bool:
        """Whether its first letters are bold."""
        return self.spans[0].bold if self.spans else self.bold

    @property
    def ends_bold(self) -> bool:
        """Whether its last letters are bold."""
        shown = [span for span in self.spans if self.text[span.start : span.end].strip(" .:;,")]
        return shown[-1].bold if shown else self.bold

    @property
    def width(self) -> float:
        return self.x1 - self.x0


Row = list[Stretch]  # the stretches of one line, from left to right


def rows_of(chars: Iterable[Char], counts: dict[str, int] | None = None) -> list[Row]:
    """The lines of a page or a cell, from top to bottom. ``counts`` collects legacy conversions."""
    rows = []
    for line in _by_base_line([char for char in chars if char.text != " " or char.x1 > char.x0]):
        row = [_stretch(part, counts) for part in _parted(line)]
        row = [stretch for stretch in row if stretch.text.strip()]
        if row:
            rows.append(row)
    return rows


def _by_base_line(chars: list[Char]) -> list[list[Char]]:
    """Characters grouped by base line; smaller raised letters join the line that they stand on."""
    groups: list[tuple[float, float, list[Char]]] = []  # base line, size, characters
    for y, size, members in _bands(chars):
        placed = False
        for index in range(len(groups) - 1, max(len(groups) - 4, -1), -1):
            base, other, line = groups[index]
            small, big = min(size, other), max(size, other)
            reach = _SAME_LINE * small if small > _LIKE * big else _RAISED * big
            if abs(y - base) <= reach and _belongs(line, members, small, big):
                keep = (base, other) if len(line) >= len(members) else (y, size)
                groups[index] = (*keep, line + members)
                placed = True
                break
        if not placed:
            groups.append((y, size, members))
    lines = [line for _, _, line in sorted(groups, key=lambda group: group[0])]
    return [sorted(line, key=lambda char: char.x0) for line in lines]


def _bands(chars: list[Char]) -> list[tuple[float, float, list[Char]]]:
    """Characters of nearly the same base line and one size, from top to bottom."""
    bands: list[tuple[float, float, list[Char]]] = []
    open_bands: dict[float, tuple[float, list[Char]]] = {}
    for char in sorted(chars, key=lambda char: char.y):
        size = char.face.size
        band = open_bands.get(size)
        if band is not None and char.y - band[0] <= _SAME_LINE * size:
            band[1].append(char)
        else:
            members = [char]
            open_bands[size] = (char.y, members)
            bands.append((char.y, size, members))
    return bands


def _belongs(line: list[Char], members: list[Char], small: float, big: float) -> bool:
    """Whether two groups near in height are one line: of like size and not printed over each
    other, or all of the smaller letters hang on the others (superscripts)."""
    if small > _LIKE * big:
        return not _overlap(line, members)
    few, many = (members, line) if len(members) < len(line) else (line, members)
    edges = sorted((char.x0, char.x1) for char in many if char.text != " ")
    ends = sorted(x1 for _, x1 in edges)
    starts = [x0 for x0, _ in edges]
    return all(
        _near(ends, char.x0, 0.6 * big) or _near(starts, char.x1, 0.6 * big)
        for char in few
        if char.text != " "
    )


def _near(places: list[float], x: float, reach: float) -> bool:
    index = bisect_left(places, x - reach)
    return index < len(places) and places[index] <= x + reach


def _overlap(line: list[Char], members: list[Char]) -> bool:
    """Whether letters of one group stand where letters of the other do."""
    edges = sorted((char.x0, char.x1) for char in line if char.text != " ")
    starts = [x0 for x0, _ in edges]
    hits = 0
    for char in members:
        middle = (char.x0 + char.x1) / 2
        index = bisect_left(starts, middle) - 1
        hits += char.text != " " and index >= 0 and edges[index][1] > middle
    return hits * 2 > len(members)


def _parted(line: list[Char]) -> list[list[Char]]:
    """A line cut at wide gaps; typed spaces bridge a gap only where they are many."""
    parts: list[list[Char]] = []
    last: Char | None = None
    for char in line:
        if char.text == " ":
            if parts:
                parts[-1].append(char)
            continue
        size = max(char.face.size, 1.0)
        if last is not None:
            step, gap = char.x0 - last.x0, char.x0 - last.x1
            if step >= _DOUBLE * size and gap <= _JUMP_GAP * size:
                parts[-1].append(char)  # the next letter of a word: no more to ask
                last = char
                continue
            if _doubled(last, char):
                continue
        if last is None or _apart(last, char, parts[-1], size):
            parts.append([])
        parts[-1].append(char)
        last = char
    return parts


def _apart(last: Char, char: Char, part: list[Char], size: float) -> bool:
    """Whether two neighbours on a line stand in two columns: a wide gap that no typed spaces
    bridge, or a gap where the file writes something else in between."""
    gap = char.x0 - last.x1
    if WRITTEN in (char.index, last.index):
        return gap > 2 * _COLUMN_GAP * size
    if gap > _JUMP_GAP * size and not 0 < char.index - last.index <= _JUMP:
        return True
    if gap <= _COLUMN_GAP * size:
        return False
    bridge = len(part) - 1 - next(i for i in range(len(part) - 1, -1, -1) if part[i] is last)
    return bridge < 3 or gap > 12 * size


def _doubled(last: Char, char: Char) -> bool:
    """The same letter printed twice, a hair apart: a way to draw bold or a shadow."""
    near = abs(char.x0 - last.x0) < _DOUBLE * char.face.size
    return near and char.text == last.text and abs(char.y - last.y) < _DOUBLE * char.face.size


def _stretch(chars: list[Char], counts: dict[str, int] | None) -> Stretch:
    pieces: list[tuple[str, Face]] = []
    last: Char | None = None
    spaces = 0
    for char in chars:
        if char.text == " ":
            spaces += 1
            continue
        gap = char.x0 - last.x1 if last else 0.0
        glued = last is not None and last.index == WRITTEN and char.text in "/-"
        if last and not glued and (spaces or gap > _SPACE * max(last.face.size, char.face.size)):
            count = spaces if spaces >= _TYPED_GAP else 1
            pieces.append((" " * count, last.face))
        pieces.append((char.text, char.face))
        last, spaces = char, 0
    shown = [char for char in chars if char.text != " "]
    text, spans = _joined(pieces, counts)
    size = _main_size(shown)
    return Stretch(
        text=text,
        x0=shown[0].x0 if shown else 0.0,
        x1=max((char.x1 for char in shown), default=0.0),
        y=_main_base(shown, size),
        size=size,
        bold=_most(shown, "bold"),
        italic=_most(shown, "italic"),
        spans=spans,
        raised=bool(shown) and shown[0].face.size < 0.8 * size,
    )


def _joined(
    pieces: list[tuple[str, Face]], counts: dict[str, int] | None
) -> tuple[str, list[Span]]:
    """Pieces of one face merged, legacy fonts in Unicode, NFC."""
    merged: list[tuple[str, Face]] = []
    for text, face in pieces:
        if merged and (merged[-1][1] is face or merged[-1][1] == face):
            merged[-1] = (merged[-1][0] + text, face)
        else:
            merged.append((text, face))
    out, spans = "", []
    for raw, face in merged:
        text = _unicode(raw, face, counts)
        font = face.name or None
        end = len(out) + len(text)
        spans.append(Span(len(out), end, face.bold, face.italic, False, font, face.size))
        out += text
    return out, spans


def _unicode(text: str, face: Face, counts: dict[str, int] | None) -> str:
    encoding = legacy.encoding_of_font(face.name)
    if encoding == "tcvn3":
        text = text.translate(_TCVN3_NAMES)
    if encoding:
        capitals = legacy.draws_capitals(face.name)
        text = legacy.to_unicode(text, encoding, capitals=capitals)
        if counts is not None:
            counts[encoding] = counts.get(encoding, 0) + 1
    return shown_signs(clean(text))


def _main_size(chars: list[Char]) -> float:
    weights: dict[float, int] = {}
    for char in chars:
        weights[char.face.size] = weights.get(char.face.size, 0) + 1
    return max(weights, key=lambda size: (weights[size], size), default=0.0)


def _main_base(chars: list[Char], size: float) -> float:
    return next((char.y for char in chars if char.face.size == size), 0.0)


def _most(chars: list[Char], name: str) -> bool:
    letters = [char for char in chars if char.text.isalnum()]
    return sum(1 for char in letters if getattr(char.face, name)) * 2 > len(letters)
