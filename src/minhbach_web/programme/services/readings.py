"""Readings: the Document of a stored file, as JSON beside the file."""

import json
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from minhbach_web.core.services import files
from minhbach_web.engine import SCHEMA, Document, from_json, to_json


def path_of(sha256: str) -> Path:
    """Where the reading of the file with this digest lies."""
    place = files.path_of(sha256)
    return place.with_name(f"{place.name}.json")


def store(document: Document, sha256: str) -> None:
    """Write the reading, whole or not at all."""
    target = path_of(sha256)
    text = json.dumps({"schema": SCHEMA, **to_json(document)}, ensure_ascii=False)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, aside = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(aside).replace(target)


def load(sha256: str) -> Document:
    """The reading of a stored file. FileNotFoundError when there is none."""
    return _load(path_of(sha256))


@lru_cache(maxsize=32)
def _load(path: Path) -> Document:
    # A reading never changes: plans and reports point into it.
    value = json.loads(path.read_text(encoding="utf-8"))
    if value.pop("schema") != SCHEMA:
        raise ValueError(f"the reading {path.name[:12]}… has another schema")
    return from_json(Document, value)


def forget(sha256: str) -> None:
    """Take away a file and its reading: for an upload that failed half-way."""
    path_of(sha256).unlink(missing_ok=True)
    files.path_of(sha256).unlink(missing_ok=True)
