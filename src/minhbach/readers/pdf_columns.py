"""Text side by side without rules: header block, signature block, simple lists in columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from minhbach.model.document import Span
from minhbach.readers.marks import mark_of
from minhbach.readers.pdf_lines import Row, Stretch

_GAP = 0.4  # of the size: so much white must stay between two columns
_SINGLE = 4.0  # of the size: a gap that parts columns even in one line alone
_STEP = 2.6  # of the size: lines further apart are no neighbours …
_NAMES = 3.2  # of the size: a signature stands in such a gap
_OVERLAP = 0.8  # of the size: lines of one text are never so near
_SIGNATURE = 9.0  # … except where a signature stands between title and name
_CENTERED = 4.0  # points from the middle of the page's text: a title, no line of a column
_SHIFT = 8.0  # points: how far lines of one centred column may be off


@dataclass(slots=True)
class Side:
    """Rows that stand side by side; ``columns``: left and right edges."""

    rows: list[Row] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)

    def cells(self) -> list[list[Stretch]]:
        """The stretches of each column from top to bottom."""
        cells: list[list[Stretch]] = [[] for _ in self.columns]
        for row in self.rows:
            for number, column in enumerate(cells):
                part = [stretch for stretch in row if self.column_of(stretch) == number]
                if part:  # "Số:      /KH-UBND": a blank to be written in
                    column.append(merged(part, " "))
        return cells

    @property
    def is_list(self) -> bool:
        """Whether labels and values stand in rows: all begin at two edges, none is centred."""
        if len(self.columns) != 2 or len(self.rows) < 3:
            return False
        pairs = [row for row in self.rows if len(row) == 2]
        edges = ({round(row[0].x0) for row in pairs}, {round(row[1].x0) for row in pairs})
        return len(pairs) == len(self.rows) and all(max(e) - min(e) < 3 for e in edges)

    def column_of(self, stretch: Stretch) -> int:
        for index, (_, right) in enumerate(self.columns):
            if stretch.center <= right:
                return index
        return len(self.columns) - 1


def with_sides(rows: list[Row], middle: float, *, top: bool) -> list[Row | Side]:
    """Rows of a page with the side-by-side ones gathered. ``middle``: of the page's text.
    ``top``: the first page, where the header block may begin with lines of one column only."""
    rows = [_marks_joined(_unstretched(row)) for row in rows]
    found: list[Row | Side] = []
    index = 0
    while index < len(rows):
        side, end = _side_from(rows, index, middle)
        if side is None:
            found.append(rows[index])
            index += 1
            continue
        _take_above(found, side, top=top and index < 6)
        found.append(side)
        index = end
    return found


def _unstretched(row: Row) -> Row:
    """A line that was blocked out to both edges has the same wide gap between all its words."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if len(gaps) < 2 or max(gaps) > 1.15 * min(gaps):
        return row
    return [merged(row, " ")]


def _marks_joined(row: Row) -> Row:
    """A number or dash and its text are one, however wide the tab between them."""
    if len(row) < 2 or len(row[0].text) > 12:
        return row
    mark = mark_of(row[0].text + " x")
    if mark is None or mark.text != row[0].text.strip():
        return row
    return [merged(row[:2], " "), *row[2:]]


