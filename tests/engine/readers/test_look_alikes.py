"""Letters that only look Vietnamese are put right, and said once, in every format."""

from __future__ import annotations

import io

import docx
import pytest

from minhbach.model.document import Note
from minhbach.readers import read

WRONG, RIGHT = (
    "Số: 12/QÐ-UBND của ÐẢNG ỦY, ngày 05/3/2024",
    "Số: 12/QĐ-UBND của ĐẢNG ỦY, ngày 05/3/2024",
)


def word(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def said(data: bytes, name: str) -> list[Note]:
    return [note for note in read(data, name).notes if note.code == "look-alikes-mended"]


def file_of(text: str, suffix: str) -> bytes:
    if suffix == "docx":
        return word(text)
    return (f"<p>{text}</p>" if suffix == "html" else text).encode()


@pytest.mark.parametrize("suffix", ["docx", "txt", "html"])
def test_look_alikes_are_put_right_and_counted_in_one_note(suffix: str) -> None:
    name = f"a.{suffix}"

    document = read(file_of(WRONG, suffix), name)

    assert document.text.strip() == RIGHT
    assert said(file_of(WRONG, suffix), name) == [
        Note("look-alikes-mended", params={"count": "2", "letters": "Ð"})
    ]
    assert said(file_of(RIGHT, suffix), name) == []
