"""ReportInput from files: a form, the list of units, what was found and what was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from minhbach.errors import UsageError
from minhbach.model.figures import Figures
from minhbach.model.form import Form
from minhbach.model.period import parse_period
from minhbach.model.report import Remark, ReportInput, SourceRef, Unit, UnitReport
from minhbach.reports.confirm import Confirmations, reported_values
from minhbach.reports.units import UnitList, UnitRow
from minhbach.reports.words import words


def report_input(  # one keyword per fact that the paper states; nothing has a hidden default
    form: Form,
    period: str,
    figures: Iterable[Figures],
    *,
    units: UnitList | None = None,
    confirmations: Mapping[str, Confirmations] | None = None,
    due: date | None = None,
    layout: Literal["party", "state"] | None = None,
    layout_date: date | None = None,
    issuer: str | None = None,
    parent_issuer: str | None = None,
    number: str | None = None,
    day: date | None = None,
    place: str | None = None,
    basis: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    authority: str | None = None,
    title: str | None = None,
    signer: str | None = None,
    remarks: tuple[Remark, ...] = (),
) -> ReportInput:
    """Everything a consolidated report is made from.

    ``confirmations``: per file name, what a person decided; None or an absent file means that
    nothing of it is confirmed. Without ``units`` every file is a unit of its own and nobody is
    missing. ``layout`` follows from the issuer's name and ``layout_date`` from the due date or
    the last day of the period when they are not given. ``number`` and ``day`` are the paper's own.
    UsageError: a period that is none, a file that no unit sent, two files of one unit.
    """
    last_day = parse_period(period).last_day()
    rows = units.rows if units else None
    parent = units.parent if units else Unit("", issuer or "", issuer or "")
    reports = _reports(form, tuple(figures), rows, confirmations or {}, due)
    name = issuer or parent.name
    return ReportInput(
        form=form,
        period=period,
        parent=parent,
        units=units.units if units else tuple(report.unit for report in reports),
        reports=reports,
        layout=layout or layout_of(name),
        layout_date=layout_date or due or last_day,
        issuer=name,
        parent_issuer=parent_issuer,
        number=number,
        date=day,
        place=place,
        basis=basis,
        due=due,
        recipients=recipients,
        authority=authority,
        title=title,
        signer=signer,
        remarks=remarks,
    )


def layout_of(issuer: str) -> Literal["party", "state"]:
    """The layout that a body of this name writes in (word list: layouts/words.toml).

    >>> layout_of("Đảng bộ Khối các cơ quan tỉnh")
    'party'
    """
    return "party" if issuer.lower().startswith(tuple(words()["layout"]["party"])) else "state"


def _reports(
    form: Form,
    figures: tuple[Figures, ...],
    rows: tuple[UnitRow, ...] | None,
    confirmations: Mapping[str, Confirmations],
    due: date | None,
) -> tuple[UnitReport, ...]:
    codes = tuple(element.code for element in form.elements)
    sent: dict[str, UnitReport] = {}
    for found in figures:
        row = _row_of(found, rows)
        if row.unit.code in sent:
            raise UsageError("report-twice", file=_name(found), unit=row.unit.name)
        sent[row.unit.code] = UnitReport(
            unit=row.unit,
            reported_on=row.reported_on,
            late=bool(due and row.reported_on and row.reported_on > due),
            source=SourceRef(_name(found), found.sha256),
            values=reported_values(found, codes, confirmations.get(_name(found))),
            narratives=found.narratives,
        )
    order = {row.unit.code: at for at, row in enumerate(rows or ())}
    return tuple(sorted(sent.values(), key=lambda report: order.get(report.unit.code, 0)))


def _name(found: Figures) -> str:
    return PurePosixPath(found.file.replace("\\", "/")).name


def _row_of(found: Figures, rows: tuple[UnitRow, ...] | None) -> UnitRow:
    """By the file that the list names; else by the unit's name as its report states it."""
    if rows is None:
        stem = PurePosixPath(_name(found)).stem
        name = found.unit or _name(found)
        return UnitRow(Unit(stem, name, name), "", _name(found), None)
    for row in rows:
        if row.report_file == _name(found):
            return row
    wanted = _bare(found.unit or "")
    same = [row for row in rows if wanted and _bare(row.unit.name) == wanted]
    if len(same) != 1:
        raise UsageError("report-without-unit", file=_name(found))
    return same[0]


def _bare(name: str) -> str:
    """The name without the word for committee or organisation that it opens with."""
    text = " ".join(name.casefold().split())
    for opening in words()["units"]["openings"]:
        if text.startswith(opening + " "):
            return text[len(opening) + 1 :]
    return text
