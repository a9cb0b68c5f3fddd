"""Nothing is lost and nothing doubled: a naive walk over the XML against what was read."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.engine.readers.probe_file import abstract, box, level, n, num, p, package, r

from minhbach.readers.docx import read_docx
from minhbach.readers.raw import RawParagraph
from minhbach.vi.text import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EXAMPLES = Path(__file__).parents[3] / "examples"
_FILES = sorted(_EXAMPLES.rglob("*.docx"))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", clean(text)).casefold()


def _naive(data: bytes) -> Iterator[str]:
    """The text of each ``w:p`` with text of its own, body and notes, in any order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            if name not in file.namelist():
                continue
            root = etree.fromstring(file.read(name))
            for paragraph in root.iter(f"{_W}p"):
                outside = any("Fallback" in str(a.tag) for a in paragraph.iterancestors())
                text = _squeezed("".join(_own(paragraph)))
                if text and not outside:
                    yield text


def _own(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{_W}t", f"{_W}noBreakHyphen"):
        if next(element.iterancestors(f"{_W}p")) is paragraph:
            yield (element.text or "") if element.tag == f"{_W}t" else "-"


def _read(data: bytes) -> list[RawParagraph]:
    """Every paragraph that the reader gives, those of tables too."""
    found: list[RawParagraph] = []
    for block in read_docx(data, "a.docx").blocks:
        found.extend([block] if isinstance(block, RawParagraph) else block.paragraphs())
    return found


def _generated() -> bytes:
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(p(r('ô trong bảng trong')))}</w:tr></w:tbl>"
    row = f"<w:tr>{cell.format(p(r('ô một')) + inner + p())}{cell.format(p(r('ô hai')))}</w:tr>"
    body = "".join(
        (
            *(n(f"mục {number}", 1, number % 3) for number in range(30)),
            p(r("thân có hộp"), box(p(r("chữ trong hộp")) + p(r("dòng hai của hộp")))),
            f"<w:sdt><w:sdtContent>{p(r('trong khung'))}</w:sdtContent></w:sdt>",
            f"<w:tbl>{row}{row}</w:tbl>",
        )
    )
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "bullet", "-"))
    note = f'<w:footnote w:id="2">{p(r("chú thích chân trang"))}</w:footnote>'
    return package(body, numbering=abstract(1, *levels) + num(1, 1), footnotes=note)


@pytest.mark.parametrize(
    "data",
    [_generated(), *(file.read_bytes() for file in _FILES)],
    ids=["generated", *(file.name for file in _FILES)],
)
def test_every_paragraph_cell_and_note_is_read_exactly_once(data: bytes) -> None:
    if b'".Vn' in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"):
        pytest.skip("its letters are those of an old font")

    read = Counter(
        text for raw in _read(data) if (text := _squeezed(raw.text.removeprefix(raw.mark)))
    )

    assert read == Counter(_naive(data))
