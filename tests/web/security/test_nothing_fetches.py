"""Nothing that reads or writes a document asks for anything elsewhere: a listener hears nothing."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from tests.conftest import program_or_skip

from minhbach import read, write

pytestmark = pytest.mark.once
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Listener:
    """A server that writes down who comes; ``address`` leads to it."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _from = self.server.accept()
                with visitor:
                    visitor.settimeout(2)
                    self.heard.append(visitor.recv(200))
                    visitor.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.close()


def word(address: str) -> bytes:
    """A Word file whose template, picture, frame and link all lie elsewhere."""
    document = docx.Document()
    document.add_paragraph("Kế hoạch có liên kết ra ngoài.")
    for kind in (
        RELATIONSHIP_TYPE.IMAGE,
        RELATIONSHIP_TYPE.HYPERLINK,
        RELATIONSHIP_TYPE.OLE_OBJECT,
        f"{OFFICE}/attachedTemplate",
        f"{OFFICE}/frame",
    ):
        document.part.rels.get_or_add_ext_rel(kind, f"{address}/{kind[-5:]}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page(address: str) -> bytes:
    return (
        f'<html><head><link rel="stylesheet" href="{address}/a.css"><base href="{address}"></head>'
        f'<body><p>Kế hoạch</p><img src="{address}/a.png"><iframe src="{address}/b"></iframe>'
        "</body></html>"
    ).encode()


def open_document(address: str) -> bytes:
    """An .odt with a linked picture and section."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f'<text:p>Kế hoạch <draw:frame><draw:image xlink:href="{address}/a.png"/></draw:frame>'
        f'</text:p><text:section><text:section-source xlink:href="{address}/b.odt"/>'
        "</text:section></office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def rich_text(address: str, inside: str) -> bytes:
    """What old Word fetches when it opens a file: a picture, a text, a template; and a file of
    this machine."""
    return (
        r"{\rtf1\ansi{\*\template " + address + r"/t.dot}"
        r'{\field{\*\fldinst INCLUDEPICTURE "' + address + r'/a.png" \\d}{\fldrslt x}}'
        r'{\field{\*\fldinst INCLUDETEXT "' + address + r'/b.rtf"}{\fldrslt y}}'
        r'{\field{\*\fldinst INCLUDETEXT "' + inside + r'"}{\fldrslt z}} Ke hoach.\par}'
    ).encode()


def test_reading_and_writing_ask_for_nothing(listener: Listener) -> None:
    made = {
        "a.docx": word(listener.address),
        "a.html": page(listener.address),
        "a.odt": open_document(listener.address),
    }
    for name, data in made.items():
        document = read(data, name)
        for kind in ("docx", "pdf", "html"):
            write(document, kind)

    assert listener.heard == []


def test_old_word_files_ask_for_nothing_and_open_no_file(
    listener: Listener, tmp_path: Path
) -> None:
    program_or_skip("soffice")
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("MAT KHAU CUA MAY CHU", encoding="utf-8")

    document = read(rich_text(listener.address, str(secret)), "a.rtf")

    text = " ".join(block.text for block in document.blocks)  # type: ignore[union-attr] # paragraphs
    assert listener.heard == []
    assert "Ke hoach." in text
    assert "MAT KHAU" not in text
