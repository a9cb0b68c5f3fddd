"""Names of WordprocessingML that annotating needs, the usual ones and those of strict files."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
# Strict files (ISO 29500) name the same elements by other addresses.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        _TRANSITIONAL + b"wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        _TRANSITIONAL + b"officeDocument/2006/math",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", _TRANSITIONAL + b"drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        _TRANSITIONAL + b"officeDocument/2006/relationships",
    ),
)
