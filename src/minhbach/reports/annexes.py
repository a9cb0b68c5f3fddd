"""Annexes: the values of every unit, and the files that they come from."""

from __future__ import annotations

from collections.abc import Sequence

from minhbach.model.form import Element
from minhbach.model.report import ReportedValue, Total
from minhbach.reports.context import Context
from minhbach.reports.frame import add_annex_heading, date_line, number_line
from minhbach.reports.grid import disagrees
from minhbach.reports.numbers import element_number, unit_number
from minhbach.reports.paper import CellSpec, Line, Paper, Piece, line
from minhbach.reports.themes import themed
from minhbach.reports.wording import day_text, lower_first
from minhbach.reports.words import words

_SHA_SHOWN = 12


def add_values_annex(paper: Paper, context: Context) -> None:
    """Units × elements; wide forms are split into several tables."""
    text = words("report")["annex_values"]
    add_annex_heading(paper, context.annex(1), text["title"], _annex_of(context))
    pairs = [pair for _theme, group in themed(context) for pair in group]
    size = text["at_most"]
    marks: set[str] = set()
    tables = [
        _values(context, pairs[start : start + size], marks) for start in range(0, len(pairs), size)
    ]
    shown = [note for key, note in text["legend"].items() if key in marks]
    if shown:
        paper.add("note", "other", text["legend"]["intro"] + "; ".join(shown) + ".")
    for rows, widths in tables:
        paper.table(rows, header_rows=1, widths=widths)


def _annex_of(context: Context) -> str:
    text, data = words("report"), context.data
    number = number_line(data, context.layout, text["kind_code"])
    comma = "," if context.layout.profile == "party" else ""
    of: str = text["annex_of"].format(
        number=lower_first(number).replace(":", ""),
        comma=comma,
        date=date_line(data, context.layout),
        issuer=data.issuer or text["blank"],
    )
    return of


def _values(
    context: Context, pairs: Sequence[tuple[Element, Total]], marks: set[str]
) -> tuple[list[list[CellSpec]], list[float]]:
    text = words("report")["annex_values"]
    names = [*text["columns"], *(f"{element.name} ({element.unit})" for element, _ in pairs)]
    rows = [[CellSpec((line("matrix-head", name),)) for name in names]]
    for code in context.units:
        rows.append(_unit_row(context, code, [element for element, _ in pairs], marks))
    total = [CellSpec((line("matrix-head", text["total"]),), span=2)]
    rows.append(total + [CellSpec((_total(element, total),)) for element, total in pairs])
    return rows, [*text["widths"], *([text["element_width"]] * len(pairs))]


def _unit_row(
    context: Context, code: str, elements: list[Element], marks: set[str]
) -> list[CellSpec]:
    text = words("report")["annex_values"]
    row = [
        CellSpec((line("matrix-middle", str(context.order[code])),)),
        CellSpec((line("matrix-text", context.short(code)),)),
    ]
    if code not in context.reports:
        marks.add("not_reported")
        return [*row, CellSpec((line("matrix-middle", text["not_reported"]),), len(elements))]
    for element in elements:
        value = context.value(code, element.code)
        if value is not None:
            row.append(CellSpec((_value(element, code, value, marks),)))
    return row


def _value(element: Element, code: str, value: ReportedValue, marks: set[str]) -> Line:
    text = words("report")["annex_values"]
    if value.state in ("not_given", "not_applicable", "not_asked"):
        marks.add(value.state)
        return line("matrix-middle", text[value.state])
    if value.value is None:
        marks.add("unread")
        return line("matrix-middle", text["unread"])
    pieces: list[Piece] = [unit_number(element, code, value.value)]
    if value.qualifier:
        marks.add("qualifier")
        pieces.insert(0, f"{value.qualifier} ")
    if value.state == "unconfirmed":
        marks.add("unconfirmed")
        pieces = [text["unconfirmed"][0], *pieces, text["unconfirmed"][1]]
    elif value.value == 0:
        marks.add("zero")
    if disagrees(value):
        marks.add("conflict")
        pieces.append(text["conflict"])
    return line("matrix-number", *pieces)


def _total(element: Element, total: Total) -> Line:
    text = words("report")["results"]
    if total.value is not None:
        return line("matrix-total", element_number(element, total.value))
    if total.lowest is None or total.highest is None:
        word = text["unconfirmed"] if total.unconfirmed else words("report")["annex_values"]["none"]
        return line("matrix-middle", word)
    lowest = element_number(element, total.lowest, "lowest")
    if total.lowest == total.highest:
        return line("matrix-total", lowest)
    highest = element_number(element, total.highest, "highest")
    return line("matrix-total", text["range_from"], lowest, text["range_to"], highest)


def add_sources_annex(paper: Paper, context: Context) -> None:
    """One row per report: unit, file, day, and the first characters of its digest."""
    text = words("report")["annex_sources"]
    add_annex_heading(paper, context.annex(2), text["title"], _annex_of(context))
    paper.add("note", "other", text["legend"])
    rows = [[CellSpec((line("table-head", name),)) for name in text["columns"]]]
    for code in context.units:
        report = context.reports.get(code)
        if report is None:
            continue
        file = report.source.file if report.source else text["typed"]
        digest = report.source.sha256[:_SHA_SHOWN] if report.source else ""
        day = day_text(report.reported_on) if report.reported_on else ""
        rows.append(
            [
                CellSpec((line("table-middle", str(context.order[code])),)),
                CellSpec((line("table-text", context.name(code)),)),
                CellSpec((line("table-text", file),)),
                CellSpec((line("table-middle", day),)),
                CellSpec((line("table-middle", digest),)),
            ]
        )
    paper.table(rows, header_rows=1, widths=text["widths"])
