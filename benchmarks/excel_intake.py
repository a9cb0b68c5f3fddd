"""Excel forms: 50,000 rows out and strictly in again; at least 5,000 rows a second each way."""

from __future__ import annotations

import io
import re
import statistics
import time
import zipfile

from minhbach.errors import UsageError
from minhbach.figures.forms import load_form
from minhbach.reports.intake import read_template
from minhbach.writers.xlsx_template import TemplateUnit, template_workbook

UNITS, ELEMENTS, ROUNDS, LINE = 1667, 30, 3, 5_000
# '<c r="F12" s="2" t="s"><v>7</v></c>': the cell before the one that a unit fills in
BEFORE = re.compile(rb'(<c r="F(\d+)"[^>]*><v>\d+</v></c>)')


def run() -> None:
    """Prints rows a second of processor time for writing, reading, and refusing wrong cells."""
    elements = "".join(
        f'[[element]]\ncode = "e{n}"\nname = "Chỉ tiêu số {n}"\nunit = "buổi"\n'
        for n in range(ELEMENTS)
    )
    form = load_form(f'code = "f"\nname = "Biểu đo"\nperiod = "month"\n{elements}')
    units = [TemplateUnit(f"U{n}", f"Chi bộ cơ sở số {n}") for n in range(UNITS)]
    asked = {unit.code: unit.not_asked for unit in units}
    rows, written, read = UNITS * ELEMENTS, [], []
    for _round in range(ROUNDS):
        start = time.process_time()
        data = template_workbook(form, "2024-M01", units)
        written.append(rows / (time.process_time() - start))
        full = _filled(data)
        start = time.process_time()
        intake = read_template(full, form, "2024-M01", asked, "b.xlsx")
        read.append(rows / (time.process_time() - start))
        if len(intake.answers) != rows:
            raise SystemExit(f"{len(intake.answers)} answers of {rows}")
    start = time.process_time()
    try:
        read_template(_filled(data, b"-12"), form, "2024-M01", asked, "b.xlsx")
    except UsageError as error:
        refused = [rows / (time.process_time() - start)]
        print(f"{error.params['count']} wrong cells in {error.text().count(chr(10))} line(s)")
    for name, speeds in (("out", written), ("in", read), ("all wrong", refused)):
        print(f"Excel {name}: {statistics.median(speeds):,.0f} rows/s of {rows:,} (line {LINE:,})")


def _filled(data: bytes, value: bytes = b"12") -> bytes:
    """The workbook with a number in each row, without a spreadsheet program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = BEFORE.sub(rb'\1<c r="H\2"><v>' + value + b"</v></c>", part)
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    run()
