"""Plain text: lines → paragraphs and tables; wrapped and page-broken lines are joined.

Two kinds of line break are joined. Ordinary wrapping of a hard-wrapped text is not recorded;
a sentence cut by a blank line, a page mark or, in a text of long lines, by a line feed is a
repaired break and recorded with its two source lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from minhbach.errors import RefusedFile
from minhbach.model.document import Note, Span
from minhbach.readers.bars import BarTable, read_bars
from minhbach.readers.decode import decode
from minhbach.readers.joins import ends_sentence, is_cut, wraps
from minhbach.readers.markup import is_rule, open_marks, strip_markup
from minhbach.readers.page_numbers import lone_page_numbers
from minhbach.readers.raw import RawCell, RawDocument, RawParagraph, RawTable
from minhbach.vi.text import clean

# "CÔNG BÁO/Số 685 + 686/Ngày 30-4-2023", "58  CÔNG BÁO/…", "Trang 3/12", "- 4 -"
MAX_BYTES = 10 * 1024 * 1024
_LONGEST = 20_000  # characters: no paragraph goes on behind that, whatever its lines look like
_PAGE_MARK = re.compile(
    r"(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số.{0,60}|Trang\s+\d{1,4}(?:\s*/\s*\d{1,4})?|-\s*\d{1,4}\s*-"
)
# What an electronic signature prints on the page: "Người ký: …" and the lines after it.
_SIGNED_BY = re.compile(r"(?:Người ký|Ký bởi|Email|Cơ quan|Ngày ký|Thời gian ký|Nơi ký)\s*:.*")
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_WRAPPED_SHARE = 0.25
_MAX_WRAP = 130  # characters: no wrapped text has longer lines
_SURE = 8  # lines that surely go on: with fewer no column is told
_EXACT = 0.97
_HEADING_HASH = re.compile(r"#{1,6}\s+")


@dataclass(slots=True)
class _Lines:
    """The lines of the text and how it was wrapped. ``limit``: below this length plus the next
    word, a line break was meant; ``first``: the same for first lines of paragraphs; ``width``:
    the column at which every line was wrapped, 0 when there is no such column (proportional
    type); ``lengths``: of the lines with their indents."""

    lines: list[str]
    lengths: list[int]
    marked: bool
    wrapped: bool = False
    spaced: bool = True
    limit: int = 0
    first: int = 0
    width: int = 0
    dropped: int = 0
    broken: list[tuple[int, int]] = field(default_factory=list)


def read_text(data: bytes, file: str) -> RawDocument:
    """The paragraphs and tables of a text file. Raises ``UnreadableFile`` for binary data."""
    if len(data) > MAX_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    text, old = decode(data, file)
    whole = [clean(line).rstrip() for line in text.replace("\f", "\n").splitlines()]
    lines = [line.strip() for line in whole]
    state = _Lines(lines, [len(line) for line in whole], marked="**" in text)
    _drop_page_marks(state)
    _measure(state)
    raw = RawDocument("txt")
    if old:
        raw.notes.append(Note(f"legacy-{old}", params={"count": "1"}))
    _read_blocks(state, raw)
    raw.broken.extend(state.broken)
    if state.dropped:
        raw.notes.append(Note("page-marks-dropped", params={"count": str(state.dropped)}))
    return raw


def _drop_page_marks(state: _Lines) -> None:
    """Running heads and page numbers in the middle of the text become blank lines."""
    for at in lone_page_numbers(state.lines):
        state.lines[at] = ""
        state.dropped += 1
    for at, line in enumerate(state.lines):
        if line and _PAGE_MARK.fullmatch(line):
            state.lines[at] = ""
            state.dropped += 1
            for near in (at - 2, at - 1, at + 1, at + 2):
                if 0 <= near < len(state.lines) and _PAGE_NUMBER.fullmatch(state.lines[near]):
                    state.lines[near] = ""
    for at in range(len(state.lines) - 1):
        if _SIGNED_BY.fullmatch(state.lines[at]) and _SIGNED_BY.fullmatch(state.lines[at + 1]):
            _drop_signature_stamp(state, at)
    while state.lines and not state.lines[-1]:
        state.lines.pop()
    if len(state.lines) > 3 and _PAGE_NUMBER.fullmatch(state.lines[-1]) and not state.lines[-2]:
        state.lines[-1] = ""


def _drop_signature_stamp(state: _Lines, at: int) -> None:
    while at < len(state.lines) and _SIGNED_BY.fullmatch(state.lines[at]):
        stamped = state.lines[at].lower()
        state.lines[at] = ""
        at += 1
        if (
            stamped.startswith("cơ quan")
            and at < len(state.lines)
            and state.lines[at][:1].islower()
        ):
            state.lines[at] = ""  # the agency's name wrapped
            at += 1
    state.dropped += 1


def _measure(state: _Lines) -> None:
    """Whether the text is hard-wrapped, where, and whether blank lines part its paragraphs."""
    overflows: list[int] = []
    firsts: list[int] = []
    pairs = 0
    previous = ""
    opening = True
    for line in state.lines:
        if previous and line and "|" not in (previous[0], line[0]):
            pairs += 1
            bare = line.lstrip("*_")
            if bare[:1].islower() and not ends_sentence(previous):
                (firsts if opening else overflows).append(len(previous) + 1 + _first_word(line))
                opening = False
            else:
                opening = True
        elif not line:
            opening = True
        previous = line
    joined = len(overflows) + len(firsts)
    longest = max((len(line) for line in state.lines), default=0)
    usual = sorted(map(len, filter(None, state.lines)))
    long_lines = usual[int(len(usual) * 0.95)] if usual else longest
    state.wrapped = bool(joined) and joined > pairs * _WRAPPED_SHARE and long_lines <= _MAX_WRAP
    # Scraped pages lost the tags that made their first lines short: any width is possible there.
    within, first = (0.5, 0.0) if state.marked else (0.8, 0.6)
    state.limit = _low(overflows or firsts, within)
    state.first = min(_low(firsts, first), state.limit) if firsts else state.limit
    state.width = _exact_width(state) if state.wrapped else 0
    blanks = sum(1 for a, b in zip(state.lines, state.lines[1:], strict=False) if a and not b)
    state.spaced = blanks > 0.6 * (pairs - joined) if pairs else True


def _exact_width(state: _Lines) -> int:
    """The column at which a program wrapped the text: no line is longer, and each line that surely
    goes on (the next one begins small) had no room for the next word."""
    longest = max(state.lengths, default=0)
    sure = full = 0
    for at in range(1, len(state.lines)):
        above, line = state.lines[at - 1], state.lines[at]
        if above and line[:1].islower() and not ends_sentence(above):
            sure += 1
            full += state.lengths[at - 1] + 1 + _first_word(line) > longest
    return longest if sure >= _SURE and full >= sure * _EXACT else 0


def _first_word(line: str) -> int:
    return len(line.split(" ", 1)[0])


def _low(values: list[int], share: float) -> int:
    """A low value, yet no lower than a share of the middle: titles and cells wrap anywhere."""
    if not values:
        return 0
    ordered = sorted(values)
    return max(ordered[len(ordered) // 20], int(ordered[len(ordered) // 2] * share))


def _read_blocks(state: _Lines, raw: RawDocument) -> None:
    at = 0
    lines = state.lines
    while at < len(lines):
        if not lines[at]:
            at += 1
        elif lines[at].startswith("|"):
            table = read_bars(lines, at)
            if table is not None:
                raw.blocks.append(_table(table, state))
            at = table.last + 1 if table is not None else _after_bars(lines, at)
        else:
            end = at
            while end < len(lines) and lines[end] and not lines[end].startswith("|"):
                end += 1
            for first, last, text in _paragraphs(state, at, end):
                _append(raw, state, first, last, text)
            at = end


def _after_bars(lines: list[str], at: int) -> int:
    """Behind the bars that open no table: the rest of a row of them opens none either."""
    at += 1
    while at < len(lines) and lines[at - 1].strip() == "|" == lines[at].strip():
        at += 1
    return at


def _paragraphs(state: _Lines, start: int, end: int) -> list[tuple[int, int, str]]:
    """The lines of one block as paragraphs: (first line, last line, text with its marks)."""
    found: list[tuple[int, int, str]] = []
    for at in range(start, end):
        line = state.lines[at]
        if found and _continues(state, found[-1], line):
            first, _, text = found[-1]
            found[-1] = (first, at, _glue(text, line))
            if not state.wrapped:
                state.broken.append((at, at + 1))
        else:
            found.append((at, at, line))
    return found


def _continues(  # noqa: PLR0911 - one case a line
    state: _Lines, above: tuple[int, int, str], line: str
) -> bool:
    first, last, text = above
    if len(text) > _LONGEST:
        return False
    before, after = _bare(text), _bare(line)
    if is_rule(line) or is_rule(text):
        return False
    if not before or not after:
        return True
    if state.marked and open_marks(text):
        return True
    if not state.wrapped:
        return is_cut(before, after)
    if state.marked and _whole_marked(text) != _whole_marked(line) and not after[0].islower():
        return False
    overflow = _overflows(state, first == last, last, line)
    if overflow and state.width and after[0].isupper() and _closed(state, before, last + 1):
        return False
    apart = state.spaced and not before.isupper()
    return wraps(before, after, overflows=overflow, apart=apart, inside=first != last)


def _overflows(state: _Lines, opening: bool, last: int, line: str) -> bool:
    """Whether the first word of ``line`` had no room on the line before."""
    if state.width:
        return state.lengths[last] + 1 + _first_word(line) > state.width
    limit = state.first if opening else state.limit
    return len(state.lines[last]) + 1 + _first_word(line) >= limit


def _closed(state: _Lines, before: str, at: int) -> bool:
    """A full line that ends an item all the same ("…;"), or stands before an indented one."""
    indented = state.lengths[at] > len(state.lines[at])
    return before.endswith((";", ":")) or (indented and ends_sentence(before))


def _whole_marked(text: str) -> bool:
    return text.startswith("**") and text.rstrip(" *").count("**") == 1


def _bare(text: str) -> str:
    text = text.replace("*", "").replace("__", "") if "*" in text or "__" in text else text
    return text.strip()


def _glue(text: str, line: str) -> str:
    """One line after another; a mark that opened at the line's end keeps its place."""
    return f"{text} {line}"


