"""Document → bytes. A new format is a row in this table and a file beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from minhbach.errors import UsageError
from minhbach.model.citation import Citation
from minhbach.model.document import Document
from minhbach.model.report import Manifest

_WRITERS = {
    ".docx": ("minhbach.writers.docx", "write_docx"),
    ".pdf": ("minhbach.writers.pdf", "write_pdf"),
    ".html": ("minhbach.writers.html", "write_html"),
    ".txt": ("minhbach.writers.text", "write_text"),
    ".md": ("minhbach.writers.markdown", "write_markdown"),
    ".json": ("minhbach.writers.json", "write_json"),
    ".pptx": ("minhbach.writers.pptx", "write_pptx"),
    ".akn.xml": ("minhbach.writers.akn", "write_akn"),
}
SUFFIXES = tuple(_WRITERS)


def write(
    doc: Document,
    suffix: str,
    *,
    manifest: Manifest | None = None,
    citations: Sequence[Citation] = (),
) -> bytes:
    """The document in the format of ``suffix`` (".docx" or "docx"; see SUFFIXES).

        The same document gives the same bytes. ``manifest`` is embedded in .docx files only: it is
        what makes their numbers traceable. ``citations`` (as found in the document) become links in
        .akn.xml files. Raises UsageError for an unknown suffix.

        >>> from minhbach.model.citation import Citation
    from minhbach.model.document import Paragraph
        >>> write(Document("a", "txt", blocks=(Paragraph("p1", "Kế hoạch"),)), "txt").decode()
        'Kế hoạch\\n'
    """
    key = "." + suffix.lower().lstrip(".")
    if key not in _WRITERS:
        raise UsageError("unknown-output-type", suffix=suffix, known=" ".join(SUFFIXES))
    home, name = _WRITERS[key]
    writer = getattr(import_module(home), name)
    if key == ".docx":
        return cast(bytes, writer(doc, manifest))
    if key == ".akn.xml":
        return cast(bytes, writer(doc, citations))
    return cast(Callable[[Document], bytes], writer)(doc)


__all__ = ["SUFFIXES", "write"]
