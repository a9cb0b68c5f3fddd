"""The manifest as a custom XML part: JSON inside elements of our own namespace."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from minhbach.model.codec import to_json
from minhbach.model.report import Manifest

MANIFEST_NAMESPACE = "urn:minhbach:manifest:1"


PROPERTIES_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{4D696E68-4261-4368-8001-000000000001}" xmlns:ds="http://schemas.'
    'openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{MANIFEST_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode("ascii")
_CHUNK = 1_000_000  # characters; XML parsers refuse text nodes over 10 MB


def manifest_xml(manifest: Manifest) -> bytes:
    """The part's bytes. JSON escapes every character that XML can't hold; long JSON is cut into
    several elements, whose texts follow each other."""
    text = json.dumps(to_json(manifest), ensure_ascii=True, separators=(",", ":"))
    parts = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    inside = "".join(f"<m:part>{escape(part)}</m:part>" for part in parts)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<m:manifest xmlns:m="{MANIFEST_NAMESPACE}">{inside}</m:manifest>'
    ).encode("ascii")
