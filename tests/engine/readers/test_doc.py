from __future__ import annotations

import pytest
from tests.conftest import LOUD
from tests.engine.readers.word_files import docx, p

from minhbach.errors import UnreadableFile
from minhbach.readers import doc
from minhbach.readers.doc import read_doc

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _stream(name: str) -> bytes:
    return _OLE + name.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "file-not-doc"),
        (_stream("Workbook"), "file-spreadsheet"),
        (_stream("PowerPoint Document"), "file-slides"),
        (_stream("EncryptedPackage"), "file-protected"),
        (
            _OLE + b"\xec\xa5" + b"\0" * 9 + b"\1" + "WordDocument".encode("utf-16-le"),
            "file-protected",
        ),
    ],
)
def test_doc_says_what_the_file_is_instead(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_doc(data, "a.doc")
    assert caught.value.code == code


def test_doc_that_is_a_docx_or_a_page_is_read_as_such() -> None:
    assert [b.text for b in read_doc(docx(p("Kế hoạch")), "a.doc").blocks] == ["Kế hoạch"]
    assert [b.text for b in read_doc(b"<html><p>Trang</p></html>", "a.doc").blocks] == ["Trang"]


def test_doc_without_libreoffice_asks_for_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "libreoffice", lambda: None)

    with pytest.raises(UnreadableFile) as caught:
        read_doc(b"{\\rtf1 x}", "a.rtf")
    assert caught.value.code == "doc-needs-libreoffice"


@pytest.mark.skipif(doc.libreoffice() is None, reason=f"{LOUD}soffice is not installed")
def test_rtf_in_a_tcvn3_font_becomes_unicode() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}}\f0 Th\'ab\'a8ng t\'ad \'ae\'d5n\par}"

    raw = read_doc(rtf, "a.rtf")

    assert raw.format == "rtf"
    assert raw.blocks[0].text.split()[1:] == ["tư", "đến"]
