from __future__ import annotations

import pytest
from tests.engine.readers.page_files import odt

from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile
from minhbach.readers.odt import read_odt
from minhbach.readers.raw import RawParagraph, RawTable

_LIST = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="I" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>'
)


def test_odt_lists_show_their_numbers() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>Mục đích</text:p><text:list>'
        "<text:list-item><text:p>Kịp thời</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Yêu cầu</text:p></text:list-item></text:list>"
    )

    raw = read_odt(odt(body, _LIST), "a.odt")

    assert [block.text for block in raw.blocks] == ["I. Mục đích", "I.1. Kịp thời", "II. Yêu cầu"]


def test_odt_looks_come_through_parents() -> None:
    styles = (
        '<style:style style:name="A" style:family="paragraph"><style:text-properties'
        ' fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="A">'
        '<style:paragraph-properties fo:text-align="center"/></style:style>'
    )

    paragraph = read_odt(odt('<text:p text:style-name="P1">KẾ HOẠCH</text:p>', styles), "a").blocks[
        0
    ]

    assert isinstance(paragraph, RawParagraph)
    assert (paragraph.align, paragraph.style) == ("center", "A")
    assert [(s.bold, s.size) for s in paragraph.spans] == [(True, 14.0)]


def test_odt_deleted_text_is_out_and_noted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>mới</text:p>"
    )

    raw = read_odt(odt(body), "a.odt")

    assert [block.text for block in raw.blocks] == ["mới"]
    assert raw.found == {"deleted-text-dropped": [0]}


def test_odt_footnote_follows_the_text_and_spaces_stay() -> None:
    body = (
        '<text:p>Số<text:s text:c="3"/>hai<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Ghi chú</text:p></text:note-body></text:note></text:p>"
    )

    raw = read_odt(odt(body), "a.odt")

    assert [(b.text, b.place) for b in raw.blocks if isinstance(b, RawParagraph)] == [
        ("Số   hai¹", "p"),
        ("1 Ghi chú", "f"),
    ]


def test_odt_table_spans_and_covered_cells() -> None:
    body = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">'
        "<text:p>Tổng</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )

    table = read_odt(odt(body), "a.odt").blocks[0]

    assert isinstance(table, RawTable)
    assert [(c.row, c.column, c.column_span, c.text) for c in table.cells] == [
        (1, 1, 2, "Tổng"),
        (2, 1, 1, "a"),
        (2, 2, 1, "b"),
    ]


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (odt("<text:p/>", before="<!DOCTYPE a>"), RefusedFile, "file-hostile-xml"),
        (odt("", kind=b"application/zip"), UnreadableFile, "file-not-odt"),
        (odt("<text:p>x</text:p>")[:200], UnreadableFile, "file-damaged"),
    ],
)
def test_odt_refuses_with_a_reason(data: bytes, kind: type[MinhBachError], code: str) -> None:
    with pytest.raises(kind) as caught:
        read_odt(data, "a.odt")
    assert caught.value.code == code


def test_odt_empty_items_count_and_boxes_come_once() -> None:
    frame = "<drawing:frame><drawing:text-box>{}</drawing:text-box></drawing:frame>"
    box = frame.format("<text:p>hộp</text:p>")
    item = "<text:list-item>{}</text:list-item>"
    body = (
        f'{box}<text:list text:style-name="L1">{item.format("<text:p>một</text:p>")}'
        f"{item.format('<text:p/>')}{item.format(f'<text:p>ba{box}</text:p>')}</text:list>"
    )

    raw = read_odt(odt(body, _LIST), "a.odt")

    shown = [(b.text, b.place) for b in raw.blocks if isinstance(b, RawParagraph) and b.text]
    assert shown == [("hộp", "x"), ("I. một", "p"), ("III. ba", "p"), ("hộp", "x")]


def test_odt_headings_tell_their_level() -> None:
    raw = read_odt(odt('<text:h text:outline-level="2">Mục đích</text:h><text:p>x</text:p>'), "a")

    assert [b.outline for b in raw.blocks if isinstance(b, RawParagraph)] == [2, None]
