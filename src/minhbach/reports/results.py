"""Part II: the table of totals, then conflicts and remarks that belong to them."""

from __future__ import annotations

from collections.abc import Callable

from minhbach.model.figures import FoundFigure
from minhbach.model.form import Element
from minhbach.model.report import ReportedValue, Total
from minhbach.reports.comparison import add_comparison, comparisons_of
from minhbach.reports.context import Context
from minhbach.reports.grid import disagrees
from minhbach.reports.numbers import element_number, unit_number
from minhbach.reports.paper import CellSpec, Paper, Piece, line
from minhbach.reports.places import place_text
from minhbach.reports.themes import theme_row, themed
from minhbach.reports.wording import count_text
from minhbach.reports.words import words

_NUMERAL = "II"


def add_results(paper: Paper, context: Context) -> None:
    """The part with its heading; sub-headings only where there is more than the table."""
    text = words("report")
    heading = f"{_NUMERAL}. {text['results']['heading']}"
    paper.add("heading-1", "heading", heading, level=1, mark=f"{_NUMERAL}.")
    steps = _steps(context)
    for number, (title, add) in enumerate(steps, start=1):
        if len(steps) > 1:
            mark = f"{number}."
            paper.add("heading-2", "heading", f"{mark} {title}", level=2, mark=mark)
        add(paper, context)


def _steps(context: Context) -> list[tuple[str, Callable[[Paper, Context], None]]]:
    text = words("report")
    steps: list[tuple[str, Callable[[Paper, Context], None]]] = [
        (text["results"]["totals"], _add_totals)
    ]
    if comparisons_of(context.data):
        steps.append((text["comparison"]["heading"], add_comparison))
    if any(total.conflicts for total in context.totals):
        steps.append((text["conflicts"]["heading"], _add_conflicts))
    if context.data.remarks:
        steps.append((text["remarks"]["heading"], _add_remarks))
    return steps


def _place_of(context: Context, add: Callable[[Paper, Context], None]) -> str:
    """Where a step stands: "II.2"."""
    numbers = [step for _, step in _steps(context)]
    return f"{_NUMERAL}.{numbers.index(add) + 1}"


def _add_totals(paper: Paper, context: Context) -> None:
    text = words("report")["results"]
    rows = [[CellSpec((line("table-head", name),)) for name in text["columns"]]]
    number = 0
    for theme, pairs in themed(context):
        if theme:
            rows.append(theme_row(theme, len(text["columns"])))
        for element, total in pairs:
            number += 1
            rows.append(_row(number, element, total, context))
    paper.table(rows, header_rows=1, widths=text["widths"])
    paper.add("note", "other", text["legend"])


def _row(number: int, element: Element, total: Total, context: Context) -> list[CellSpec]:
    known = total.value is not None or total.lowest is not None
    share = f"{total.n_reported}/{total.n_expected}"
    notes = tuple(line("table-note", note) for note in _notes(element, total, context))
    return [
        CellSpec((line("table-middle", str(number)),)),
        CellSpec((line("table-text", element.name),)),
        CellSpec((line("table-middle", element.unit),)),
        CellSpec((line("table-number" if known else "table-middle", *_total(element, total)),)),
        CellSpec((line("table-middle", share),)),
        CellSpec(notes or (line("table-text", ""),)),
    ]


def _total(element: Element, total: Total) -> list[Piece]:
    text = words("report")["results"]
    if total.value is not None:
        return [element_number(element, total.value)]
    if total.lowest is not None and total.highest is not None:
        lowest = element_number(element, total.lowest, "lowest")
        if total.lowest == total.highest:
            return [lowest]
        highest = element_number(element, total.highest, "highest")
        return [text["range_from"], lowest, text["range_to"], highest]
    return [text["unconfirmed"] if total.unconfirmed else text["no_value"]]


def _notes(element: Element, total: Total, context: Context) -> list[str]:
    text = words("report")["results"]
    notes: list[str] = []
    if total.lowest is not None:
        notes.append(text["not_additive"])
    if total.value is not None and element.over_units == "max":
        notes.append(text["maximum"])
    asked = dict(context.asked(element))
    waiting = [code for code, value in asked.items() if value.state == "unconfirmed"]
    for key, codes in (
        ("missing", total.missing),
        ("not_given", total.not_given),
        ("waiting", tuple(waiting)),
    ):
        if codes:
            notes.append(text[key].format(units=context.listed(codes)))
    notes.extend(_marks(element, total, asked, context))
    return notes


def _marks(
    element: Element, total: Total, asked: dict[str, ReportedValue], context: Context
) -> list[str]:
    text = words("report")["results"]
    notes: list[str] = []
    estimates = {
        code: value.qualifier or ""
        for code, value in asked.items()
        if value.state == "confirmed" and value.qualifier
    }
    if estimates:
        units = context.listed(estimates, estimates)
        many = len(estimates) > text["names_at_most"]
        sentence = text["estimates_many" if many else "estimates"]
        notes.append(sentence.format(count=count_text(len(estimates)), units=units))
    conflicts = [code for code, value in asked.items() if disagrees(value)]
    if conflicts:
        place = _place_of(context, _add_conflicts)
        notes.append(text["conflict"].format(units=context.listed(conflicts), place=place))
    if total.remarks:
        numbers = [str(context.data.remarks.index(remark) + 1) for remark in total.remarks]
        listed = ", ".join(f"({number})" for number in numbers)
        place = _place_of(context, _add_remarks)
        notes.append(text["remark"].format(numbers=listed, place=place))
    return notes


def _add_conflicts(paper: Paper, context: Context) -> None:
    for element in context.data.form.elements:
        for code, value in context.asked(element):
            if disagrees(value):
                pieces = _conflict(element, code, value, context)
                paper.add("item", "item", *pieces, mark="-")


def _conflict(element: Element, code: str, value: ReportedValue, context: Context) -> list[Piece]:
    text = words("report")["conflicts"]
    source = context.reports[code].source
    quotes = "; ".join(_quote(place) for place in value.candidates)
    opening = text["line"].format(
        unit=context.name(code),
        element=element.name,
        file=source.file if source else words("report")["blank"],
        quotes=quotes,
    )
    if value.state == "confirmed" and value.value is not None:
        return [opening + text["taken"], unit_number(element, code, value.value), "."]
    return [opening + text["open"]]


def _quote(place: FoundFigure) -> str:
    text = words("report")["conflicts"]
    quoted: str = text["quote"].format(quote=place.quote, place=place_text(place.anchor))
    return quoted


def _add_remarks(paper: Paper, context: Context) -> None:
    text = words("report")["remarks"]
    names = {element.code: element.name for element in context.data.form.elements}
    for number, remark in enumerate(context.data.remarks, start=1):
        body = remark.text.strip()
        sentence = text["line"].format(
            number=number,
            text=body if body.endswith((".", "!", "?")) else body + ".",
            elements="; ".join(names.get(code, code) for code in remark.elements),
            units="; ".join(
                context.name(code) if code in context.units else code for code in remark.units
            ),
        )
        paper.add("body", "body", sentence)
