"""B6: a consolidated report of 200 rows (line: 0.3 s) and of 5,000 (linear)."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from statistics import median

from benchmarks.generate.unit_reports import FORM
from benchmarks.measure import one_core
from benchmarks.tables import publish, table
from minhbach.figures import load_form
from minhbach.model.figures import FoundFigure
from minhbach.model.form import Form
from minhbach.model.report import ReportedValue, ReportInput, SourceRef, Unit, UnitReport
from minhbach.reports import compose_report
from minhbach.writers import write

SIZES, LINE, ROUNDS = (200, 1000, 5000), 0.3, 5


def run() -> None:
    """Prints and keeps the table."""
    one_core()
    form = load_form(FORM.encode())
    rows, times = [], {}
    for size in SIZES:
        told = report_of(form, size)
        _made(told)
        times[size] = median(_made(told) for _ in range(ROUNDS))
        each = times[size] / size * 1000
        rows.append((f"{size:,}", f"{times[size]:.3f}", f"{each:.2f}"))
    growth = (times[5000] / 5000) / (times[200] / 200)
    notes = (
        f"Compose and write the .docx with its annex table and its manifest; processor time. "
        f"Line: 200 rows in {LINE} s. A row of 5,000 costs {growth:.2f} × a row of 200."
    )
    heads = ("units in the annex", "seconds", "ms a row")
    publish("B6", "a report of many rows", [table(heads, rows), notes])


def report_of(form: Form, size: int) -> ReportInput:
    """A report in which ``size`` units gave three confirmed figures each."""
    parent = Unit("K", "Đảng bộ Khối", "Khối")
    units = tuple(Unit(f"U{n}", f"Chi bộ cơ sở số {n}", f"Chi bộ {n}") for n in range(size))
    return ReportInput(
        form=form,
        period="2024-Q1",
        parent=parent,
        units=units,
        reports=tuple(_report(form, unit, n) for n, unit in enumerate(units)),
        layout="party",
        layout_date=date(2024, 4, 5),
        issuer="Ban Tuyên giáo Đảng ủy Khối",
        due=date(2024, 3, 29),
    )


def _report(form: Form, unit: Unit, n: int) -> UnitReport:
    values = {}
    for at, element in enumerate(form.elements):
        value = Decimal(n % 37 + at + 1)
        quote = f"đã tổ chức {value} {element.unit}"
        place = FoundFigure(value, quote, "paragraph", f"p{at + 4}")
        values[element.code] = ReportedValue("confirmed", value, None, place)
    source = SourceRef(f"bao-cao-{n}.docx", f"{n:064x}")
    return UnitReport(unit, date(2024, 3, 25), False, source, values)


def _made(told: ReportInput) -> float:
    start = time.process_time()
    composed = compose_report(told)
    write(composed.document, ".docx", manifest=composed.manifest)
    return time.process_time() - start


if __name__ == "__main__":
    run()
