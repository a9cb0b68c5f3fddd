"""Small PDF and OpenDocument files for the tests, every mark on them known."""

from __future__ import annotations

import io
import zipfile

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "drawing")
)
_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_ODT = b"application/vnd.oasis.opendocument.text"


def line(x: float, y: float, text: str, *, size: float = 12, bold: bool = False) -> str:
    """A line of text; ``y`` is counted from the bottom of the page."""
    return f"BT /{'B' if bold else 'R'} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def pdf(*pages: str, width: int = 595, height: int = 842) -> bytes:
    """A PDF whose pages draw what is given."""
    fonts = (
        "<</Font<</R<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        "/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>>>>>"
    )
    kids = " ".join(f"{3 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
    ]
    for i, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]"
            f"/Resources{fonts}/Contents {4 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(page)}>>stream\n{page}\nendstream")
    return _packed(objects)


def _packed(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (head + tail).encode()


def odt(body: str, styles: str = "", *, kind: bytes = _ODT, before: str = "") -> bytes:
    """An OpenDocument text with that body and automatic styles."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {_SPACES} {_FO}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
    return stream.getvalue()
