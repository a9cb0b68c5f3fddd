"""What a file is by its first bytes: the suffix may lie."""

from __future__ import annotations

from minhbach.errors import UnreadableFile

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
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
    ".doc": (_OLE, b"{\\rtf", _ZIP),
    ".rtf": (_OLE, b"{\\rtf", _ZIP),
    ".odt": (_ZIP,),
}
# Names of streams inside an OLE file, as its directory writes them.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")


def refuse_other_kinds(data: bytes, file: str, suffix: str) -> None:
    """Raise ``UnreadableFile`` with a clear reason when the bytes are not what ``suffix`` says."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("file-empty", file=file)
    if data.startswith(_PROGRAMS[:4]) or (data.startswith(b"#!") and suffix != ".txt"):
        raise UnreadableFile("file-is-program", file=file)
    if data.startswith(_OWN.get(suffix, ())):
        return
    if data.startswith(_OLE):
        raise UnreadableFile(_ole_reason(data), file=file)
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise UnreadableFile("file-other-kind", file=file, kind=kind)
    if suffix == ".docx" and not data.startswith(_ZIP):
        empty = data.startswith(_EMPTY_ZIP)
        raise UnreadableFile("file-damaged" if empty else "file-not-docx", file=file)
    if suffix == ".txt" and data.startswith((_ZIP, _EMPTY_ZIP)):
        raise UnreadableFile("file-other-kind", file=file, kind="ZIP/DOCX")


def _ole_reason(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "file-protected"
    return "file-old-word" if _OLD_WORD in data else "file-not-docx"
