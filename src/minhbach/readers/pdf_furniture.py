"""What stands on pages beside the text: running heads, page numbers, stamps, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from minhbach.readers.pdf_lines import Row, Stretch

_ZONE = 0.14  # of the height, above and below: running heads and feet stand there
_DIGITS = re.compile(r"\d+")
# "12", "- 12 -", "Trang 2/10", "2/10", "Page 2 of 10"
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang|page|tr\.?)?\s*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?(?:\s*[-–—])?",
    re.IGNORECASE,
)
# The head of the Official Gazette's pages: "50   CÔNG BÁO/Số 665 + 666/Ngày 12-7-2021"
_GAZETTE = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số [\d +]+\s*/\s*Ngày [\d-]+(?:\s+\d+)?")
_MIN_REPEATS = 2

_SIGNER = re.compile(
    r"(?:(?:người ký|ký bởi|được ký bởi|ký số bởi|signed by|digitally signed by)\s*:"
    r"|[\w.+-]{2,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}$|digitally signed by)",
    re.IGNORECASE,
)
# Thời gian ký: 12.07.2021 09:09:40 +07:00 — 24.01.2025 20:06:24 — Date: 2025.01.24 …
_SIGNED_AT = re.compile(
    r"(?:(?:thời gian ký|ngày ký|thời điểm ký|signing time|date)\s*:"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}:\d{2}:\d{2})",
    re.IGNORECASE,
)
_STAMP_LINES = 10
_STAMP_STEP = 1.9  # of the size
_STAMP_SIZE = 11.5  # points at most


def without_stamps(rows: list[Row]) -> tuple[list[Row], int]:
    """Rows without the stamps of digital signatures: a signer and a time in a small block."""
    stretches = [stretch for row in rows for stretch in row]
    stamped: set[int] = set()
    count = 0
    for seed in stretches:
        if id(seed) not in stamped and _SIGNED_AT.match(seed.text) and seed.size <= _STAMP_SIZE:
            block = _block_around(seed, stretches)
            if any(_SIGNER.match(stretch.text) for stretch in block):
                stamped.update(map(id, block))
                count += 1
    left = [[stretch for stretch in row if id(stretch) not in stamped] for row in rows]
    return [row for row in left if row], count


def _block_around(seed: Stretch, stretches: list[Stretch]) -> list[Stretch]:
    """The lines above and below in the same column, of about the same size."""
    column = [
        s
        for s in stretches
        if abs(s.size - seed.size) < 0.6 and (abs(s.x0 - seed.x0) < 4 or _inside(s, seed))
    ]
    column.sort(key=lambda s: s.y)
    index = next(i for i, s in enumerate(column) if s is seed)
    first = last = index
    while first and column[first].y - column[first - 1].y < _STAMP_STEP * seed.size:
        first -= 1
    while last + 1 < len(column) and column[last + 1].y - column[last].y < _STAMP_STEP * seed.size:
        last += 1
    return column[max(first, index - _STAMP_LINES) : last + 1]


def _inside(a: Stretch, b: Stretch) -> bool:
    return abs(a.center - b.center) < 6


def without_heads(pages: list[list[Row]], heights: list[float]) -> list[list[Row]]:
    """Pages without running heads, feet and page numbers: what repeats in the same place."""
    edges: list[list[tuple[int, str]]] = []
    seen: Counter[str] = Counter()
    for rows, height in zip(pages, heights, strict=True):
        found = [(i, _shape(rows[i])) for i in _edge_rows(rows, height)]
        edges.append(found)
        seen.update({shape for _, shape in found})
    cleaned = []
    for rows, found in zip(pages, edges, strict=True):
        drop = {
            i
            for i, shape in found
            if is_page_number(_text(rows[i]))
            or _GAZETTE.fullmatch(_text(rows[i]))
            or (len(shape) > 3 and seen[shape] >= max(_MIN_REPEATS, len(pages) // 3))
        }
        cleaned.append([row for i, row in enumerate(rows) if i not in drop])
    return cleaned


def is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page is its number.

    >>> is_page_number("- 12 -"), is_page_number("Trang 2/10"), is_page_number("2025")
    (True, True, True)
    """
    return _PAGE_NUMBER.fullmatch(text) is not None


def _edge_rows(rows: list[Row], height: float) -> list[int]:
    """At most three rows from the top and three from the bottom, while they stand in the zone."""
    indexes = []
    for i in range(min(3, len(rows))):
        if rows[i][0].y < _ZONE * height:
            indexes.append(i)
    for i in range(max(len(rows) - 3, 0), len(rows)):
        if rows[i][0].y > (1 - _ZONE) * height and i not in indexes:
            indexes.append(i)
    return _outermost(indexes, rows)


def _outermost(indexes: list[int], rows: list[Row]) -> list[int]:
    """A row in the middle of text lines is no head, however high it stands: heads come first."""
    return [i for i in indexes if i < 3 or i >= len(rows) - 3]


def _text(row: Row) -> str:
    return " ".join(stretch.text for stretch in row).strip()


def _shape(row: Row) -> str:
    """The text with every number alike, and the place of the row."""
    return f"{_DIGITS.sub('#', _text(row)).replace('# ', '').replace(' #', '')}"


def footnotes_apart(rows: list[Row], size: float) -> tuple[list[Row], list[Row]]:
    """Rows and the footnotes below them: small lines to the end, the first with a raised mark."""
    index = len(rows)
    while index and max(s.size for s in rows[index - 1]) <= 0.87 * size:
        index -= 1
    while index < len(rows) and not rows[index][0].raised:
        index += 1
    return rows[:index], rows[index:]


def body_size(pages: list[list[Row]]) -> float:
    """The size of most of the text."""
    weights: dict[float, int] = defaultdict(int)
    for rows in pages:
        for row in rows:
            for stretch in row:
                weights[stretch.size] += len(stretch.text)
    return max(weights, key=lambda size: weights[size], default=0.0)
