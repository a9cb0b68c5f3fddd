"""The review workbook: where a person confirms each figure beside its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from minhbach.model.codec import to_json
from minhbach.model.figures import Figures, FoundFigure
from minhbach.model.form import Element, Form
from minhbach.writers.xlsx_sheets import Book, Value, workbook_words

SCHEMA = 1
_CHUNK = 30_000  # characters a cell; Excel holds 32,767


def review_workbook(form: Form, figures: Iterable[Figures]) -> bytes:
    """The workbook as .xlsx bytes: one row per report and element, a guide, and what was found.

    A person fills in the last columns; ``minhbach.reports.review.read_review`` reads it back.
    Text that looks like a formula stays text. The same figures give the same bytes.
    """
    found = [_named(figure) for figure in figures]
    words = workbook_words("review")
    book = Book(words["title"])
    _review_sheet(book, form, found)
    _guide_sheet(book)
    _data_sheet(book, form, found)
    return book.bytes()


def _named(figures: Figures) -> Figures:
    """With the bare file name: folders of one machine mean nothing on another."""
    name = PurePosixPath(figures.file.replace("\\", "/")).name
    return Figures(
        name,
        figures.sha256,
        figures.unit,
        figures.period,
        figures.values,
        figures.conflicts,
        figures.narratives,
    )


def _review_sheet(book: Book, form: Form, found: list[Figures]) -> None:
    words = workbook_words("review")
    sheet = book.sheet(words["sheet"], words["columns"], words["widths"])
    first, last = words["first_open"] - 1, len(words["columns"]) - 1
    row = 0
    for figures in found:
        for element in form.elements:
            row += 1
            book.row(sheet, row, _row(row, figures, element))
            for column in range(first, last + 1):
                sheet.write_blank(row, column, None, book.open)
    if row:
        choices = [words["right"], words["corrected"], words["absent"]]
        sheet.data_validation(1, first, row, first, _list(choices))
        sheet.data_validation(1, first + 2, row, first + 2, _list(words["qualifiers"]))
        sheet.autofilter(0, 0, row, last)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _list(choices: list[str]) -> dict[str, Any]:
    return {"validate": "list", "source": choices, "ignore_blank": True}


def _row(number: int, figures: Figures, element: Element) -> list[Value]:
    value = figures.values.get(element.code)
    return [
        number,
        figures.unit,
        figures.file,
        element.code,
        element.name,
        element.unit,
        value.value if value else None,
        value.qualifier if value else None,
        value.quote if value else None,
        value.anchor if value else None,
        "\n".join(_candidates(figures, element.code, value)) or None,
    ]


def _candidates(figures: Figures, code: str, chosen: FoundFigure | None) -> list[str]:
    return [
        f"{candidate.value}: “{candidate.quote}” ({candidate.anchor})"
        for conflict in figures.conflicts
        if conflict.element == code
        for candidate in conflict.candidates
        if candidate != chosen
    ]


def _guide_sheet(book: Book) -> None:
    words = workbook_words("review")
    sheet = book.book.add_worksheet(words["guide_sheet"])
    sheet.set_column(0, 0, 100)
    for row, text in enumerate(words["guide"]):
        sheet.write_string(row, 0, text, book.plain)
    sheet.protect()


def _data_sheet(book: Book, form: Form, found: list[Figures]) -> None:
    """A row per report: its JSON over as many cells as it needs."""
    sheet = book.book.add_worksheet(workbook_words("review")["data_sheet"])
    sheet.write_string(0, 0, json.dumps({"schema": SCHEMA, "form": form.code}))
    for row, figures in enumerate(found, start=1):
        text = json.dumps(to_json(figures), ensure_ascii=True, separators=(",", ":"))
        for column, at in enumerate(range(0, len(text), _CHUNK)):
            sheet.write_string(row, column, text[at : at + _CHUNK])
    sheet.protect()
    sheet.very_hidden()