def merged(row: Row, gap: str = "\t") -> Stretch:
    """One stretch of several, a tab between them."""
    first = row[0]
    text, spans = "", []
    for stretch in row:
        text += gap if text else ""
        spans += [_moved(span, len(text)) for span in stretch.spans]
        text += stretch.text
    return Stretch(
        text,
        first.x0,
        row[-1].x1,
        first.y,
        max(stretch.size for stretch in row),
        all(stretch.bold for stretch in row),
        all(stretch.italic for stretch in row),
        spans,
        first.number,
        first.page,
        first.raised,
    )


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _side_from(rows: list[Row], start: int, middle: float) -> tuple[Side | None, int]:
    """The side-by-side region that begins at ``start``, and the index after it."""
    first = [rows[start]]
    if _beside(rows[start : start + 2]):
        first = rows[start : start + 2]
    elif len(rows[start]) < 2:
        return None, start
    side = Side(first, _columns(first))
    end = start + len(first)
    while end < len(rows):
        row = rows[end]
        columns = _columns([*side.rows, row])
        if len(columns) < 2 or not _belongs(side, row, columns, middle) or _next_tier(side, row):
            break
        side.rows.append(row)
        side.columns = columns
        end += 1
    gap = max((b.x0 - a.x1 for a, b in pairwise(rows[start])), default=0.0)
    wide = gap > _SINGLE * rows[start][0].size
    several = len(first) > 1 or sum(1 for row in side.rows if len(row) > 1) > 1
    if len(side.columns) < 2 or not (several or (wide and len(side.rows) > 1)):
        return None, start
    return side, end


def _next_tier(side: Side, row: Row) -> bool:
    """Whether two names under their signatures end the block: further signers come below."""
    if len(side.rows) < 2 or len(row) < 2 or len(side.rows[-1]) < 2:
        return False
    last, above = side.rows[-1][0], side.rows[-2][0]
    return last.y - above.y > _NAMES * last.size


def _beside(rows: list[Row]) -> bool:
    """Two lines nearer in height than lines of one text can be: two columns with lines of their
    own, as the recipients in small print beside the signer's title."""
    if len(rows) < 2 or len(rows[0]) > 1 or len(rows[1]) > 1:
        return False
    a, b = rows[0][0], rows[1][0]
    return b.y - a.y < _OVERLAP * max(a.size, b.size) and len(_columns(rows)) == 2


def _columns(rows: list[Row]) -> list[tuple[float, float]]:
    """The stretches of x that the rows cover, with enough white between them."""
    parts = sorted((s.x0, s.x1, s.size) for row in rows for s in row)
    columns: list[list[float]] = []
    for x0, x1, size in parts:
        if columns and x0 < columns[-1][1] + _GAP * size:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return [(x0, x1) for x0, x1 in columns]


def _belongs(side: Side, row: Row, columns: list[tuple[float, float]], middle: float) -> bool:
    last = side.rows[-1]
    step = (row[0].y - last[0].y) / max(row[0].size, last[0].size, 1)
    if len(row) > 1:
        cuts = {Side([], columns).column_of(stretch) for stretch in row}
        return step < _SIGNATURE and len(cuts) > 1
    stretch = row[0]
    if step > _SIGNATURE or abs(stretch.center - middle) < _CENTERED:
        return False
    grown = Side([], columns)
    right = grown.column_of(stretch) > 0
    members = [s for r in side.rows for s in r if (grown.column_of(s) > 0) == right]
    if step > _STEP and not right:
        return False
    if any(abs(stretch.center - member.center) < _SHIFT for member in members):
        return True
    if right or step > _STEP:
        return False  # the right column is centred in header and signature blocks
    return any(abs(stretch.x0 - member.x0) < 3 for member in members)


def _take_above(found: list[Row | Side], side: Side, *, top: bool) -> None:
    """Lines straight above that stand in one column: "TM. ỦY BAN NHÂN DÂN" over the titles."""
    while found:
        row, first = found[-1], side.rows[0][0]
        if isinstance(row, Side) or len(row) > 1:
            return
        stretch = row[0]
        columns = _columns([row, *side.rows])
        members = [s for s in side.rows[0] if abs(s.center - stretch.center) < _SHIFT]
        near = first.y - stretch.y < _STEP * max(first.size, stretch.size)
        right = bool(members) and side.column_of(members[0]) > 0
        if not (near and members and (right or top) and len(columns) == len(side.columns)):
            return
        found.pop()
        side.rows.insert(0, row)
        side.columns = columns
