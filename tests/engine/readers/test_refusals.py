"""Files that can't be read or must stay out: one clear code each, nothing half-read."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from tests.engine.readers.word_files import docx, p

from minhbach import readers
from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile
from minhbach.messages import catalogue

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def _code(data: bytes, name: str) -> str:
    with pytest.raises(MinhBachError) as caught:
        readers.read(data, name)
    assert caught.value.code in catalogue()
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "file-empty"),
        (b" \r\n\r\n", "a.txt", "file-empty"),
        (b"MZ\x90\x00" + bytes(60), "a.docx", "file-is-program"),
        (b"MZ\x90\x00" + bytes(60), "a.txt", "file-is-program"),
        (b"\x7fELF" + bytes(60), "a.txt", "file-is-program"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "file-protected"),
        (_OLE + "WordDocument".encode("utf-16-le"), "a.docx", "file-old-word"),
        (b"%PDF-1.7 x", "a.docx", "file-other-kind"),
        (b"{\\rtf1 x}", "a.docx", "file-other-kind"),
        (b"just words", "a.docx", "file-not-docx"),
        (b"PK\x03\x04 broken", "a.docx", "file-damaged"),
        (bytes(range(256)) * 40, "a.txt", "file-not-text"),
        (b"words", "a.xyz", "file-unknown-type"),
        (b"words", "noname", "file-unknown-type"),
    ],
)
def test_read_refuses_what_the_bytes_give_away(data: bytes, name: str, code: str) -> None:
    assert _code(data, name) == code


def _zip(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(name, data)
    return buffer.getvalue()


def test_read_refuses_a_zip_without_a_document() -> None:
    assert _code(_zip(("hello.txt", b"hello")), "a.docx") == "file-not-docx"


def test_read_refuses_a_zip_bomb() -> None:
    assert _code(_zip(("word/document.xml", b" " * 30_000_000)), "a.docx") == "file-too-big-inside"


def test_read_refuses_a_bomb_whose_index_lies() -> None:
    data = bytearray(_zip(("word/document.xml", b" " * 80_000_000)))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, central + 24, 1000)  # the unpacked size that the index declares

    assert _code(bytes(data), "a.docx") in ("file-too-big-inside", "file-damaged")


@pytest.mark.parametrize("name", ["/etc/passwd", "..\\x", "word/../../x", "C:/x"])
def test_read_refuses_names_outside_the_package(name: str) -> None:
    assert _code(_zip((name, b"x")), "a.docx") == "file-hostile-archive"


def test_read_refuses_two_members_of_one_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = _zip(("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>"))

    assert _code(data, "a.docx") == "file-hostile-archive"


def test_read_refuses_too_many_members() -> None:
    data = _zip(*((f"x{number}", b"") for number in range(5_001)))

    assert _code(data, "a.docx") == "file-too-big-inside"


def test_read_refuses_encrypted_members() -> None:
    data = bytearray(docx(p("x")))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := data.find(sign, at)) >= 0:
            data[at + offset] |= 1
            at += 4

    assert _code(bytes(data), "a.docx") == "file-protected"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_read_refuses_a_doctype(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    assert _code(_zip(("word/document.xml", xml.encode(encoding))), "a.docx") == "file-hostile-xml"


def test_read_refuses_damaged_xml() -> None:
    assert _code(_zip(("word/document.xml", b"<w:document>")), "a.docx") == "file-damaged"


def test_damaged_contents_are_unreadable() -> None:
    data = bytearray(docx(p("x" * 4000)))
    at = data.index(b"word/document.xml") + 30
    data[at : at + 8] = bytes(8)

    with pytest.raises(UnreadableFile):
        readers.read(bytes(data), "a.docx")


def test_errors_speak_both_languages() -> None:
    with pytest.raises(RefusedFile) as caught:
        readers.read("MẬT\n\nKẾ HOẠCH\n".encode(), "x.txt")

    assert "x.txt" in caught.value.text("vi")
    assert "x.txt" in caught.value.text("en")
