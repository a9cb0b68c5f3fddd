"""The lines of a decision from a table (CSV or .xlsx)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minhbach_web.units.changes import Line, Problem
from minhbach_web.units.models import Kind
from minhbach_web.units.services.tables import TableLine, kind_of, read_table

NEEDED = ("kind", "code")
FIELDS = ("kind", "code", "target", "parent_code", "name", "short_name", "type")
LIMITS = {"code": 40, "target": 40, "name": 250, "short_name": 120, "type": 80}


def lines_of(data: bytes, problems: list[Problem]) -> list[Line]:
    """The decision's lines; what is wrong with the table itself goes to ``problems``.

    The unit above a new or moved one may stand in a column of its own (``parent_code``). Several
    units in one cell, between semicolons, are several lines: ``A; B`` merged into ``C``.
    """
    table = read_table(data, needed=NEEDED, known=FIELDS, problems=problems)
    return [line for row in table for line in _lines(row, problems)]


def _lines(row: TableLine, problems: list[Problem]) -> Iterable[Line]:
    kind = kind_of(row["kind"])
    if kind not in Kind.values:
        text = _("“%(word)s” is no kind of change.") % {"word": row["kind"][:40]}
        problems.append(Problem(row.number, text))
        return
    for code in _codes(row["code"]):
        for target in _codes(row["target"] or row["parent_code"]):
            line = Line(
                row.number,
                kind,
                code,
                target,
                row["name"],
                row["short_name"],
                row["type"],
            )
            for name, limit in LIMITS.items():
                if len(getattr(line, name)) > limit:
                    text = _("%(field)s is longer than %(limit)s characters.")
                    words = {"field": name, "limit": limit}
                    problems.append(Problem(row.number, text % words))
            yield line


def _codes(cell: str) -> list[str]:
    """``A; B`` → A, B; nothing gives one empty code."""
    return [part.strip() for part in cell.split(";") if part.strip()] or [""]
