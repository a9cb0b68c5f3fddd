"""Page runs: upright, annexes, wide tables on their side."""

from __future__ import annotations

from minhbach.model.document import Block, Document, Paragraph, Table
from minhbach.writers.layout import layout_for
from minhbach.writers.parts import Part, parts

LAYOUT = layout_for("state", None)
BODY = Paragraph("p1", "Nội dung")
ANNEX = Paragraph("p2", "Phụ lục", role="annex")
TITLE = Paragraph("p3", "TÊN PHỤ LỤC", role="annex")
NARROW = Table("t1", 1, 3, ())
WIDE = Table("t2", 1, 12, ())


def _parts(*blocks: Block, format_: str = "docx") -> list[Part]:
    return parts(Document("a", format_, blocks=blocks), LAYOUT)


def test_parts_of_nothing_is_one_page() -> None:
    assert _parts() == [Part(())]


def test_parts_begin_anew_with_each_annex() -> None:
    assert _parts(BODY, ANNEX, TITLE, NARROW, ANNEX, WIDE) == [
        Part((BODY,)),
        Part((ANNEX, TITLE, NARROW), annex=True),
        Part((ANNEX, WIDE), landscape=True, annex=True),
    ]


def test_parts_give_a_wide_table_its_own_page() -> None:
    assert _parts(BODY, WIDE, WIDE, NARROW) == [
        Part((BODY,)),
        Part((WIDE,), landscape=True),
        Part((WIDE,), landscape=True),
        Part((NARROW,)),
    ]


def test_parts_measure_composed_tables_in_millimetres() -> None:
    fitting = Table("t1", 1, 12, (), widths=(13,) * 12)
    broad = Table("t2", 1, 2, (), widths=(100, 100))

    assert [part.landscape for part in _parts(fitting, broad, format_="")] == [False, True]
