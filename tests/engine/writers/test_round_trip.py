"""docx → Document → docx → Document: nothing of the paper changes on the way."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minhbach.model.document import Document, Paragraph, Table
from minhbach.readers import read
from minhbach.writers import write

ROOT = Path(__file__).resolve().parents[3]
LOOKS = ("bold", "italic", "underline")


def carried(doc: Document) -> dict[str, Any]:
    """All that must come back: words, numbers, looks, levels, roles, tables, identity."""
    return {
        "header": doc.header,
        "signatory": doc.signatory,
        "recipients": doc.recipients,
        "sections": [_section(section) for section in doc.sections],
        "blocks": [_block(block) for block in doc.blocks if not _is_blank(block)],
    }


def _is_blank(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _section(section: Any) -> Any:
    return (section.number, section.heading, [_section(child) for child in section.children])


def _block(block: Paragraph | Table) -> Any:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    cells = [cell for cell in block.cells if cell.text.strip()]
    return (block.rows, block.columns, block.role, [_cell(cell) for cell in cells])


def _cell(cell: Any) -> Any:
    place = (cell.row, cell.column, cell.row_span, cell.column_span)
    return (*place, [_paragraph(p) for p in cell.paragraphs])


def _paragraph(p: Paragraph) -> Any:
    looks = [[_covers(p, look, at) for at in range(len(p.text))] for look in LOOKS]
    return (p.role, p.level, p.mark, p.text, looks)


def _covers(p: Paragraph, look: str, at: int) -> bool:
    inside = any(s.start <= at < s.end and getattr(s, look) for s in p.spans)
    return inside and not p.text[at].isspace()


def again(doc: Document) -> Document:
    return read(write(doc, "docx"), "lai.docx")


@pytest.mark.parametrize("name", ["bao-cao-chi-bo-cuc-thong-ke", "bao-cao-dang-bo-cuc-thue"])
def test_a_report_comes_back_as_it_was(name: str) -> None:
    first = read((ROOT / f"examples/quy-1-2024/{name}.docx").read_bytes(), f"{name}.docx")

    assert carried(again(first)) == carried(first)


def test_numbers_tables_and_emphasis_come_back_as_shown() -> None:
    file = docx.Document()
    file.add_paragraph("KẾ HOẠCH")
    file.add_paragraph("Tuyên truyền năm 2024")
    for text in ("Mục đích", "Yêu cầu"):
        file.add_paragraph(text, style="List Number")
    line = file.add_paragraph("Thường ")
    line.add_run("đậm").bold = True
    line.add_run(" nghiêng").italic = True
    line.add_run(" gạch").underline = True
    file.add_paragraph("Một\tbảng\nxuống dòng")
    table = file.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Dọc"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Ngang"
    table.cell(2, 2).text = "12,5%"
    table.cell(1, 1).paragraphs[0].add_run("đậm trong ô").bold = True
    out = BytesIO()
    file.save(out)
    first = read(out.getvalue(), "a.docx")

    assert [p.text for p in first.paragraphs(tables=False)][2:4] == ["1. Mục đích", "2. Yêu cầu"]
    assert carried(again(first)) == carried(first)


words = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẾỘĐ 0123456789.,;:()-/%“”–\t<&>"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@example([[(")", False, False)]])  # signs alone have no look
@given(st.lists(st.lists(st.tuples(words, st.booleans(), st.booleans()), max_size=4), max_size=8))
def test_any_runs_come_back(paragraphs: list[list[tuple[str, bool, bool]]]) -> None:
    file = docx.Document()
    for pieces in paragraphs:
        line = file.add_paragraph()
        for text, bold, italic in pieces:
            run = line.add_run(text)
            run.bold, run.italic = bold, italic
    out = BytesIO()
    file.save(out)
    first = read(out.getvalue(), "a.docx")
    second = again(first)

    assert _signs(second) == _signs(first)


def _signs(doc: Document) -> list[tuple[str, tuple[bool, ...]]]:
    """Each sign with its looks. Line joins may differ: the layout sets its own indents."""
    return [
        (sign, tuple(_covers(p, look, at) for look in LOOKS))
        for p in doc.paragraphs()
        for at, sign in enumerate(p.text)
        if not sign.isspace()
    ]


@pytest.mark.parametrize("suffix", ["html", "txt", "json"])
def test_other_formats_keep_every_word(suffix: str) -> None:
    path = ROOT / "examples/quy-1-2024/bao-cao-dang-bo-cuc-thue.docx"
    doc = read(path.read_bytes(), path.name)
    data = write(doc, suffix)
    text = data.decode() if suffix == "json" else read(data, f"a.{suffix}").text

    for paragraph in doc.paragraphs():
        for word in paragraph.text.split():
            assert word in text


def test_typed_rules_stand_in_the_middle() -> None:
    doc = Document("a", "txt", blocks=(Paragraph("p1", "-------", role="other"),))

    assert [p.align for p in again(doc).paragraphs()] == ["center"]
