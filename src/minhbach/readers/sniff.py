"""What a file is by its first bytes: the suffix may lie."""

from __future__ import annotations

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.readers.archive import ends_in_archive

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
# What readers of these suffixes tell apart by themselves.
_OWN: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",),
    ".doc": (OLE, b"{\\rtf", ZIP),
    ".rtf": (OLE, b"{\\rtf", ZIP),
    ".odt": (ZIP,),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
}
# Streams by which an OLE file says what it is, as its directory writes them, most telling first.
_STREAMS = (
    ("EncryptedPackage", "file-protected"),
    ("WordDocument", "file-old-word"),
    ("Workbook", "file-spreadsheet"),
    ("Book", "file-spreadsheet"),
    ("PowerPoint Document", "file-slides"),
)


def refuse_other_kinds(data: bytes, file: str, suffix: str) -> None:
    """Raise ``UnreadableFile`` with a clear reason when the bytes are not what ``suffix`` says."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("file-empty", file=file)
    if data.startswith(_PROGRAMS[:4]) or (data.startswith(b"#!") and suffix not in (".txt", ".md")):
        raise UnreadableFile("file-is-program", file=file)
    if data.startswith(b"%PDF") and ends_in_archive(data):
        raise RefusedFile("file-two-kinds", file=file, one="PDF", other="ZIP/DOCX")
    if data.startswith(_OWN.get(suffix, ())):
        return
    if data.startswith(OLE):
        raise UnreadableFile(ole_reason(data), file=file)
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise UnreadableFile("file-other-kind", file=file, kind=kind)
    if suffix == ".docx" and not data.startswith(ZIP):
        empty = data.startswith(_EMPTY_ZIP)
        raise UnreadableFile("file-damaged" if empty else "file-not-docx", file=file)
    if suffix in (".txt", ".md") and data.startswith((ZIP, _EMPTY_ZIP)):
        raise UnreadableFile("file-other-kind", file=file, kind="ZIP/DOCX")


def ole_reason(data: bytes) -> str:
    """Why an OLE file is no .docx: the code of what it is instead."""
    for stream, code in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return code
    return "file-not-docx"
