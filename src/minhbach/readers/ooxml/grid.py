"""The grid of a table: which rows and cells stand, how wide and how deep they reach."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from minhbach.readers.ooxml.names import VAL, W, is_on, number, val

MAX_COLUMNS = 512
_THROUGH = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that stand, those in content controls too; deleted ones are gone."""
    yield from _under(table, W + "tr", f"{W}trPr/{W}del")


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row that stand."""
    yield from _under(row, W + "tc", f"{W}tcPr/{W}cellDel")


def _under(parent: etree._Element, tag: str, deleted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            if child.find(deleted) is None:
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


def column_span(tc: etree._Element) -> int:
    """How many columns a cell covers."""
    return min(max(number(val(tc.find(W + "tcPr"), "gridSpan"), 1), 1), MAX_COLUMNS)


def continues(tc: etree._Element) -> bool:
    """Whether the cell belongs to the one above it."""
    return _merged(tc, "vMerge")


def swallowed(tc: etree._Element) -> bool:
    """Whether the cell belongs to the one on its left (files of old versions of Word)."""
    return _merged(tc, "hMerge")


def _merged(tc: etree._Element, way: str) -> bool:
    merge = tc.find(f"{W}tcPr/{W}{way}")
    return merge is not None and merge.get(VAL, "continue") == "continue"
