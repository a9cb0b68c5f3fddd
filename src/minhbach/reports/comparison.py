"""This period's totals beside those of others: the one before, a year ago, the year so far."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from minhbach.model.form import Element
from minhbach.model.period import parse_period
from minhbach.model.report import Comparison, ReportInput, Total
from minhbach.reports.context import Context
from minhbach.reports.numbers import element_number
from minhbach.reports.paper import CellSpec, Paper, line
from minhbach.reports.themes import theme_row, themed
from minhbach.reports.wording import number_text
from minhbach.reports.words import words

_WITH_CHANGE = ("previous", "last_year")


def add_comparison(paper: Paper, context: Context) -> None:
    """One row per element that has a sum; each number with the units behind it."""
    text = words("report")["comparison"]
    others = comparisons_of(context.data)
    names = [*text["columns"], *(name for other in others for name in _columns(other))]
    rows = [[CellSpec((line("matrix-head", name),)) for name in names]]
    number = 0
    for theme, pairs in themed(context):
        compared = [_row(element, total, others) for element, total in pairs]
        kept = [row for row in compared if row]
        if theme and kept:
            rows.append(theme_row(theme, len(names)))
        for row in kept:
            number += 1
            rows.append([CellSpec((line("matrix-middle", str(number)),)), *row])
    paper.table(rows, header_rows=1, widths=_widths(len(names) - len(text["columns"])))
    paper.add("note", "other", text["legend"])


def _widths(others: int) -> list[float]:
    """Few other periods leave their room to the names."""
    text = words("report")["comparison"]
    room: float = text["width_of_all"]
    width = min(room / max(1, others), text["width_at_most"])
    number, name, *rest = text["widths"]
    return [number, name + room - width * others, *rest, *([width] * others)]


def _row(element: Element, total: Total, others: list[Comparison]) -> list[CellSpec]:
    """The row behind its number; empty where there is nothing to compare."""
    if total.value is None or not any(element.code in other.values for other in others):
        return []
    row = [
        CellSpec((line("matrix-text", element.name),)),
        CellSpec((line("matrix-middle", element.unit),)),
        _number(element, total.value, total.n_reported, total.n_expected),
    ]
    for other in others:
        row.extend(_cells(element, total, other))
    return row


def comparisons_of(data: ReportInput) -> list[Comparison]:
    """Those that the outline of this kind of period asks for and that have numbers."""
    asked = words("outlines")[parse_period(data.period).kind]["comparisons"]
    return [c for c in data.comparisons if c.kind in asked and c.values]


def _columns(other: Comparison) -> list[str]:
    names: list[str] = words("report")["comparison"][other.kind]
    period = parse_period(other.period).label()
    return [name.format(period=period) for name in names]


def _cells(element: Element, total: Total, other: Comparison) -> list[CellSpec]:
    text = words("report")["comparison"]
    compared = other.values.get(element.code)
    nothing = CellSpec((line("matrix-middle", text["none"]),))
    if compared is None:
        return [nothing] * (2 if other.kind in _WITH_CHANGE else 1)
    shown = _number(element, compared.value, compared.n_reported, compared.n_expected, other.kind)
    if other.kind not in _WITH_CHANGE or total.value is None:
        return [shown]
    return [shown, _change(total.value - compared.value, compared.value)]


def _number(
    element: Element, value: Decimal, reported: int, expected: int, kind: str = ""
) -> CellSpec:
    share = words("report")["comparison"]["share"].format(reported=reported, expected=expected)
    return CellSpec(
        (
            line("matrix-number", element_number(element, value, kind)),
            line("matrix-number", share),
        )
    )


def _change(by: Decimal, base: Decimal) -> CellSpec:
    """The difference, and in percent of the earlier number where that was not nought."""
    text = words("report")["comparison"]
    if by == 0:
        return CellSpec((line("matrix-number", text["same"]),))
    sign = "more" if by > 0 else "less"
    lines = [line("matrix-number", text[sign].format(change=number_text(abs(by))))]
    if base > 0:
        percent = (abs(by) * 100 / base).quantize(Decimal("0.1"), ROUND_HALF_UP)
        template = text["percent"] if percent else text["percent_small"]
        shown = template.format(sign="+" if by > 0 else "-", percent=number_text(percent))
        lines.append(line("matrix-number", shown))
    return CellSpec(tuple(lines))
