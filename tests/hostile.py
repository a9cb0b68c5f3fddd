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


def _package(*members: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packed) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_PLAIN = _WORD + b"<w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>"
_OPEN = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
)
_KIND = ("mimetype", b"application/vnd.oasis.opendocument.text")
_ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(12)
)


def _docx(document: bytes) -> bytes:
    return _package(("word/document.xml", document))


def _odt(content: bytes) -> bytes:
    return _package(_KIND, ("content.xml", content))


def _nested(tag: bytes, end: bytes, depth: int = 100_000) -> bytes:
    return tag * depth + b"x" + end * depth


def many_elements() -> bytes:
    """A Word file whose small body is nothing but empty paragraphs, far too many of them."""
    body = b"<w:p/>" * 1_600_000
    return _docx(_WORD + b"<w:body>" + body + b"</w:body></w:document>")


def _pdf(*objects: str) -> bytes:
    body = "".join(f"{n} 0 obj{content}endobj\n" for n, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n%%EOF".encode()


def looped_pages() -> bytes:
    """A PDF whose page tree names itself."""
    return _pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")


def countless_pages() -> bytes:
    """A PDF that says that it has two thousand million pages."""
    return _pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 2000000000/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )


# name on disk → maker: files of people who mean harm, or damaged past use; each is refused within
# a second and two hundred megabytes
HOSTILE: dict[str, Callable[[], bytes]] = {
    "ngoai.docx": lambda: _docx(
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "no.docx": lambda: _docx(b"<!DOCTYPE a [" + _ENTITIES + b"]><a>&e11;</a>"),
    "no-ngam.docx": lambda: _docx(
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode(
            "utf-16"
        )
    ),
    "bom.docx": zip_bomb,
    "bom-nho.docx": many_elements,
    "bom-kieu.docx": lambda: _package(
        ("word/document.xml", _PLAIN),
        (
            "word/_rels/document.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="a" Type="x/styles" Target="styles.xml"/></Relationships>',
        ),
        ("word/styles.xml", b" " * 60_000_000),
    ),
    "long.docx": lambda: _docx(_WORD + _nested(b"<w:p>", b"</w:p>") + b"</w:document>"),
    "tuyet-doi.docx": lambda: _package(("/etc/passwd", b"x"), ("word/document.xml", _PLAIN)),
    "nguoc.docx": lambda: _package(("..\\..\\x", b"x"), ("word/document.xml", _PLAIN)),
    "mat-khau.docx": encrypted,
    "cut.docx": lambda: docx_bytes(*["Nội dung của kế hoạch."] * 400)[:-200],
    "hai-loai.docx": lambda: _docx(_PLAIN) + looped_pages(),
    "hai-loai-truoc.docx": lambda: b"PK\x03\x04%PDF-1.4\n" + _docx(_PLAIN),
    "bang-tinh.docx": lambda: _package(("xl/workbook.xml", b"<workbook/>")),
    "mo.docx": lambda: _odt(_OPEN + b"</office:document-content>"),
    "ngoai.odt": lambda: _odt(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    "bom.odt": lambda: _odt(b" " * 70_000_000),
    "long.odt": lambda: _odt(_OPEN + _nested(b"<text:p>", b"</text:p>")),
    "cut.odt": lambda: _odt(_OPEN + b"<text:p>x</text:p>" * 9000)[:-100],
    "long.html": lambda: b"<html><body>" + _nested(b"<div>", b"</div>") + b"</body></html>",
    "long-hon.html": lambda: _nested(b"<b><i><table><td>", b""),
    "dai.html": lambda: b"<p>" + b"a" * 100_000_000,
    "dai.txt": lambda: b"a" * 100_000_000,
    "vong.pdf": looped_pages,
    "vo-so.pdf": countless_pages,
    "cut.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>",
    "hai-loai.pdf": lambda: countless_pages() + _docx(_PLAIN),
}

# name on disk → maker; each must give one sentence, exit code 2, and leave nothing behind
REFUSED: dict[str, Callable[[], bytes]] = {
    "rong.docx": empty,
    "doi-ten.docx": program,
    "bom.docx": zip_bomb,
    "mat-khau.docx": encrypted,
    "dong-dau.docx": stamped,
}
