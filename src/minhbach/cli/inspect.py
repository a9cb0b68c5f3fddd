"""The commands that read files and print what is in them: show outline cite plan figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from minhbach.cli import prose, shapes
from minhbach.cli.consolidate import extracted
from minhbach.cli.inputs import (
    Row,
    Work,
    bytes_of,
    document_of,
    exit_code,
    files_of,
    rows_of,
    told,
    write_file,
)
from minhbach.messages import message
from minhbach.model.citation import Citation
from minhbach.model.codec import SCHEMA, from_json, to_json
from minhbach.model.form import Form

Printer = Callable[[Row, str], None]


def show(options: argparse.Namespace) -> int:
    """``minhbach show``: the Document as JSON, one object a line."""
    return _print_rows(options, _show_row, as_json=True)


def outline(options: argparse.Namespace) -> int:
    """``minhbach outline``."""
    work = partial(_outline_row, options.lang)
    return _print_rows(options, work, as_json=options.json, printer=prose.outline)


def cite(options: argparse.Namespace) -> int:
    """``minhbach cite``; with ``--register`` one entry per cited document."""
    if options.register:
        return _cite_register(options)
    return _print_rows(options, _cite_row, as_json=options.json, printer=prose.citations)


def plan(options: argparse.Namespace) -> int:
    """``minhbach plan``: to the screen, as JSON, or as a workbook."""
    if options.output:
        return _plan_workbook(options)
    return _print_rows(options, _plan_row, as_json=options.json, printer=prose.plan)


def figures(options: argparse.Namespace) -> int:
    """``minhbach figures``: to the screen, as JSON, or as the workbook where a person confirms."""
    from minhbach.figures import load_form

    form = load_form(bytes_of(Path(options.form)))
    if options.output:
        return _review_workbook(options, form)
    work = partial(_figures_row, to_json(form), options.lang)
    printer = partial(prose.figures, form)
    return _print_rows(options, work, as_json=options.json, printer=printer)


def _show_row(path: Path) -> Row:
    return {"schema": SCHEMA, "document": to_json(document_of(path))}


def _outline_row(lang: str, path: Path) -> Row:
    return shapes.outline(document_of(path), lang)


def _cite_row(path: Path) -> Row:
    from minhbach.citations import find_citations

    found = find_citations(document_of(path))
    return {"citations": [shapes.citation(citation) for citation in found]}


def _cite_register(options: argparse.Namespace) -> int:
    """Each file's citations with its register; over several files one more line for all."""
    from minhbach.citations.register import register

    found: dict[str, tuple[Citation, ...]] = {}

    def work(path: Path) -> Row:
        from minhbach.citations import find_citations
        from minhbach.citations.contradictions import find_contradictions

        doc = document_of(path)
        citations = found[str(path)] = find_citations(doc)
        against = find_contradictions(
            citations, text=doc.text, own_date=doc.header.date, profile=doc.profile
        )
        return {
            "citations": [shapes.citation(citation) for citation in citations],
            "register": [shapes.entry(e) for e in register({str(path): citations})],
            "contradictions": [shapes.contradiction(c, options.lang) for c in against],
        }

    # Citations are kept for the last line, so the files are read in this process.
    options.jobs = 1
    status = _print_rows(options, work, as_json=options.json, printer=prose.register)
    if len(found) > 1:
        entries = [shapes.entry(e) for e in register(found)]
        if options.json:
            print(json.dumps({"file": None, "register": entries}, ensure_ascii=False))
        else:
            prose.entries(entries, options.lang)
    return status


def _plan_row(path: Path) -> Row:
    from minhbach.plans import extract_plan

    return shapes.plan(extract_plan(document_of(path)))


def _figures_row(form: object, lang: str, path: Path) -> Row:
    from minhbach.figures import extract_figures

    # The form travels to worker processes as JSON values: a Form holds tuples of dataclasses
    # that pickle well too, but one serializer is enough.
    found = extract_figures(document_of(path), from_json(Form, form))
    for note in found.notes:  # what was not searched: beside the row, whose keys are agreed
        print(f"{path}: {message(note.code, lang, **note.params)}", file=sys.stderr)
    return shapes.figures(found)


def _print_rows(
    options: argparse.Namespace,
    work: Work,
    *,
    as_json: bool,
    printer: Printer | None = None,
) -> int:
    paths = files_of(options.files)
    failed: set[str] = set()
    bar = not as_json or sys.stdout.isatty()
    for row in rows_of(paths, work, jobs=options.jobs, lang=options.lang, bar=bar):
        if "error" in row:
            failed.add(row["error"]["code"])
            print(told(row, options.lang), file=sys.stderr)
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        elif "error" not in row and printer is not None:
            if len(paths) > 1:
                print(f"\n== {row['file']}")
            printer(row, options.lang)
    return exit_code(failed)


def _plan_workbook(options: argparse.Namespace) -> int:
    from minhbach.plans import extract_plan
    from minhbach.writers.xlsx_plan import plan_workbook

    plans = [extract_plan(document_of(path)) for path in files_of(options.files)]
    write_file(Path(options.output), plan_workbook(plans))
    print(options.output)
    return 0


def _review_workbook(options: argparse.Namespace, form: Form) -> int:
    from minhbach.writers.xlsx import review_workbook

    found, failed = extracted(options, form)
    write_file(Path(options.output), review_workbook(form, found))
    print(options.output)
    return 2 if failed else 0
