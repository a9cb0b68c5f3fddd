"""The list of units (CSV): who has to report, under which parent, with which file."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from datetime import date

from minhbach.errors import UsageError
from minhbach.model.report import Unit

_COLUMNS = ("code", "name")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of the list. ``report_file`` and ``reported_on`` are None where nothing came."""

    unit: Unit
    parent_code: str | None
    report_file: str | None
    reported_on: date | None


@dataclass(frozen=True, slots=True)
class UnitList:
    """The parent (the row without a parent) and the units below it, in the order of the list."""

    parent: Unit
    rows: tuple[UnitRow, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(row.unit for row in self.rows)


def read_units(data: bytes) -> UnitList:
    """The list from a CSV with the columns code, name, short_name, type, parent_code,
    report_file, reported_on (ISO date); the last five may be absent or empty.

    Exactly one row has no parent: the body that consolidates. UsageError names the wrong line.
    """
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("units-not-utf8") from None
    reader = csv.DictReader(io.StringIO(text))
    absent = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise UsageError("units-no-column", column=", ".join(absent))
    rows = [_row(fields, reader.line_num) for fields in reader if any(fields.values())]
    return _list(rows)


def _row(fields: dict[str | None, str | None], line: int) -> UnitRow:
    def field(name: str) -> str | None:
        return (fields.get(name) or "").strip() or None

    code, name, day = field("code"), field("name"), field("reported_on")
    if code is None or name is None:
        raise UsageError("units-row-empty", line=line)
    try:
        reported_on = date.fromisoformat(day) if day else None
    except ValueError:
        raise UsageError("units-date-wrong", line=line, value=day) from None
    unit = Unit(code, name, field("short_name") or name)
    return UnitRow(unit, field("parent_code"), field("report_file"), reported_on)


def _list(rows: list[UnitRow]) -> UnitList:
    roots = [row for row in rows if row.parent_code is None]
    if len(roots) != 1:
        raise UsageError("units-one-root", count=len(roots))
    codes = [row.unit.code for row in rows]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UsageError("units-code-twice", codes=", ".join(twice))
    return UnitList(roots[0].unit, tuple(row for row in rows if row.parent_code is not None))
