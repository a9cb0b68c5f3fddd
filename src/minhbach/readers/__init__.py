"""Readers: bytes → Document. A further format is a row of ``SUFFIXES`` and a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from minhbach.errors import UnreadableFile
from minhbach.model.document import Document, Note
from minhbach.readers.docx import read_docx
from minhbach.readers.raw import RawDocument
from minhbach.readers.secrecy import refuse_secret
from minhbach.readers.sniff import refuse_other_kinds
from minhbach.readers.structure import structured
from minhbach.readers.text import read_text
from minhbach.vi.text import mended_letters

Reader = Callable[[bytes, str], RawDocument]


def _when_asked(module: str, name: str) -> Reader:
    """A reader that is loaded with its first file: pdfium alone takes 0.1 s to load."""

    def read_with(data: bytes, file: str) -> RawDocument:
        reader: Reader = getattr(import_module(f"minhbach.readers.{module}"), name)
        return reader(data, file)

    return read_with


_read_html = _when_asked("html", "read_html")
_read_doc = _when_asked("doc", "read_doc")
_read_image = _when_asked("ocr_images", "read_image")

SUFFIXES: dict[str, Reader] = {
    ".docx": read_docx,
    ".txt": read_text,
    ".md": read_text,
    ".odt": _when_asked("odt", "read_odt"),
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _when_asked("pdf", "read_pdf"),
    ".doc": _read_doc,
    ".rtf": _read_doc,
    ".png": _read_image,
    ".jpg": _read_image,
    ".jpeg": _read_image,
    ".tif": _read_image,
    ".tiff": _read_image,
}

__all__ = ["SUFFIXES", "read"]


def read(data: bytes, name: str) -> Document:
    """The Document of a file, chosen by the suffix of its name and checked by its bytes.

    >>> read("KẾ HOẠCH\\nvề công tác tuyên truyền".encode(), "a.txt").header.kind
    'ke-hoach'

    Raises ``UnreadableFile`` (empty, damaged, protected, another kind of file) or
    ``RefusedFile`` (hostile, or stamped secret): nothing of it may be kept then.
    """
    suffix = PurePath(name).suffix.lower()
    reader = SUFFIXES.get(suffix)
    refuse_other_kinds(data, name, suffix)
    if reader is None:
        raise UnreadableFile("file-unknown-type", suffix=suffix or name)
    with mended_letters() as letters:
        raw = reader(data, name)
    if letters:
        params = {"count": str(len(letters)), "letters": " ".join(sorted(set(letters)))}
        raw.notes.append(Note("look-alikes-mended", params=params))
    refuse_secret(raw, name)
    return structured(raw, name, hashlib.sha256(data).hexdigest())
