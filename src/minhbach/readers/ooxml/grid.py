"""The grid of a table: which rows and cells stand, how wide and how deep they reach."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from minhbach.readers.ooxml.names import VAL, W, children, is_on, number, val

MAX_COLUMNS = 512
_ROW, _CELL, _CELL_PROPERTIES = W + "tr", W + "tc", W + "tcPr"
_SPAN, _DOWN, _ACROSS = W + "gridSpan", W + "vMerge", W + "hMerge"
_CONTENT = {W + "p", W + "tc"}  # what stands first where there are no properties
_THROUGH = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that stand, those in content controls too; deleted ones are gone."""
    yield from _under(table, _ROW, f"{W}trPr/{W}del")


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row that stand."""
    yield from _under(row, _CELL, f"{W}tcPr/{W}cellDel")


def _under(parent: etree._Element, tag: str, deleted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            if not len(child) or child[0].tag in _CONTENT or child.find(deleted) is None:
                yield child
        elif child.tag in _THROUGH:
            yield from _under(child, tag, deleted)


def repeats(row: etree._Element) -> bool:
    """A row that Word repeats on each page: a header row."""
    header = row.find(f"{W}trPr/{W}tblHeader")
    return header is not None and is_on(header)


def skipped_columns(row: etree._Element) -> int:
    """Columns left out at the front of a row."""
    return min(max(number(val(row.find(W + "trPr"), "gridBefore")), 0), MAX_COLUMNS - 1)


def reach(tc: etree._Element) -> tuple[int, bool, bool]:
    """How many columns a cell covers; whether it belongs to the cell above it, or to the one on
    its left (files of old versions of Word)."""
    said = children(tc.find(_CELL_PROPERTIES))
    span = said.get(_SPAN)
    columns = min(max(number(span.get(VAL), 1), 1), MAX_COLUMNS) if span is not None else 1
    return columns, _merged(said.get(_DOWN)), _merged(said.get(_ACROSS))


def _merged(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(VAL, "continue") == "continue"
