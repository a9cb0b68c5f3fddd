"""``minhbach consolidate``: the consolidated report without a server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from minhbach.cli.inputs import Row, bytes_of, document_of, files_of, rows_of, told, write_file
from minhbach.errors import UsageError
from minhbach.messages import message
from minhbach.model.codec import from_json, to_json
from minhbach.model.figures import Figures
from minhbach.model.form import Form

OUTPUTS = (".docx", ".pdf")


def run(options: argparse.Namespace) -> int:
    """Read the reports (or the review workbook), total, write one .docx or .pdf."""
    from minhbach.figures import load_form
    from minhbach.reports import compose_report, read_units, report_input
    from minhbach.writers import write

    output = Path(options.output)
    if output.suffix.lower() not in OUTPUTS:
        raise UsageError("unknown-output-type", suffix=output.suffix, known=" ".join(OUTPUTS))
    form = load_form(bytes_of(Path(options.form)))
    units = read_units(bytes_of(Path(options.units))) if options.units else None
    due = _day(options.due)
    figures, confirmations, failed = _gather(options, form)
    composed = compose_report(
        report_input(
            form,
            options.period,
            _of_period(figures, options),
            units=units,
            confirmations=confirmations,
            due=due,
            layout=options.layout,
        )
    )
    write_file(output, write(composed.document, output.suffix, manifest=composed.manifest))
    print(message("consolidated", options.lang, output=output, reports=len(figures)))
    for gap in composed.gaps:
        print(f"! {gap}")
    return 2 if failed else 0


def extracted(options: argparse.Namespace, form: Form) -> tuple[list[Figures], bool]:
    """The figures of every file named, in order; whether one could not be read."""
    failed = False
    found: list[Figures] = []
    work = partial(_figures_row, to_json(form))
    for row in rows_of(files_of(options.files), work, jobs=options.jobs, lang=options.lang):
        if "error" in row:
            failed = True
            print(told(row, options.lang), file=sys.stderr)
        else:
            found.append(row["figures"])
    return found, failed


def _figures_row(form: Any, path: Path) -> Row:
    from minhbach.figures import extract_figures

    return {"figures": extract_figures(document_of(path), from_json(Form, form))}


def _gather(
    options: argparse.Namespace, form: Form
) -> tuple[list[Figures], Mapping[str, Any] | None, bool]:
    """Figures with what a person decided (one workbook), or figures alone (report files)."""
    from minhbach.reports.review import read_review

    workbooks = [name for name in options.files if name.lower().endswith(".xlsx")]
    if not workbooks:
        figures, failed = extracted(options, form)
        return figures, None, failed
    if len(options.files) > 1:
        raise UsageError("one-workbook")
    path = Path(workbooks[0])
    review = read_review(bytes_of(path), form, path.name)
    return list(review.figures), review.confirmations, False


def _of_period(figures: list[Figures], options: argparse.Namespace) -> list[Figures]:
    """Without the reports that state another period: their numbers must not enter this total."""
    kept = []
    for found in figures:
        if found.period is not None and found.period != options.period:
            told_period = {"file": found.file, "stated": found.period, "period": options.period}
            print(message("report-other-period", options.lang, **told_period), file=sys.stderr)
        else:
            kept.append(found)
    return kept


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError("date-wrong", value=text) from error
