"""The sentence or table row that a number stands in, with the number marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.programme.queries import document_reading

if TYPE_CHECKING:
    from minhbach_web.programme.models import SourceDocument

WINDOW = 240
# "… 912 viên chức. Đảng ủy giao": a full stop, a space, a capital letter; or a semicolon.
SENTENCE_END = re.compile(r"(?:[.!?…]\s+(?=[^\W\d_a-zà-ỹ])|;\s+)")
CELL = re.compile(r"(?P<table>[a-z]+\d+)!(?P<column>[A-Z]+)(?P<row>\d+)")


@dataclass(frozen=True)
class Place:
    """``before`` + ``marked`` + ``after`` is the text as it stands; ``label`` says where it is."""

    before: str
    marked: str
    after: str
    label: str
    anchor: str


def place_of(source: SourceDocument | None, entry: Any) -> Place | None:
    """The place of an entry or value in its source; None when it was typed in."""
    if source is None or not entry.anchor:
        return None
    return place_in(
        document_reading(source), entry.anchor, entry.quote, int(entry.start), int(entry.end)
    )


def place_in(
    document: engine.Document, anchor: str, quote: str, start: int, end: int
) -> Place | None:
    """The place that anchor, quote and offsets name in a document; None when it has no such."""
    found = document.at(anchor)
    if found is None:
        return None
    if isinstance(found, engine.Cell):
        return _row_place(document, found, quote, start, end)
    first, last = _span(found.text, quote, start, end)
    before, after = _sentence(found.text, first, last)
    label = _("paragraph %(n)s") % {"n": anchor.lstrip("p")}
    return Place(before, found.text[first:last], after, label, anchor)


def _span(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """The number if the offsets fit, else the quote, else nothing."""
    if 0 <= start < end <= len(text):
        return start, end
    at = text.find(quote) if quote else -1
    return (at, at + len(quote)) if at >= 0 else (0, 0)


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, up to the ends of the sentence."""
    opening = max((m.end() for m in SENTENCE_END.finditer(text, 0, start)), default=0)
    closing = SENTENCE_END.search(text, end)
    finish = closing.start() + 1 if closing else len(text)
    before, after = text[opening:start], text[end:finish]
    if len(before) > WINDOW:
        before = "… " + before[-WINDOW:].partition(" ")[2]
    if len(after) > WINDOW:
        after = after[:WINDOW].rpartition(" ")[0] + " …"
    return before, after


def _row_place(
    document: engine.Document, cell: engine.Cell, quote: str, start: int, end: int
) -> Place:
    first, last = _span(cell.text, quote, start, end)
    table = next((t for t in document.tables() if cell in t.cells), None)
    left = [c for c in table.cells if c.row == cell.row and c.column < cell.column] if table else []
    right = (
        [c for c in table.cells if c.row == cell.row and c.column > cell.column] if table else []
    )
    before = " | ".join([*(_one_line(c.text) for c in left), cell.text[:first]])
    after = " | ".join([cell.text[last:], *(_one_line(c.text) for c in right if c.text.strip())])
    match = CELL.fullmatch(cell.anchor)
    number = match["table"].lstrip("t") if match else ""
    head = _head(table, cell)
    words = {"table": number, "row": cell.row, "column": head or cell.column}
    label = (
        _("table %(table)s, row %(row)s, column “%(column)s”") % words
        if head
        else _("table %(table)s, row %(row)s, column %(column)s") % words
    )
    return Place(before, cell.text[first:last], after, label, cell.anchor)


def _head(table: engine.Table | None, cell: engine.Cell) -> str:
    """What stands in the first row over the cell."""
    top = table.cell(1, cell.column) if table else None
    return _one_line(top.text) if top is not None and top.row != cell.row else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
