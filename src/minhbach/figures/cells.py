"""The value that a table cell states: a number alone, with its unit, or the word for none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from minhbach.figures.lists import all_units
from minhbach.figures.numbers import find_numbers
from minhbach.figures.phrases import prepare
from minhbach.model.figures import Qualifier

_NONE = re.compile(
    r"(?:không|không có|không tổ chức|chưa có|không phát sinh|không thực hiện"
    r"|chưa tổ chức(?: được)?|chưa thực hiện)[.]?"
)
_TAIL = re.compile(r"\s*(?:\(.*\)|,?\s*trong đó.*|[.;])?\s*", re.DOTALL)
_HEAD = re.compile(r"\s*(?:đạt|ước|được)?\s*:?\s*")

_LONGEST = 120  # characters of a cell that may be one value with a remark


@dataclass(frozen=True, slots=True)
class CellValue:
    value: Decimal
    qualifier: Qualifier | None
    percent: bool
    start: int
    end: int
    unit: str = ""


def cell_value(text: str) -> CellValue | None:
    """The one value of a cell; None for an empty cell, a dash, a fraction or several numbers.

    >>> cell_value("gần 350").value, cell_value("-"), cell_value("Không").value
    (Decimal('350'), None, Decimal('0'))
    """
    if len(text) > _LONGEST:
        return None
    low = prepare(text)
    if _NONE.fullmatch(low.strip()):
        return CellValue(Decimal(0), None, False, 0, len(text))
    numbers = find_numbers(low)
    first = numbers[0] if numbers else None
    if first is None or not first.exact or first.of is not None:
        return None
    if not _HEAD.fullmatch(low[: first.phrase_start]):
        return None
    rest = low[first.end :]
    unit = all_units().match(rest.lstrip())
    tail = rest.lstrip()[unit.end() :] if unit else rest
    if not _TAIL.fullmatch(tail):
        return None
    return CellValue(
        first.value, first.qualifier, first.percent, first.start, first.end, unit[0] if unit else ""
    )
