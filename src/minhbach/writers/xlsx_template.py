"""The Excel form that goes out to units: locked but for the cells to fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minhbach.model.form import Form
from minhbach.writers.xlsx_sheets import Book, workbook_words

SCHEMA = 1
# A cell that is not locked still has to be a number that counts something.
_AMOUNT = {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}


@dataclass(frozen=True, slots=True)
class TemplateUnit:
    """A unit that fills the workbook in. ``not_asked``: codes of elements left out for it;
    ``last``: what it answered in the period before, as text, by element code."""

    code: str
    name: str
    not_asked: frozenset[str] = frozenset()
    last: Mapping[str, str] = field(default_factory=dict)


def template_workbook(form: Form, period: str, units: Sequence[TemplateUnit]) -> bytes:
    """The workbook as .xlsx bytes: a row per unit and element, a row per unit and narrative part,
    a guide. ``minhbach.reports.intake.read_template`` reads it back.

    Text that looks like a formula stays text; the same input gives the same bytes.
    """
    words = workbook_words("template")
    book = Book(f"{words['title']}: {form.name}")
    _values(book, form, units, words)
    if form.sections:
        _texts(book, form, units, words)
    _guide(book, form, period, words)
    data = book.book.add_worksheet(words["data_sheet"])
    facts = {"schema": SCHEMA, "form": form.code, "version": form.version, "period": period}
    data.write_string(0, 0, json.dumps(facts))
    data.protect()
    data.very_hidden()
    return book.bytes()


def _values(book: Book, form: Form, units: Sequence[TemplateUnit], words: dict[str, Any]) -> None:
    sheet = book.sheet(words["sheet"], words["columns"], words["widths"])
    first, last = words["first_open"] - 1, len(words["columns"]) - 1
    # The format of the columns opens their empty cells: 50,000 rows need no cell of their own.
    for at in range(first, last + 1):
        sheet.set_column(at, at, words["widths"][at], book.open)
    row = 0
    for unit in units:
        for element in form.elements:
            if element.code in unit.not_asked:
                continue
            row += 1
            sheet.write_number(row, 0, row, book.number)
            known = (unit.code, unit.name, element.code, element.name, element.unit)
            for at, text in enumerate(known, start=1):
                sheet.write_string(row, at, text, book.text)
            if before := unit.last.get(element.code):
                sheet.write_string(row, 6, before, book.text)
    if row:
        kinds = [words["not_known"], words["later"], words["not_applicable"]]
        sheet.data_validation(1, first, row, first, _AMOUNT)
        sheet.data_validation(1, first + 1, row, first + 1, _list(words["qualifiers"]))
        sheet.data_validation(1, first + 2, row, first + 2, _list(kinds))
        sheet.autofilter(0, 0, row, last)
    sheet.freeze_panes(1, 5)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _list(choices: list[str]) -> dict[str, Any]:
    return {"validate": "list", "source": choices, "ignore_blank": True}


def _texts(book: Book, form: Form, units: Sequence[TemplateUnit], words: dict[str, Any]) -> None:
    sheet = book.sheet(words["texts_sheet"], words["texts_columns"], words["texts_widths"])
    row = 0
    for unit in units:
        for section in form.sections:
            row += 1
            book.row(sheet, row, [unit.code, unit.name, section.code, section.name])
            sheet.write_blank(row, 4, None, book.open)
            sheet.set_row(row, 60)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _guide(book: Book, form: Form, period: str, words: dict[str, Any]) -> None:
    sheet = book.book.add_worksheet(words["guide_sheet"])
    sheet.set_column(0, 0, 100)
    lines = [f"{form.name} – {period}", *words["guide"]]
    helps = [(e.name, e.help, e.zero) for e in form.elements if e.help or e.zero]
    lines += [f"{name}: {'. '.join(t for t in (about, zero) if t)}" for name, about, zero in helps]
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text, book.plain)
    sheet.protect()
