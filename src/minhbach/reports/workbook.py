"""The consolidated report as a workbook: totals, values per unit, the place of each number."""

from __future__ import annotations

from minhbach.model.report import ComposedReport, ReportInput, Total, TracedNumber
from minhbach.reports.grid import reported, reports_by_unit
from minhbach.reports.words import words
from minhbach.writers.xlsx_sheets import Book, Value


def report_workbook(data: ReportInput, report: ComposedReport) -> bytes:
    """The tables of a consolidated report as .xlsx bytes; the same input gives the same bytes.

    Text is never a formula. A number that several units stand behind has its state beside it:
    what is unconfirmed is in the sheet of units, never in a total.
    """
    text = words("workbook")
    book = Book(report.document.header.subject or text["title"])
    _totals(book, data, report.totals)
    _units(book, data)
    _places(book, data, report.manifest.numbers)
    return book.bytes()


def _totals(book: Book, data: ReportInput, totals: tuple[Total, ...]) -> None:
    text = words("workbook")["totals"]
    names = {unit.code: unit.short_name for unit in data.units}
    sheet = book.sheet(text["name"], text["columns"], text["widths"])
    pairs = zip(data.form.elements, totals, strict=True)
    for row, (element, total) in enumerate(pairs, 1):
        values: list[Value] = [
            row,
            element.name,
            element.unit,
            total.value,
            total.lowest,
            total.highest,
            total.n_reported,
            total.n_expected,
            total.estimates,
            total.unconfirmed,
            "; ".join(names[code] for code in total.missing),
            "; ".join(names[code] for code in total.not_given),
        ]
        book.row(sheet, row, values)


def _units(book: Book, data: ReportInput) -> None:
    text = words("workbook")["units"]
    elements = data.form.elements
    heads = [*text["columns"], *(f"{e.name} ({e.unit})" for e in elements)]
    sheet = book.sheet(text["name"], heads, [*text["widths"], *([16] * len(elements))])
    reports = reports_by_unit(data)
    for row, unit in enumerate(data.units, 1):
        values: list[Value] = [row, unit.code, unit.name]
        found = reports.get(unit.code)
        for element in elements:
            if found is None:
                values.append(text["missing"])
                continue
            value = reported(found, element.code)
            if value.state == "confirmed" and not value.qualifier:
                values.append(value.value)
            elif value.state == "confirmed":
                values.append(f"{value.qualifier} {value.value}")
            else:
                values.append(text[value.state])
        book.row(sheet, row, values)


def _places(book: Book, data: ReportInput, numbers: tuple[TracedNumber, ...]) -> None:
    text = words("workbook")["places"]
    names = {unit.code: unit.name for unit in data.units}
    elements = {element.code: element.name for element in data.form.elements}
    sheet = book.sheet(text["name"], text["columns"], text["widths"])
    single = [number for number in numbers if number.rule == "value"]
    for row, number in enumerate(single, 1):
        part = number.parts[0]
        values: list[Value] = [
            row,
            elements[number.element],
            names.get(part.unit, part.unit),
            part.value,
            part.qualifier,
            words("workbook")["units"].get(part.state, text["confirmed"]),
            part.revision,
            part.file or text["typed"],
            part.sha256,
            part.anchor,
            part.quote,
        ]
        book.row(sheet, row, values)
