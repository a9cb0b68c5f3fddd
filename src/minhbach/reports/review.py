"""The review workbook read back, strictly: every wrong cell is named."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cattrs import BaseValidationError
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from minhbach.errors import UnreadableFile, UsageError
from minhbach.figures.numbers import parse_figure
from minhbach.model.codec import from_json
from minhbach.model.figures import Figures
from minhbach.model.form import Form
from minhbach.readers.archive import Package
from minhbach.reports.confirm import Confirmation
from minhbach.writers.xlsx_sheets import workbook_words

_FILE, _CODE, _VALUE = 3, 4, 7  # columns, from 1
_MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Review:
    """A workbook as a person left it: what was found, and per file name what was decided."""

    figures: tuple[Figures, ...]
    confirmations: Mapping[str, Mapping[str, Confirmation]]


def read_review(data: bytes, form: Form, file: str = "xlsx") -> Review:
    """The decisions of a review workbook made by ``review_workbook``.

    UsageError lists each wrong cell with sheet and place ("Rà soát!L7: …"); UnreadableFile when
    the file is no such workbook.
    """
    Package(data, file)  # the zip guard
    words = workbook_words("review")
    try:
        book = load_workbook(io.BytesIO(data))
        sheet, hidden = book[words["sheet"]], book[words["data_sheet"]]
        figures = _figures(hidden, form, file)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile("review-not-ours", file=file) from error
    found = {figure.file: figure for figure in figures}
    decisions, errors = _decisions(sheet, found, form)
    if errors:
        raise UsageError("review-wrong", file=file, cells="\n".join(errors[:_MOST_ERRORS]))
    return Review(figures, decisions)


def _figures(sheet: Worksheet, form: Form, file: str) -> tuple[Figures, ...]:
    rows = list(sheet.iter_rows(values_only=True))
    if json.loads(str(rows[0][0]))["form"] != form.code:
        raise UsageError("review-other-form", file=file, form=form.code)
    try:
        texts = ("".join(str(cell) for cell in row if cell is not None) for row in rows[1:])
        return tuple(from_json(Figures, json.loads(text)) for text in texts)
    except (BaseValidationError, TypeError, ArithmeticError) as error:
        raise ValueError(file) from error


def _decisions(
    sheet: Worksheet, found: Mapping[str, Figures], form: Form
) -> tuple[dict[str, dict[str, Confirmation]], list[str]]:
    codes = {element.code for element in form.elements}
    decisions: dict[str, dict[str, Confirmation]] = {name: {} for name in found}
    errors: list[str] = []
    for cells in sheet.iter_rows(min_row=2, max_col=len(workbook_words("review")["columns"])):
        name, code = _text(cells[_FILE - 1]), _text(cells[_CODE - 1])
        if name is None and code is None:
            continue
        try:
            if name is None or code is None or name not in found or code not in codes:
                raise _Wrong(cells[_CODE - 1], "review-row-unknown")
            if code in decisions[name]:
                raise _Wrong(cells[_CODE - 1], "review-row-twice")
            decisions[name][code] = _decision(cells, found[name], code)
        except _Wrong as wrong:
            errors.append(wrong.sentence(sheet.title))
    return decisions, errors


class _Wrong(Exception):
    """A cell that can't be used."""

    def __init__(self, cell: Any, code: str) -> None:
        self.cell, self.code = cell, code
        super().__init__(code)

    def sentence(self, sheet: str) -> str:
        reason = UsageError(self.code, value=str(self.cell.value or "")[:60]).text()
        return f"{sheet}!{self.cell.coordinate}: {reason}"


def _decision(cells: tuple[Any, ...], figures: Figures, code: str) -> Confirmation:
    words = workbook_words("review")
    at = words["first_open"] - 1
    choice, value, qualifier, note = cells[at], cells[at + 1], cells[at + 2], cells[at + 3]
    found = figures.values.get(code)
    if _number(cells[_VALUE - 1]) != (found.value if found else None):
        raise _Wrong(cells[_VALUE - 1], "review-found-changed")
    chosen, corrected = _text(choice), _number(value)
    said = _qualifier(qualifier)
    if chosen not in (None, words["right"], words["corrected"], words["absent"]):
        raise _Wrong(choice, "review-decision-unknown")
    if chosen != words["corrected"] and corrected is not None:
        raise _Wrong(value, "review-value-without-decision")
    if chosen != words["corrected"] and said is not None:
        raise _Wrong(qualifier, "review-value-without-decision")
    if chosen == words["corrected"] and corrected is None:
        raise _Wrong(value, "review-value-missing")
    if chosen == words["right"] and found is None:
        raise _Wrong(choice, "review-nothing-found")
    kinds = {words["right"]: "right", words["corrected"]: "corrected", words["absent"]: "absent"}
    kind: Any = kinds.get(chosen, "open")
    return Confirmation(kind, corrected, said, _text(note))


def _text(cell: Any) -> str | None:
    _refuse_formula(cell)
    if cell.value is None:
        return None
    return unicodedata.normalize("NFC", str(cell.value)).strip() or None


def _qualifier(cell: Any) -> str | None:
    text = _text(cell)
    if text is not None and text not in workbook_words("review")["qualifiers"]:
        raise _Wrong(cell, "review-qualifier-unknown")
    return text


def _number(cell: Any) -> Decimal | None:
    """A number cell, or text written as offices write figures (1.824; 97,5)."""
    _refuse_formula(cell)
    value = cell.value
    if isinstance(value, bool):
        raise _Wrong(cell, "review-no-number")
    if isinstance(value, int | float):
        return Decimal(repr(value)).normalize() if value else Decimal(0)
    text = _text(cell)
    if text is None:
        return None
    figure = parse_figure(text)
    if figure is None:
        raise _Wrong(cell, "review-no-number")
    return figure


def _refuse_formula(cell: Cell) -> None:
    if cell.data_type in ("f", "e"):
        raise _Wrong(cell, "review-formula")
