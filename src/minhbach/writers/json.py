"""Document → JSON, through the one serializer."""

from __future__ import annotations

import json

from minhbach.model.codec import SCHEMA, to_json
from minhbach.model.document import Document


def write_json(doc: Document) -> bytes:
    """The whole Document with its schema number, UTF-8."""
    value = {"schema": SCHEMA, **to_json(doc)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
