"""Document → PDF/A-2a and PDF/UA-1, with the font inside and the same bytes every time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import cast

import typst

from minhbach.errors import UsageError
from minhbach.model.document import Document
from minhbach.writers.pdf_data import paper_data

_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]  # archivable and accessible


def write_pdf(doc: Document) -> bytes:
    """The document as PDF bytes, in the layout that its .docx has.

    Text goes to the typesetter as data, never as markup. Characters that the font lacks are shown
    as empty boxes. A warning of the typesetter is an error: an unknown font would give empty
    pages. Raises UsageError when the document can't be set.
    """
    data = paper_data(doc)
    year, month, day = data["day"]
    try:
        # One compiler a call: a shared one refuses to work in two threads at once.
        compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
        pdf, warnings = compiler.compile_with_warnings(
            input=_template(),
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=_STANDARDS,
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise UsageError("pdf-not-set", file=doc.name, reason=error.message) from error
    if warnings:
        raise UsageError("pdf-not-set", file=doc.name, reason=warnings[0].message)
    return cast(bytes, pdf)


@cache
def _template() -> bytes:
    return files("minhbach.writers").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    with as_file(files("minhbach.writers").joinpath("fonts")) as folder:
        return typst.Fonts(False, False, [str(folder)])
