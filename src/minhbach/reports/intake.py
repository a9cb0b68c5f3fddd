"""The Excel form read back, strictly: every wrong cell is named, or everything is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from minhbach.errors import UnreadableFile, UsageError
from minhbach.figures.numbers import parse_figure
from minhbach.model.form import Form
from minhbach.reports.sheet_rows import Row, Workbook
from minhbach.reports.wrong_cells import WrongCell, lines_of
from minhbach.writers.xlsx_sheets import workbook_words

MOST_DIGITS, MOST_DECIMALS = 12, 6
# "1,250": a thousand or a fraction? Nobody can know.
_UNCLEAR = re.compile(r"[0-9]{1,3},[0-9]{3}")
_COLUMNS, _TEXT_COLUMNS = frozenset({1, 3, 7, 8, 9, 10}), frozenset({0, 2, 4})
AnswerState = Literal["number", "not_known", "later", "not_applicable"]


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """One answer with the cell it stands in ("Số liệu!H5") and the cell's text."""

    unit: str
    element: str
    state: AnswerState
    value: Decimal | None
    qualifier: str | None
    note: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class CellText:
    """One narrative part with the cell it stands in."""

    unit: str
    section: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Intake:
    """A workbook as a unit filled it in; what was left empty is not in it."""

    answers: tuple[CellAnswer, ...]
    texts: tuple[CellText, ...]


def read_template(
    data: bytes, form: Form, period: str, units: Mapping[str, frozenset[str]], file: str
) -> Intake:
    """The answers of a workbook that ``template_workbook`` made.

    ``units``: unit code → element codes that are not asked of it. UsageError ``template-wrong``
    lists each wrong cell ("Số liệu!H5: …", a line each, or a line a kind where they are many);
    UnreadableFile when the file is no such workbook; UsageError when it was made for another form
    or period.
    """
    words = workbook_words("template")
    book = Workbook(data, file)
    _check_facts(book, words, form, period, file)
    reading = _Reading(form, units, words)
    answers = tuple(reading.answers(book.rows(words["sheet"], _COLUMNS)))
    texts: tuple[CellText, ...] = ()
    if form.sections:
        texts = tuple(reading.texts(book.rows(words["texts_sheet"], _TEXT_COLUMNS)))
    if reading.errors:
        count, lines = len(reading.errors), lines_of(reading.errors)
        raise UsageError("template-wrong", file=file, count=count, cells="\n".join(lines))
    return Intake(answers, texts)


def _check_facts(book: Workbook, words: dict[str, Any], form: Form, period: str, file: str) -> None:
    for _number, row in book.rows(words["data_sheet"], (0,)):
        try:
            facts = json.loads(row[0].text)
            found = (facts["form"], facts["version"], facts["period"])
        except (KeyError, ValueError, TypeError):
            break
        if found != (form.code, form.version, period):
            raise UsageError("template-other", file=file, form=found[0], period=found[2])
        return
    raise UnreadableFile("template-not-ours", file=file)


class _Wrong(Exception):
    def __init__(self, column: int, code: str, value: object = "") -> None:
        self.column, self.code, self.value = column, code, value
        super().__init__(code)