def _append(raw: RawDocument, state: _Lines, first: int, last: int, text: str) -> None:
    """Add a paragraph, or join it to the one before when a sentence was cut between them."""
    bare, spans = strip_markup(text) if state.marked or "__" in text else (text, [])
    if is_rule(text):
        bare, spans = text, []
    if hashed := _HEADING_HASH.match(bare):  # a Markdown heading is a bold line
        bare = bare[hashed.end() :]
        spans = [Span(0, len(bare), bold=True)]
    above = raw.blocks[-1] if raw.blocks else None
    if isinstance(above, RawParagraph) and is_cut(above.text.strip(), bare.strip()):
        if not state.wrapped or first > above.source[1]:  # not the very next line
            state.broken.append((above.source[1], first + 1))
        offset = len(above.text) + 1
        above.text = f"{above.text} {bare}"
        above.spans.extend(_moved(spans, offset))
        above.source = (above.source[0], last + 1)
        return
    alone = first == 0 or not state.lines[first - 1]
    raw.blocks.append(RawParagraph(bare, list(spans), source=(first + 1, last + 1), alone=alone))


def _moved(spans: list[Span], offset: int) -> list[Span]:
    return [replace(span, start=span.start + offset, end=span.end + offset) for span in spans]


def _table(table: BarTable, state: _Lines) -> RawTable:
    cells: list[RawCell] = []
    for row, column, lines in table.cells:
        cell = RawCell(row, column)
        for first, last, text in _cell_paragraphs(lines, state):
            bare, spans = strip_markup(text) if not is_rule(text) else (text, [])
            paragraph = RawParagraph(bare, spans, source=(first + 1, last + 1))
            cell.paragraphs.append(paragraph)
        cells.append(cell)
    return RawTable(table.rows, table.columns, cells)


def _cell_paragraphs(lines: list[tuple[int, str]], state: _Lines) -> list[tuple[int, int, str]]:
    """The lines of a cell: items, marked lines and rules stand alone, the rest is wrapped."""
    found: list[tuple[int, int, str]] = []
    for at, line in ((number, text.strip()) for number, text in lines):
        if found and _cell_goes_on(found[-1][2], line):
            first, _, text = found[-1]
            found[-1] = (first, at, _glue(text, line))
        else:
            found.append((at, at, line))
    return found


def _cell_goes_on(text: str, line: str) -> bool:
    if len(text) > _LONGEST:
        return False
    before, after = _bare(text), _bare(line)
    if open_marks(text) or not after:
        return True
    if not is_rule(text) and text.startswith("*") and text.count("*") % 2 == 1:
        return True  # italics still open: the place and date in a narrow column
    if is_rule(text) or is_rule(line) or not before:
        return False
    return after[0].islower() and not ends_sentence(before)
