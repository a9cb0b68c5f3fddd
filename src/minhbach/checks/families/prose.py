"""SL: a figure in a sentence against the same figure in a table of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Table
from minhbach.model.finding import Finding
from minhbach.vi.numbers import parse_number

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_LABEL = re.compile(r"(?:Số|Tổng số|Số lượng|Số lượt|Số cuộc)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_COUNTED = re.compile(r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d{1,6}) ")
_WORDS = 2  # a label of fewer words ("người") stands for too many things


def against_tables(context: Context) -> Iterator[Finding]:
    """SL-13: "tổ chức 12 hội nghị báo cáo viên" where the table's row says 15."""
    if context.doc.header.kind not in ("bao-cao", None):
        return  # tables of plans and budgets give sums of money under the same words
    rows = _rows(context)
    if not rows:
        return
    said: dict[str, list[tuple[int, int, Decimal]]] = {}
    for found in context.at_numbers(_COUNTED):
        paragraph = context.at(found.start())
        if paragraph is None or "!" in paragraph.anchor:
            continue
        for label in rows:
            if context.lowered.startswith(label, found.end()):
                value = parse_number(found[1])
                if value is not None:
                    said.setdefault(label, []).append((found.start(), found.end(1), value))
    for label, places in said.items():
        if len(places) != 1:
            continue  # parts of the whole, or other periods
        start, end, value = places[0]
        if value != rows[label]:
            shown = f"{rows[label]:,}".replace(",", ".")
            yield context.finding("SL-13", start, end, table=shown, label=label)


def _rows(context: Context) -> dict[str, Decimal]:
    """Label in small letters → its one number, of rows that have one; unlike ones are dropped."""
    found: dict[str, set[Decimal]] = {}
    for block in context.doc.blocks:
        if not isinstance(block, Table):
            continue
        lines: dict[int, list[str]] = {}
        for cell in block.cells:
            lines.setdefault(cell.row, []).append(" ".join(p.text for p in cell.paragraphs))
        for cells in lines.values():
            numbers = [c for c in cells[1:] if _NUMBER.fullmatch(c.strip())]
            label = next((c for c in cells if len(c.split()) >= _WORDS), "")
            if len(numbers) == 1 and label:
                name = _LABEL.sub("", _BRACKETS.sub("", label)).strip(" .:").lower()
                value = parse_number(numbers[0].strip())
                if value is not None and len(name.split()) >= _WORDS:
                    found.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


CHECKS: Checks = ((("SL-13",), against_tables),)