class _Reading:
    """One pass over the sheets; wrong cells are collected."""

    def __init__(
        self, form: Form, units: Mapping[str, frozenset[str]], words: dict[str, Any]
    ) -> None:
        self.units, self.words = units, words
        self.elements = {element.code: element for element in form.elements}
        self.sections = {section.code for section in form.sections}
        self.kinds: dict[str, AnswerState] = {
            words["not_known"]: "not_known",
            words["later"]: "later",
            words["not_applicable"]: "not_applicable",
        }
        self.errors: list[WrongCell] = []
        self.seen: set[tuple[str, str]] = set()

    def answers(self, rows: Iterator[tuple[int, Row]]) -> Iterator[CellAnswer]:
        title = self.words["sheet"]
        for number, cells in rows:
            if number == 1:
                continue
            try:
                answer = self._answer(cells, title, number)
            except _Wrong as wrong:
                self._told(title, number, wrong)
                continue
            if answer is not None:
                yield answer

    def texts(self, rows: Iterator[tuple[int, Row]]) -> Iterator[CellText]:
        title = self.words["texts_sheet"]
        for number, cells in rows:
            if number == 1:
                continue
            try:
                unit, code = _text(cells, 0), _text(cells, 2)
                text = _text(cells, 4)
                if unit is None and code is None and text is None:
                    continue
                self._known(unit, code, self.sections, 2)
            except _Wrong as wrong:
                self._told(title, number, wrong)
                continue
            if text is not None and unit is not None and code is not None:
                yield CellText(unit, code, text, f"{title}!E{number}")

    def _told(self, title: str, row: int, wrong: _Wrong) -> None:
        value = str(wrong.value)[:60]
        self.errors.append(WrongCell(title, wrong.column, row, wrong.code, value))

    def _known(
        self, unit: str | None, code: str | None, codes: Any, column: int
    ) -> tuple[str, str]:
        if unit is None or unit not in self.units:
            raise _Wrong(1 if column == 3 else 0, "template-unit-unknown", unit or "")
        if code is None or code not in codes or code in self.units[unit]:
            raise _Wrong(column, "template-row-unknown", code or "")
        if (unit, code) in self.seen:
            raise _Wrong(column, "template-row-twice", code)
        self.seen.add((unit, code))
        return unit, code

    def _answer(self, cells: Row, title: str, row: int) -> CellAnswer | None:
        first = self.words["first_open"] - 1
        said = any(at in cells for at in range(first, first + 4))
        unit, code = _text(cells, 1), _text(cells, 3)
        if unit is None and code is None and not said:
            return None
        unit, code = self._known(unit, code, self.elements, 3)
        if not said:
            return None
        value = _number(cells, first, self.elements[code].unit)
        qualifier, kind = _text(cells, first + 1), _text(cells, first + 2)
        note = _text(cells, first + 3) or ""
        self._check(value, qualifier, kind, first)
        if value is None and kind is None:
            if note:
                raise _Wrong(first, "template-note-alone")
            return None
        cell = f"{title}!{chr(65 + first)}{row}"
        state: AnswerState = "number" if kind is None else self.kinds[kind]
        text = cells[first].text if first in cells else ""
        return CellAnswer(unit, code, state, value, qualifier, note, cell, text)

    def _check(
        self, value: Decimal | None, qualifier: str | None, kind: str | None, first: int
    ) -> None:
        if qualifier is not None and qualifier not in self.words["qualifiers"]:
            raise _Wrong(first + 1, "review-qualifier-unknown", qualifier)
        if kind is not None and kind not in self.kinds:
            raise _Wrong(first + 2, "template-kind-unknown", kind)
        if kind is not None and value is not None:
            raise _Wrong(first, "template-number-and-kind", value)
        if qualifier is not None and value is None:
            raise _Wrong(first + 1, "template-estimate-of-nothing", qualifier)


def _text(cells: Row, at: int) -> str | None:
    """The text of a cell; a formula or an error of Excel is refused."""
    cell = cells.get(at)
    if cell is None:
        return None
    if cell.kind in ("f", "e"):
        raise _Wrong(at, "review-formula")
    return cell.text.strip() or None


def _number(cells: Row, at: int, unit: str) -> Decimal | None:
    text = _text(cells, at)
    if text is None:
        return None
    cell = cells[at]
    if cell.kind not in ("s", "n"):
        raise _Wrong(at, "review-no-number", text)
    if cell.kind == "s":
        if _UNCLEAR.fullmatch(text):
            raise _Wrong(at, "template-two-ways", text)
        return _bounded(parse_figure(text.removesuffix("%")), at, text)
    try:
        # Excel keeps binary fractions: 97.49999999999999 was typed as 97.5.
        number = Decimal(repr(round(float(text), 9))) if "." in text else Decimal(text)
    except (ValueError, InvalidOperation):
        raise _Wrong(at, "review-no-number", text) from None
    if cell.percent:
        if unit != "%":
            raise _Wrong(at, "template-percent", text)
        number *= 100  # 95 % is kept as 0.95
    return _bounded(number, at, text)


def _bounded(number: Decimal | None, at: int, value: object) -> Decimal:
    if number is None or not number.is_finite():
        raise _Wrong(at, "review-no-number", value)
    if number < 0:
        raise _Wrong(at, "template-negative", value)
    number = number.normalize() + 0
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if number >= Decimal(10) ** MOST_DIGITS or decimals > MOST_DECIMALS:
        raise _Wrong(at, "template-too-long", value)
    return number
