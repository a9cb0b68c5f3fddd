"""Documents: read, cited, written. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import minhbach
from minhbach.model.citation import Citation, Contradiction, RegisterEntry
from minhbach.model.document import Document

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from minhbach.reports.table_file import TableCell
    from minhbach.vi.personal import Personal


def read(data: bytes, name: str) -> Document:
    """The Document in ``data``; ``name`` gives the format. Raises MinhBachError."""
    return minhbach.read(data, name)


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every citation in ``document``, in reading order."""
    return tuple(minhbach.find_citations(document))


def find_contradictions(document: Document) -> tuple[Contradiction, ...]:
    """Where the citations of ``document`` disagree (CT-01 … CT-13)."""
    from minhbach.citations.contradictions import contradictions_in  # noqa: PLC0415 - when called

    return contradictions_in(document)


def register_of(citations: Mapping[str, Sequence[Citation]]) -> tuple[RegisterEntry, ...]:
    """One entry per document that the citations of each file name."""
    from minhbach.citations.register import register  # noqa: PLC0415 - when called

    return register(citations)


def read_workbook(data: bytes, name: str) -> Document:
    """A filled Excel form as a Document whose anchors are its cells. Raises MinhBachError."""
    from minhbach.reports.sheets import read_workbook as engine_read  # noqa: PLC0415  # heavy

    return engine_read(data, name)


def sheet_rows(data: bytes, file: str, columns: int) -> list[tuple[int, list[str]]]:
    """(row number, texts) of the first sheet of an .xlsx that hold anything in the first
    ``columns``. A formula is given as ``=`` and its text: nothing is computed. Raises
    MinhBachError."""
    from minhbach.reports.sheet_rows import Workbook  # noqa: PLC0415  # heavy

    book = Workbook(data, file)
    found = []
    for name in book.names[:1]:
        for number, row in book.rows(name, range(columns)):
            texts = {at: f"={c.text}" if c.kind == "f" else c.text for at, c in row.items()}
            if texts:
                found.append((number, [texts.get(at, "") for at in range(columns)]))
    return found


def write_document(document: Document, suffix: str) -> bytes:
    """The document as "docx", "pdf", "pptx" … The same document gives the same bytes."""
    return minhbach.write(document, suffix)


def find_personal(text: str) -> tuple[Personal, ...]:
    """What in a text tells who somebody is, for a moderator to hide."""
    from minhbach.vi.personal import find_personal as found  # noqa: PLC0415  # when used

    return found(text)


def table_rows(data: bytes, name: str) -> tuple[tuple[TableCell, ...], ...]:
    """The rows of a .csv or .xlsx. Raises MinhBachError."""
    from minhbach.reports.table_file import table_rows as rows  # noqa: PLC0415  # when used

    return rows(data, name)
