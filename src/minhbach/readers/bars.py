"""Tables written with bars: a bar alone on its line between cells, or Markdown rows.

A cell opens after a bar; a row ends with a bar and the next one opens with another, so two bars
in a row are a row's end or an empty cell: the number of columns decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_DASHES = re.compile(r":?-{2,}:?")
_ORDINAL = re.compile(r"\(?(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-ZĐ]|[a-zđ])[.)]?")
_MAX_COLUMNS = 60
_NEAR = 9  # lines of a usual cell
_LONG_CELL = 40
_BLANKS = 12  # blank lines inside one cell
_LOOK_AHEAD = 400
_OPENS_TEXT = re.compile(r"\W*(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phụ lục|PHỤ LỤC)\s+[\dIVX]+\b")
_ARTICLE = re.compile(r"\W*(?:Điều|ĐIỀU)\s+\d{1,3}\s*[.:]")
_LONG_TEXT = 6  # lines of a cell in which an article may not begin
_MANY = 6  # cells: a table with more is no signature block
_OPENS_NEW = re.compile(r"^\W*Nơi nhận\s*:?\W*$")
_LAYOUT = re.compile(
    "CỘNG HÒA|CỘNG HOÀ|CHỦ NGHĨA VIỆT NAM|CỘNG SẢN VIỆT NAM|CỘNG SẢN|HẠNH PHÚC|Hạnh phúc|"
    r"Kính gửi|Nơi nhận|NƠI NHẬN|^\W*(?:KT|TM|TL|TUQ)\.|^\W*[TK]/[MTL]\b"
)


@dataclass(slots=True)
class Chunk:
    """The lines of one cell, with source numbers; ``bars``: how many bars follow it."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    bars: int = 0

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.lines).strip()


@dataclass(slots=True)
class BarTable:
    """``cells``: (row, column, lines); ``last``: index of the last source line of the table."""

    rows: int
    columns: int
    cells: list[tuple[int, int, list[tuple[int, str]]]]
    last: int


def read_bars(lines: list[str], start: int) -> BarTable | None:
    """The table that opens at ``lines[start]``, None when the bar there opens none."""
    if lines[start].strip() != "|":
        return _markdown(lines, start)
    scan = _Scan(*_first_row(lines, start))
    at = start
    while at < len(lines) and not scan.ended(lines, at):
        if scan.ran_on(lines[at]):
            at = scan.chunks.pop().lines[0][0]
            break
        scan.take(at, lines[at])
        at += 1
    if not scan.chunks or _is_running_text(scan.chunks):
        return None
    last = at - 1
    if scan.chunks[-1].bars and at < len(lines) and _OPENS_NEW.search(lines[at]):
        scan.chunks[-1].bars -= 1  # the last bar opens the signature block that follows
        last -= 1
    while last > start and not lines[last].strip():
        last -= 1
    columns = scan.columns()
    cells = _placed(scan.chunks, scan.leading, columns)
    rows = max(row for row, _, _ in cells)
    return BarTable(rows, max([columns, *(c for _, c, _ in cells)]), cells, last)


