"""The one door to the engine: only this module imports ``minhbach``.

Functions load their part of the engine when first called, so the site starts quickly.
"""

from __future__ import annotations

import minhbach
from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile, UsageError
from minhbach.messages import message
from minhbach.model.citation import Citation
from minhbach.model.codec import SCHEMA, from_json, to_json
from minhbach.model.document import Block, Cell, Document, Paragraph, Section, Table
from minhbach.model.plan import Plan as ExtractedPlan
from minhbach.model.plan import Recurrence

__all__ = [
    "SCHEMA",
    "Block",
    "Cell",
    "Citation",
    "Document",
    "ExtractedPlan",
    "MinhBachError",
    "Paragraph",
    "Recurrence",
    "RefusedFile",
    "Section",
    "Table",
    "UnreadableFile",
    "UsageError",
    "extract_plan",
    "find_citations",
    "from_json",
    "message",
    "read",
    "to_json",
]


def read(data: bytes, name: str) -> Document:
    """The Document in ``data``; ``name`` gives the format. Raises MinhBachError."""
    return minhbach.read(data, name)


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every citation in ``document``, in reading order."""
    return tuple(minhbach.find_citations(document))


def extract_plan(document: Document) -> ExtractedPlan:
    """Themes, tasks, duties and gaps as ``document`` states them."""
    return minhbach.extract_plan(document)
