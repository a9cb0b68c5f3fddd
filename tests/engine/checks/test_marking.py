"""Word comments and tracked changes: exact words, other parts untouched, what was there stays."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document as new_docx
from lxml import etree

from minhbach.checks import annotate, check
from minhbach.readers import read
from minhbach.writers.annotate import Remark
from minhbach.writers.annotate import annotate as write_remarks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AT = datetime(2024, 1, 5, tzinfo=UTC)


def _word(*paragraphs: list[str]) -> bytes:
    word = new_docx()
    for runs in paragraphs:
        paragraph = word.add_paragraph()
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = number % 2 == 1
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def _commented(data: bytes) -> list[str]:
    """The words between the start and the end of each comment."""
    found: dict[str, str] = {}
    opened: list[str] = []
    for element in _part(data, "word/document.xml").iter():
        if element.tag == W + "commentRangeStart":
            opened.append(element.get(W + "id"))
            found[opened[-1]] = ""
        elif element.tag == W + "commentRangeEnd":
            opened.remove(element.get(W + "id"))
        elif element.tag in (W + "t", W + "delText"):
            for number in opened:
                found[number] += element.text or ""
    return list(found.values())


def test_comment_stands_on_exactly_its_words() -> None:
    data = _word(["Thực hiện bổ ", "xung các", " mục."], ["Từ ngày 31/4/2024."])
    doc = read(data, "a.docx")

    out = annotate(data, doc, check(doc, select=["CX-18", "NT-01"]).findings, at=_AT)

    assert _commented(out) == ["bổ xung", "31/4/2024"]
    assert read(out, "a.docx").text == doc.text


def test_other_parts_stay_byte_for_byte() -> None:
    data = _word(["Từ ngày 31/4/2024."])
    doc = read(data, "a.docx")

    out = annotate(data, doc, check(doc, select=["NT-01"]).findings)

    before, after = zipfile.ZipFile(BytesIO(data)), zipfile.ZipFile(BytesIO(out))
    changed = {n for n in before.namelist() if before.read(n) != after.read(n)}
    assert changed <= {
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
        "word/comments.xml",
    }


def test_no_finding_gives_the_same_bytes() -> None:
    data = _word(["Không có gì."])

    assert annotate(data, read(data, "a.docx"), []) == data


def test_existing_comments_stay_and_ids_do_not_meet() -> None:
    data = _word(["Từ ngày 31/4/2024."])
    doc = read(data, "a.docx")
    once = write_remarks(data, doc, [Remark(0, 2, "của người khác")])

    twice = annotate(once, doc, check(doc, select=["NT-01"]).findings)

    ids = [c.get(W + "id") for c in _part(twice, "word/comments.xml")]
    assert ids == ["0", "1"]
    assert _commented(twice) == ["Từ", "31/4/2024"]


def test_fix_is_a_tracked_change_and_keeps_the_look() -> None:
    data = _word(["Thực hiện ", "bổ xung", " mục."])
    doc = read(data, "a.docx")

    out = annotate(
        data, doc, check(doc, select=["CX-18"]).findings, comments=False, apply="safe", at=_AT
    )

    root = _part(out, "word/document.xml")
    deleted = ["".join(d.itertext()) for d in root.iter(W + "del")]
    inserted = ["".join(i.itertext()) for i in root.iter(W + "ins")]
    assert (deleted, inserted) == (["bổ xung"], ["bổ sung"])
    assert root.find(f".//{W}ins/{W}r/{W}rPr/{W}b") is not None
    assert read(out, "a.docx").text == "Thực hiện bổ sung mục."


def test_unsafe_fix_waits_to_be_asked_for() -> None:
    data = _word(["Thực hiện các các mục."])
    doc = read(data, "a.docx")
    found = check(doc, select=["CX-03"]).findings

    assert annotate(data, doc, found, comments=False, apply="safe") == data
    assert (
        read(annotate(data, doc, found, comments=False, apply="all"), "a.docx").text
        == "Thực hiện các mục."
    )


@pytest.mark.parametrize("text", ["Nội dung , hình thức.", "Đơn vị  thực hiện."])
def test_fix_of_spaces_finds_its_place(text: str) -> None:
    data = _word(["Mở đầu. ", text])
    doc = read(data, "a.docx")

    out = annotate(data, doc, check(doc, select=["CX-04", "CX-06"]).findings, apply="safe")

    assert read(out, "a.docx").text == "Mở đầu. " + text.replace(" ,", ",").replace("  ", " ")


def test_a_finding_about_the_whole_stands_at_the_first_words() -> None:
    data = _word([""], ["KẾ HOẠCH"], ["Nội dung."])
    doc = read(data, "a.docx")

    out = annotate(data, doc, check(doc, select=["TT-01"]).findings)

    assert _commented(out) == ["KẾ HOẠCH"]