@dataclass(slots=True)
class _Scan:
    """Cells so far. ``guess``: columns by the first row; ``sure``: it is a layout table of two.

    ``length``: cells of the open row; ``votes``: row lengths seen.
    """

    guess: int
    sure: bool
    chunks: list[Chunk] = field(default_factory=list)
    leading: int = 0
    length: int = 0
    votes: Counter[int] = field(default_factory=Counter)

    def take(self, at: int, line: str) -> None:
        stripped = line.strip()
        if stripped == "|":
            if self.chunks:
                self.chunks[-1].bars += 1
            else:
                self.leading += 1
        elif stripped:
            if not self.chunks or self.chunks[-1].bars:
                self._open()
            self.chunks[-1].lines.append((at, line))

    def _open(self) -> None:
        if self.chunks and self.chunks[-1].bars >= 2:
            size = self.length + self.chunks[-1].bars - 2
            if size <= _MAX_COLUMNS:
                self.votes[size] += 1
            self.length = 0
        self.length += 1 if self.chunks else max(self.leading, 1)
        self.chunks.append(Chunk())

    def columns(self) -> int:
        """The row length most rows agree on; before that, what the first row shows."""
        if self.sure or not self.votes:
            return self.guess
        best = max(self.votes.values())
        return max(size for size, count in self.votes.items() if count == best)

    def ran_on(self, line: str) -> bool:
        """An article of the text inside a long cell: the text behind the table was taken for it."""
        if len(self.chunks) < 2 or self.chunks[-1].bars:
            return False
        return len(self.chunks[-1].lines) >= _LONG_TEXT and _ARTICLE.match(line) is not None

    def ended(self, lines: list[str], at: int) -> bool:
        """Whether the table ended before line ``at``: after the bar that ends a row comes the
        bar that opens the next; anything else is outside."""
        if not self.chunks or not self.chunks[-1].bars or lines[at].strip() == "|":
            return False
        bars = self.chunks[-1].bars
        if (bars > 1 or len(self.chunks) > _MANY) and _OPENS_NEW.search(lines[at]):
            return True
        if bars == 1 and self.length > 1 and _OPENS_TEXT.match(lines[at]):
            return True
        full = self.length + bars - 1
        blank = not lines[at].strip()
        if bars > 1:
            return blank and full == self.columns() and not _bar_near(lines, at, blanks=True)
        if full < self.columns():
            return blank and not _bar_near(lines, at, blanks=True)
        return self.sure or blank or not _bar_near(lines, at, blanks=False)


def _is_running_text(chunks: list[Chunk]) -> bool:
    """A stray bar before running text is no table."""
    spread = max(chunk.lines[-1][0] - chunk.lines[0][0] + 1 - len(chunk.lines) for chunk in chunks)
    return spread > _BLANKS or (len(chunks) == 1 and not chunks[0].bars)


def _bar_near(lines: list[str], at: int, *, blanks: bool) -> bool:
    """A bar within the next lines: the text before it is still a cell."""
    for line in lines[at : at + _NEAR]:
        if line.strip() == "|":
            return True
        if not blanks and not line.strip():
            return False
    return False


def _first_row(lines: list[str], start: int) -> tuple[int, bool]:
    """How many cells stand before the first double bar, and whether that is certain.

    The header block and the signature are layout tables of two columns.
    """
    cells = size = 0
    was_bar = False
    for line in lines[start : start + _LOOK_AHEAD]:
        text = line.strip()
        if text == "|":
            if was_bar and cells:
                return cells, False
            was_bar, size = True, 0
        elif text:
            if _LAYOUT.search(text):
                return 2, True
            cells += was_bar
            size += 1
            was_bar = False
            if size > _LONG_CELL:
                break
    return 2, False


def _placed(
    chunks: list[Chunk], leading: int, columns: int
) -> list[tuple[int, int, list[tuple[int, str]]]]:
    cells: list[tuple[int, int, list[tuple[int, str]]]] = []
    row, column = 1, max(leading, 1)
    for index, chunk in enumerate(chunks):
        cells.append((row, column, chunk.lines))
        following = chunks[index + 1].text if index + 1 < len(chunks) else ""
        if _row_ends(column, chunk.bars, columns, following):
            row += 1
            column = 1 + max(column + chunk.bars - 2 - columns, 0)
            while column > columns:
                row, column = row + 1, max(column - columns - 1, 1)
        else:
            column += max(chunk.bars, 1)
    return cells


def _row_ends(column: int, bars: int, columns: int, following: str) -> bool:
    if bars < 2:
        return False
    if column + bars > columns:
        return True
    return bars == 2 and _ORDINAL.fullmatch(following.strip("* ")) is not None


def _markdown(lines: list[str], start: int) -> BarTable | None:
    """Rows as ``| a | b |``; the dashes under the head row are no row."""
    cells: list[tuple[int, int, list[tuple[int, str]]]] = []
    row = columns = 0
    at = start
    while at < len(lines) and lines[at].strip().startswith("|"):
        parts = lines[at].strip().strip("|").split("|")[:_MAX_COLUMNS]
        if not all(_DASHES.fullmatch(part.strip()) or not part.strip() for part in parts):
            row += 1
            columns = max(columns, len(parts))
            cells.extend((row, n, [(at, part.strip())]) for n, part in enumerate(parts, 1))
        at += 1
    return BarTable(row, columns, cells, at - 1) if cells else None
