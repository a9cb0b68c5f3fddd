"""Remarks in Word files that hold more than plain runs: boxes, revisions, links, other names."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from benchmarks.planted.annotating import commented, remarks_for, verify
from benchmarks.planted.word_parts import PLANTERS, W, packed, planted, unpacked
from docx import Document as new_docx
from lxml import etree

from minhbach.readers import read
from minhbach.readers.ooxml.names import STRICT
from minhbach.writers.annotate import Remark, annotate

ROOT = Path(__file__).parents[3]
_REPORT = ROOT / "examples/quy-1-2024/bao-cao-chi-bo-cuc-thong-ke.docx"
_SENTENCE = "Các đơn vị triển khai thực hiện nghiêm túc kế hoạch đúng thời gian quy định"


def _word(*paragraphs: str) -> bytes:
    word = new_docx()
    for text in paragraphs:
        word.add_paragraph(text)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize("names", [*((name,) for name in PLANTERS), tuple(PLANTERS)])
def test_every_remark_stands_on_its_words_and_the_rest_stays(names: tuple[str, ...]) -> None:
    data = planted(_REPORT.read_bytes(), names, 5)
    doc = read(data, "a.docx")
    seeded = random.Random(5)  # noqa: S311 - which words, no secret
    remarks = remarks_for(doc, seeded, 80)

    outcome = verify(data, annotate(data, doc, remarks), doc, remarks)

    assert outcome.wrong == []
    assert outcome.exact + outcome.boxed + outcome.numbers == outcome.remarks == 81


def test_comments_part_under_another_name_is_the_one_that_grows() -> None:
    data = planted(_word(*[f"{_SENTENCE} {n}." for n in range(9)]), ("remarks",), 1)
    doc = read(data, "a.docx")

    after = unpacked(annotate(data, doc, [Remark(0, 3, "Thêm")]))

    comments = etree.fromstring(after["word/gopy7.xml"])
    assert "word/comments.xml" not in after
    assert [c.get(W + "id") for c in comments] == ["1", "4", "7", "10", "11"]


def test_words_in_a_text_box_are_quoted_at_the_run_that_holds_it() -> None:
    data = planted(_word(f"{_SENTENCE}."), ("boxes",), 2)
    doc = read(data, "a.docx")
    at = doc.text.index("trong khung")

    after = unpacked(annotate(data, doc, [Remark(at, at + 11, "Xem lại", "ngoài khung")]))

    root = etree.fromstring(after["word/document.xml"])
    assert "".join(etree.fromstring(after["word/comments.xml"]).itertext()) == (
        "«trong khung»Xem lại"
    )
    marks = [e.getparent().tag for e in root.iter(W + "commentRangeStart", W + "commentReference")]
    assert marks == [W + "p", W + "r"]
    assert "Chữ ngoài khung một" in read(packed(after), "a.docx").text


def test_words_in_a_footnote_are_quoted_at_its_mark() -> None:
    parts = unpacked(_word("Theo số liệu đã công bố."))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"</w:p>", b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1
    )
    parts["word/footnotes.xml"] = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>Niên giám thống kê.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="f1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    data = packed(parts)
    doc = read(data, "a.docx")
    at = doc.text.index("Niên giám")

    after = unpacked(annotate(data, doc, [Remark(at, at + 9, "Năm nào?")]))

    start = next(etree.fromstring(after["word/document.xml"]).iter(W + "commentRangeStart"))
    assert start.getnext().find(W + "footnoteReference") is not None
    assert "«Niên giám»".encode() in after["word/comments.xml"]
    assert after["word/footnotes.xml"] == parts["word/footnotes.xml"]


def test_strict_files_stay_strict() -> None:
    parts = unpacked(_word("Từ ngày 31/4/2024."))
    for name in ("word/document.xml", "word/styles.xml"):
        for strict, usual in STRICT:
            parts[name] = parts[name].replace(usual, strict)
    data = packed(parts)
    doc = read(data, "a.docx")

    after = unpacked(annotate(data, doc, [Remark(8, 17, "Không có ngày này")]))

    assert STRICT[0][1] not in after["word/document.xml"] + after["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in (after["word/_rels/document.xml.rels"])
    )


def test_an_empty_document_bears_the_remark_on_the_whole() -> None:
    parts = unpacked(_word())
    data = packed(parts)

    after = unpacked(annotate(data, read(data, "a.docx"), [Remark(0, 0, "Không có nội dung")]))

    assert len(commented(etree.fromstring(after["word/document.xml"]))) == 1


def test_of_two_changes_to_one_word_the_first_is_made() -> None:
    data = _word("Thực hiện bổ xung các mục.")
    doc = read(data, "a.docx")

    out = annotate(data, doc, [Remark(10, 17, "", "bổ sung"), Remark(13, 17, "", "sung")])

    assert read(out, "a.docx").text == "Thực hiện bổ sung các mục."


def test_an_automatic_number_is_never_changed() -> None:
    word = new_docx()
    word.add_paragraph("Tổ chức thực hiện.", style="List Number")
    out = BytesIO()
    word.save(out)
    doc = read(out.getvalue(), "a.docx")
    assert doc.text.startswith("1.")

    copy = annotate(out.getvalue(), doc, [Remark(0, 2, "Sai số", "2.")])

    assert read(copy, "a.docx").text == doc.text
