"""A secrecy stamp in the header block keeps a file out; the words elsewhere do not."""

from __future__ import annotations

import pytest
from tests.engine.readers.word_files import centred, docx, p, table, tc

from minhbach import readers
from minhbach.errors import RefusedFile
from minhbach.readers.secrecy import is_stamp

_HEADER = "TỈNH ỦY SƠN KHÊ\n*\nSố 12-KH/TU\n"
_BODY = "\nKẾ HOẠCH\nvề công tác tuyên truyền\n\nI. MỤC ĐÍCH\n\nNội dung của kế hoạch.\n"


@pytest.mark.parametrize(
    "line",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "M Ậ T",
        "T Ố I  M Ậ T",
        "[MẬT]",
        "* TỐI MẬT *",
        "Mật",
        "TUYỆT\tMẬT",
    ],
)
def test_is_stamp_sees_through_frames_and_spacing(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line", ["BÍ MẬT", "BẢO MẬT", "MẬT ONG", "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Độ mật", "", "---"]
)
def test_is_stamp_is_not_any_line_with_the_word(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "T U Y Ệ T  M Ậ T", "| MẬT |"])
def test_read_refuses_a_stamped_text(stamp: str) -> None:
    with pytest.raises(RefusedFile) as caught:
        readers.read(f"{stamp}\n{_HEADER}{_BODY}".encode(), "a.txt")

    assert caught.value.code == "file-secret"


@pytest.mark.parametrize(
    "text",
    [
        _HEADER + "\nKẾ HOẠCH\nbảo vệ bí mật nhà nước\n\nI. MỤC ĐÍCH\n\nTài liệu MẬT, TỐI MẬT.\n",
        _HEADER + _BODY + "\nMẬT\n\nTUYỆT MẬT\n",
        _HEADER + "\nTHÔNG BÁO\nVỀ VIỆC QUẢN LÝ TÀI LIỆU TUYỆT MẬT\n\nCăn cứ Luật;\n\nMẬT\n",
    ],
)
def test_read_takes_prose_and_titles_about_secrecy(text: str) -> None:
    assert readers.read(text.encode(), "a.txt").header.number == "12-KH/TU"


_TITLE = centred("KẾ HOẠCH") + centred("về công tác tuyên truyền") + p("Nội dung.")
_BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    "body",
    [
        p("MẬT") + _TITLE,
        table(tc(p("TỈNH ỦY"), p("TỐI MẬT")) + tc(p("ĐẢNG CỘNG SẢN VIỆT NAM"))) + _TITLE,
        table(tc(p("TUYỆT"), p("MẬT")) + tc(p("ĐẢNG CỘNG SẢN VIỆT NAM"))) + _TITLE,
        _BOX.format(p("MẬT")) + _TITLE,
        p("TỈNH ỦY\tMẬT") + _TITLE,
    ],
)
def test_read_refuses_a_stamp_in_line_cell_or_box(body: str) -> None:
    with pytest.raises(RefusedFile):
        readers.read(docx(body), "a.docx")


def test_read_takes_a_box_in_the_body() -> None:
    body = _TITLE + p("I. MỤC ĐÍCH") + p("Nội dung.") + _BOX.format(p("MẬT"))

    assert readers.read(docx(body), "a.docx").header.kind == "ke-hoach"
