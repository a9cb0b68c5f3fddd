"""Files that must be refused with one clear sentence, made here so that none has to be stored."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import docx

# The shortest start of a Windows program: a DOS header and a PE signature.
_EXE = b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\x64\x86" + b"\0" * 400


def docx_bytes(*lines: str) -> bytes:
    """A plain Word file with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def empty() -> bytes:
    """Nothing at all."""
    return b""


def program() -> bytes:
    """A Windows program under another name."""
    return _EXE


def zip_bomb() -> bytes:
    """A Word file whose text part unpacks to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return stream.getvalue()


def encrypted() -> bytes:
    """What Word writes for a document with a password: an OLE container, not a zip."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:76] = struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:] = struct.pack("<I", 0) + b"\xff" * (sector - 80)
    table = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE) + b"\xff" * (sector - 12)
    entries = b"".join(
        _entry(name, kind, child)
        for name, kind, child in (
            ("Root Entry", 5, 1),
            ("EncryptedPackage", 2, 0xFFFFFFFF),
            ("EncryptionInfo", 2, 0xFFFFFFFF),
            ("", 0, 0xFFFFFFFF),
        )
    )
    return bytes(header) + table + entries + b"\0" * sector


def _entry(name: str, kind: int, child: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", 0xFFFFFFFE, 0)


def stamped() -> bytes:
    """A state document that bears the stamp MẬT above its number."""
    return docx_bytes(
        "ỦY BAN NHÂN DÂN TỈNH SƠN KHÊ",
        "MẬT",
        "Số: 12/KH-UBND",
        "KẾ HOẠCH",
        "Bảo đảm thông tin",
        "I. MỤC ĐÍCH",
        "Nội dung của kế hoạch.",
    )


# name on disk → maker; each must give one sentence, exit code 2, and leave nothing behind
REFUSED: dict[str, Callable[[], bytes]] = {
    "rong.docx": empty,
    "doi-ten.docx": program,
    "bom.docx": zip_bomb,
    "mat-khau.docx": encrypted,
    "dong-dau.docx": stamped,
}
