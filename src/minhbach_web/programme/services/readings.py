"""Readings: the Document of a stored file, as JSON beside the file."""

import json
from functools import lru_cache

from django.conf import settings

from minhbach_web.core.services import files
from minhbach_web.engine import SCHEMA, Document, from_json, to_json


def store(document: Document, sha256: str) -> None:
    """Write the reading, whole or not at all."""
    text = json.dumps({"schema": SCHEMA, **to_json(document)}, ensure_ascii=False)
    files.put_beside(sha256, text)


def load(sha256: str) -> Document:
    """The reading of a stored file. FileNotFoundError when there is none."""
    return _load(sha256, str(settings.FILES_ROOT))


@lru_cache(maxsize=32)
def _load(sha256: str, _root: str) -> Document:
    # A reading never changes: plans and reports point into it.
    value = json.loads(files.beside(sha256))
    if value.pop("schema") != SCHEMA:
        raise ValueError(f"the reading {sha256[:12]}… has another schema")
    return from_json(Document, value)


def forget(sha256: str) -> None:
    """Take away a file and its reading: for an upload that failed half-way."""
    files.forget(sha256)
