"""Readers: bytes → Document. A further format is a row of ``SUFFIXES`` and a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePath

from minhbach.errors import UnreadableFile
from minhbach.model.document import Document
from minhbach.readers.docx import read_docx
from minhbach.readers.raw import RawDocument
from minhbach.readers.secrecy import refuse_secret
from minhbach.readers.sniff import refuse_other_kinds
from minhbach.readers.structure import structured
from minhbach.readers.text import read_text

SUFFIXES: dict[str, Callable[[bytes, str], RawDocument]] = {
    ".docx": read_docx,
    ".txt": read_text,
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
    raw = reader(data, name)
    refuse_secret(raw, name)
    return structured(raw, name, hashlib.sha256(data).hexdigest())
